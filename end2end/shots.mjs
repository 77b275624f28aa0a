// Full-page pictures at three widths, light and dark: node shots.mjs [--url URL --accounts FILE] [--pages FILE]
// Without --url it starts the program that PERIGEE_BIN names. PAGES is a JSON list of [person, path] or
// [person, list, words of a row, what follows the row's address]; person null is nobody, `provider2` the second provider.

import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { CHROMIUM, FLAGS } from './support/chromium.mjs';
import { startPerigee } from './support/perigee.mjs';
import { addressOf, roleOf } from './support/places.mjs';

const WIDTHS = [390, 768, 1440];
const SCHEMES = /** @type {const} */ (['light', 'dark']);
const SHOTS = path.join(import.meta.dirname, 'artefacts', 'shots');

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    accounts: { type: 'string' },
    pages: { type: 'string', default: path.join(import.meta.dirname, 'pages.json') },
  },
});

const readJson = async (file) => JSON.parse(await readFile(file, 'utf8'));

/** A session for a person, signed in once and shared by all their pictures. */
async function sessionOf(browser, site, person) {
  const context = await browser.newContext({ baseURL: site.url });
  if (person) {
    const [role, nth] = roleOf(person);
    const account = site.accounts.filter((one) => one.role === role)[nth];
    if (!account) throw new Error(`there is no demonstration account for ${person}`);
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByLabel('E-mail', { exact: true }).fill(account.email);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
  }
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Where a place is, in the session of the person who looks. */
async function found(browser, site, place, storageState) {
  const context = await browser.newContext({ baseURL: site.url, storageState });
  const address = await addressOf(await context.newPage(), place);
  await context.close();
  return address;
}

async function shoot(browser, site, person, place, storageState) {
  const name = `${person ?? 'nobody'}-${place.join('-').replaceAll(/[^a-zA-Z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'home'}`;
  const address = await found(browser, site, place, storageState);
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({ baseURL: site.url, storageState, colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const answer = await page.goto(address, { waitUntil: 'networkidle' });
      if (!answer?.ok()) console.error(`${answer?.status()} for ${address} as ${person ?? 'nobody'}`);
      await page.screenshot({ path: path.join(SHOTS, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      await context.close();
    }
  }
  console.log(name);
}

await mkdir(SHOTS, { recursive: true });
const site = values.url
  ? { url: values.url, accounts: values.accounts ? await readJson(values.accounts) : [], stop: async () => {} }
  : await startPerigee('sqlite', 'server-shots');
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  const sessions = new Map();
  for (const [person, ...place] of await readJson(values.pages)) {
    if (!sessions.has(person)) sessions.set(person, await sessionOf(browser, site, person));
    await shoot(browser, site, person, place, sessions.get(person));
  }
} finally {
  await browser.close();
  await site.stop();
}
