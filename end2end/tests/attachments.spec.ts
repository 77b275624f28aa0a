// Files of an offer: added, refused, removed, submitted and named on the receipt, with and without scripts.

import type { Page } from '@playwright/test';
import { answer, press } from '../support/forms.ts';
import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });
// The draft is submitted here, which other files read or submit as well.
test.use({ apart: 'attachments' });

const PDF = { name: 'Bahnübersicht.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 orbits') };
const RATES = { name: 'rates.csv', mimeType: 'text/csv', buffer: Buffer.from('line,rate\n1,2\n') };
const PROGRAM = { name: 'invoice.pdf', mimeType: 'application/pdf', buffer: Buffer.from('\x7fELF\x02\x01\x01\x00') };

test('files come into their volumes, a program is refused by its content, and the receipt names what was sealed', async ({ as, axe, javaScriptEnabled }) => {
  const page = await as('provider');
  const offer = await addressOf(page, ['/offers', 'Conjunction warning']);
  await page.goto(`${offer}/technical`);
  await page.getByRole('link', { name: 'Add or remove files' }).click();
  await expect(page.getByLabel('Volume', { exact: true })).toHaveValue('technical');
  await axe(page);
  const chosen = page.getByLabel('Files', { exact: true });
  await chosen.setInputFiles([PDF, PROGRAM]);
  expect((await press(page, 'Add files')).status()).toBe(422);
  await expect(page.getByRole('alert')).toContainText('invoice.pdf: this is no PDF');
  await expect(page.getByRole('row').filter({ hasText: PDF.name })).toHaveCount(1);
  await axe(page);
  await answer(page, { volume: 'price' });
  await chosen.setInputFiles([RATES]);
  expect((await press(page, 'Add files')).status()).toBe(200);
  const file = await page.request.get((await page.getByRole('link', { name: RATES.name }).getAttribute('href'))!);
  expect(await file.text()).toBe(RATES.buffer.toString());
  expect(file.headers()['content-disposition']).toContain('attachment');
  await press(page, `Remove ${PDF.name}`);
  await expect(page.getByRole('row').filter({ hasText: PDF.name })).toHaveCount(0);
  await page.goto(`${offer}/submit`);
  await expect(page.getByRole('link', { name: RATES.name })).toBeVisible();
  const own = page.locator('#own-files');
  if (javaScriptEnabled === false) await expect(own).toBeHidden();
  else {
    await own.getByLabel('Volume', { exact: true }).selectOption('experience');
    await own.getByLabel('Files for this volume').setInputFiles([PDF, PROGRAM]);
    await axe(page);
    await page.getByRole('button', { name: 'Submit offer' }).click();
    await expect(page.locator('#sealing-status')).toContainText('Nothing was submitted. invoice.pdf: this is no PDF');
    await page.getByRole('button', { name: `Remove ${PROGRAM.name}` }).click();
  }
  await answer(page, { keep_draft: true });
  await press(page, 'Submit offer');
  await expect(page.getByRole('listitem').filter({ hasText: 'encrypted in your browser' })).toHaveCount(javaScriptEnabled === false ? 0 : 1);
  const receipt = page.getByRole('link', { name: 'Download it' });
  const sealed = await page.request.get((await receipt.last().getAttribute('href'))!);
  expect((await sealed.body()).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  await axe(page);
});

const SURVEY = { name: 'survey.txt', mimeType: 'text/plain', buffer: Buffer.alloc(9_000_000, 'orbit ') };

/** Counts what the submit page sends ahead, and breaks the connection for these, counted from 1. */
async function counted(page: Page, broken: number[]): Promise<{ sent: number }> {
  const count = { sent: 0 };
  await page.unroute('**/attachments');
  await page.route('**/attachments', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    count.sent += 1;
    return broken.includes(count.sent) ? route.abort('aborted') : route.continue();
  });
  return count;
}

test('sending goes on where the connection broke, and a later submission has the file again without sending it', async ({ as, axe, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'a script sends the pieces');
  const page = await as('provider');
  const offer = await addressOf(page, ['/offers', 'Conjunction warning']);
  await page.goto(`${offer}/submit`);
  await expect(page.getByText('has 1 file that your browser encrypted')).toBeVisible();
  // Begin, the first piece, the second three times, the third.
  const first = await counted(page, [3, 4]);
  const own = page.locator('#own-files');
  await own.getByLabel('Files for this volume').setInputFiles([{ ...SURVEY, name: 'archive.txt', buffer: Buffer.alloc(50_000_001, 'a') }]);
  await expect(page.locator('#sealing-status')).toContainText('Not added, because larger than 50');
  await own.getByLabel('Files for this volume').setInputFiles([SURVEY]);
  await expect(own.getByRole('listitem')).toHaveCount(1);
  await axe(page);
  await answer(page, { keep_draft: true });
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Submit again' }).click();
  await expect(page.locator('#sealing-status')).toContainText(/Sending survey.txt from [1-9].* MB on goes on by itself/);
  await page.waitForURL('**/receipt');
  expect(first.sent).toBe(6);
  await expect(page.getByRole('listitem').filter({ hasText: 'encrypted in your browser' })).toHaveCount(1);
  await page.goto(`${offer}/submit`);
  const second = await counted(page, []);
  await own.getByLabel('Files of an earlier submission').setInputFiles(await (await saved).path());
  await expect(own.getByRole('listitem')).toContainText(['survey.txt, Technical']);
  await own.getByLabel('When I submit, save the list').uncheck();
  await answer(page, { keep_draft: true });
  await page.getByRole('button', { name: 'Submit again' }).click();
  await page.waitForURL('**/receipt');
  expect(second.sent).toBe(1);
  await expect(page.getByRole('listitem').filter({ hasText: 'encrypted in your browser' })).toHaveCount(1);
});

test('when there is no connection for long the page says so, and submitting again sends only what is missing', async ({ as, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'a script sends the pieces');
  const page = await as('provider');
  const offer = await addressOf(page, ['/offers', 'Conjunction warning']);
  await page.goto(`${offer}/submit`);
  await page.clock.install();
  await counted(page, [3, 4]);
  await page.locator('#own-files').getByLabel('Files for this volume').setInputFiles([SURVEY]);
  const said = page.locator('#sealing-status');
  await answer(page, { keep_draft: true });
  await page.getByRole('button', { name: 'Submit again' }).click();
  await expect(said).toContainText('The connection broke off.');
  await page.clock.fastForward('06:00');
  await expect(said).toContainText('Nothing was submitted. survey.txt: there is no connection to the server.');
  const rest = await counted(page, []);
  await page.getByRole('button', { name: 'Submit again' }).click();
  await page.waitForURL('**/receipt');
  expect(rest.sent).toBe(3);
});

test('whoever is signed out while files are sent is told so, and nothing that was sent is lost', async ({ as, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'a script sends the pieces');
  const page = await as('provider');
  const offer = await addressOf(page, ['/offers', 'Conjunction warning']);
  await page.goto(`${offer}/submit`);
  const session = await page.context().cookies();
  await counted(page, [3]);
  page.on('requestfailed', () => void page.context().clearCookies());
  await page.locator('#own-files').getByLabel('Files for this volume').setInputFiles([SURVEY]);
  await page.getByRole('button', { name: 'Submit again' }).click();
  await expect(page.locator('#sealing-status')).toContainText('Nothing was submitted. survey.txt: you are not signed in any more: sign in in another tab');
  await page.context().addCookies(session);
  const rest = await counted(page, []);
  await page.getByRole('button', { name: 'Submit again' }).click();
  await page.waitForURL('**/receipt');
  expect(rest.sent).toBe(3);
});
