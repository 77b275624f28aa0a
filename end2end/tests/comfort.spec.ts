// What makes the provider's work easier: a draft that saves itself, the countdown, and mail.

import type { Page } from '@playwright/test';
import { answer, press } from '../support/forms.ts';
import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

const summary = (page: Page) => page.locator('[name="summary"]');
const saved = (page: Page) => page.locator('#saved');
const technical = async (page: Page) => `${await addressOf(page, ['/offers', 'Conjunction warning'])}/technical`;

test('without script a volume is saved by its button and says when it was', async ({ as, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled !== false, 'the other tests say what a script does');
  const page = await as('provider');
  const address = await technical(page);
  await page.goto(address);
  await summary(page).fill('Saved by the button.');
  await press(page, 'Save and go back');
  await page.goto(address);
  await expect(saved(page)).toHaveText(/^Last saved .* UTC$/);
  await expect(summary(page)).toHaveValue('Saved by the button.');
  await expect(page.locator('.countdown').first()).toContainText(/ in \d+ /);
});

test('a volume saves itself, and the button still works afterwards', async ({ as, axe, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'a script saves');
  const [page, other] = [await as('provider'), await as('provider')];
  const address = await technical(page);
  await page.goto(address);
  await summary(page).fill('Saved while it is written.');
  await expect(saved(page)).toHaveText(/^Saved \d\d:\d\d:\d\d$/);
  await axe(page);
  await other.goto(address);
  await expect(summary(other)).toHaveValue('Saved while it is written.');
  await summary(page).fill('Saved twice.');
  await expect.poll(async () => (await other.reload(), summary(other).inputValue())).toBe('Saved twice.');
  await summary(page).fill('And by the button.');
  expect((await press(page, 'Save and go back')).status()).toBe(200);
  await other.reload();
  await expect(summary(other)).toHaveValue('And by the button.');
});

test('deadlines are read in one’s own zone, the published one and UTC', async ({ as, axe }) => {
  const page = await as('provider');
  const address = await addressOf(page, ['/offers', 'Conjunction warning']);
  await page.goto('/account');
  await page.locator('[name="zone"]').selectOption('America/New_York');
  await page.locator('#zone').getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#zone time')).toHaveText(/ New York \(.* UTC\)$/);
  await axe(page);
  await page.goto(address);
  await expect(page.locator('.countdown time').first()).toHaveText(/^.*, \d\d:\d\d \S+ \(.*\d\d:\d\d New York.*\)$/);
  await page.goto('/account');
  await page.locator('[name="zone"]').selectOption('');
  await page.locator('#zone').getByRole('button', { name: 'Save' }).click();
  await page.goto(address);
  await expect(page.locator('main')).not.toContainText('New York');
});

test('without a connection nothing is lost, and it is saved when there is one again', async ({ as, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'a script saves');
  const page = await as('provider');
  const address = await technical(page);
  await page.goto(address);
  await page.route('**/technical', (route) => (route.request().method() === 'POST' ? route.abort('aborted') : route.continue()));
  await summary(page).fill('Written on a train.');
  await expect(saved(page)).toContainText('Not saved: there is no connection.');
  await summary(page).fill('Written in a tunnel.');
  await page.unroute('**/technical');
  await expect(saved(page)).toHaveText(/^Saved \d\d:\d\d:\d\d$/, { timeout: 20_000 });
  await expect.poll(async () => (await page.request.get(address)).text(), { timeout: 20_000 }).toContain('Written in a tunnel.');
});

test('who was overtaken by a colleague gets the ordinary page with what was typed', async ({ as, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'a script saves');
  const [page, other] = [await as('provider'), await as('provider')];
  const address = await technical(page);
  await page.goto(address);
  await other.goto(address);
  await summary(other).fill('The colleague was faster.');
  await press(other, 'Save and go back');
  await summary(page).fill('Typed too late.');
  await expect(page.locator('.error-summary')).toContainText('Somebody changed this');
  await expect(summary(page)).toHaveValue('Typed too late.');
  expect((await press(page, 'Save and go back')).status()).toBe(200);
});

test('the countdown goes by the second and names the moment where the reader is', async ({ as, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'without script the server says it in words');
  const page = await as('provider', 0, { timezoneId: 'Asia/Tokyo' });
  await page.goto(await technical(page));
  const countdown = page.locator('.countdown').first();
  await expect(countdown).toContainText('UTC');
  await expect(countdown).toContainText('Asia/Tokyo');
  await expect(countdown).toContainText(/in \d+ /);
});

test('a person chooses what is mailed, and the administrator reads that mail is not configured', async ({ as, axe, picture }) => {
  const page = await as('provider', 1);
  await page.goto('/account');
  await answer(page, { mail: 'daily' });
  await press(page.locator('#mail'), 'Save');
  await expect(page.locator('[name="mail"][value="daily"]')).toBeChecked();
  await axe(page);
  await picture(page, 'account-mail');
  await answer(page, { mail: 'none' });
  await press(page.locator('#mail'), 'Save');
  const administrator = await as('administrator');
  await administrator.goto('/');
  await expect(administrator.getByText('not configured')).toBeVisible();
  await administrator.goto('/outbox');
  await expect(administrator.getByText('Not sent: mail is not configured')).toBeVisible();
  await axe(administrator);
});
