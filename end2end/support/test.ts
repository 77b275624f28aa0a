import path from 'node:path';
import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { axe, axeWithoutScripts, tabTo } from './accessibility.ts';
import { Faults } from './faults.ts';
import { test as server, type Account, type Perigee, type Role, type Session } from './server.ts';

interface Fixtures {
  /** Runs by itself; a test fails when a page did. */
  faults: Faults;
  /** A demonstration account of a role; `nth` where there are several. */
  account: (role: Role, nth?: number) => Account;
  /** Signs a person of the role in, through the form. */
  signIn: (page: Page, role: Role, nth?: number) => Promise<void>;
  /** A page of a person of the role, signed in, in a browser of their own. A fault of any such page fails the test. */
  as: (role: Role, nth?: number, options?: BrowserContextOptions) => Promise<Page>;
  /** Fails when axe finds fault with the page as it stands. */
  axe: (page: Page) => Promise<void>;
  /** Keeps a picture of the whole page among the artefacts. */
  picture: (page: Page, name: string) => Promise<void>;
}

async function signedIn(browser: Browser, { url }: Perigee, { email, password }: Account): Promise<Session> {
  const context = await browser.newContext();
  const form = { email, password };
  const answer = await context.request.post(`${url}/sign-in`, { form, headers: { origin: url }, maxRedirects: 0 });
  expect(answer.status(), `${email} signs in`).toBe(303);
  const session = await context.storageState();
  await context.close();
  return session;
}

export const test = server.extend<Fixtures>({
  baseURL: async ({ perigee }, use) => use(perigee.url),

  faults: [
    async ({ context, perigee, javaScriptEnabled }, use) => {
      const faults = new Faults(context, perigee.url, javaScriptEnabled !== false);
      await use(faults);
      expect(faults.found, faults.found.join('\n')).toEqual([]);
    },
    { auto: true },
  ],

  account: async ({ perigee }, use) => {
    await use((role, nth = 0) => {
      const account = perigee.accounts.filter((one) => one.role === role)[nth];
      if (!account) throw new Error(`there is no demonstration account ${nth} for ${role}`);
      return account;
    });
  },

  signIn: async ({ account }, use) => {
    await use(async (page, role, nth) => {
      const { email, password } = account(role, nth);
      await page.goto('/sign-in');
      await page.getByLabel('E-mail', { exact: true }).fill(email);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expect(page).not.toHaveURL(/\/sign-in/);
    });
  },

  as: async ({ browser, perigee, account, sessions, javaScriptEnabled }, use) => {
    const opened: { context: BrowserContext; faults: Faults }[] = [];
    await use(async (role, nth = 0, options = {}) => {
      const person = account(role, nth);
      const storageState = sessions.get(person.email) ?? (await signedIn(browser, perigee, person));
      sessions.set(person.email, storageState);
      const context = await browser.newContext({ baseURL: perigee.url, storageState, ...options });
      const hasScripts = (options.javaScriptEnabled ?? javaScriptEnabled) !== false;
      opened.push({ context, faults: new Faults(context, perigee.url, hasScripts) });
      return context.newPage();
    });
    const found = opened.flatMap(({ faults }) => faults.found);
    await Promise.all(opened.map(({ context }) => context.close()));
    expect(found, found.join('\n')).toEqual([]);
  },

  axe: async ({ browser, javaScriptEnabled }, use) => {
    await use((page) => (javaScriptEnabled ? axe(page) : axeWithoutScripts(page, browser)));
  },

  picture: async ({}, use, info) => {
    await use(async (page, name) => {
      await page.screenshot({ path: path.join('artefacts', info.project.name, `${name}.png`), fullPage: true });
    });
  },
});

export { expect, tabTo };
export type { Account, Role };
