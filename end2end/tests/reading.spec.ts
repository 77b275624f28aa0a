import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

const monitoring = '/solicitations › Persistent maritime monitoring'.split(' › ') as [string, string];

test('answers are read question by question, and the address keeps what is read', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, [...monitoring, '/read']));
  await expect(page.getByText(/question 1 of \d+/)).toBeVisible();
  await page.getByText('Choose 2 to 6 offers').click();
  const picks = page.locator('.picks').getByRole('checkbox');
  await picks.nth(0).check();
  await picks.nth(1).check();
  await page.getByLabel('Compared with').selectOption({ index: 1 });
  await page.getByLabel('Only where they differ').check();
  await page.getByRole('button', { name: 'Read' }).click();
  await expect(page.locator('.reading article')).toHaveCount(2);
  const pinned = await page.getByLabel('Compared with').locator('option:checked').textContent();
  await expect(page.locator('.reading article h3').first()).toHaveText(pinned ?? '');
  await page.getByRole('link', { name: 'Next question' }).click();
  await expect(page.getByText(/question 2 of \d+/)).toBeVisible();
  await axe(page);
  const title = await page.locator('#question h2').textContent();
  const again = await as('officer', 1);
  await again.goto(page.url());
  await expect(again.locator('#question h2')).toHaveText(title ?? '');
  await expect(again.locator('.reading article')).toHaveCount(2);
});

test('j and k turn the questions and ? lists the keys, until they are switched off', async ({ as, axe, javaScriptEnabled }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, [...monitoring, '/read']));
  const keys = page.locator('#keys');
  if (javaScriptEnabled === false) return void (await expect(keys).toBeHidden());
  await page.keyboard.press('j');
  await expect(page.getByText(/question 2 of \d+/)).toBeVisible();
  await page.keyboard.press('k');
  await expect(page.getByText(/question 1 of \d+/)).toBeVisible();
  await page.keyboard.press('?');
  await expect(keys.getByText('next question')).toBeVisible();
  await axe(page);
  await keys.getByLabel('Single keys work').uncheck();
  await page.keyboard.press('j');
  await expect(page.getByText(/question 1 of \d+/)).toBeVisible();
});
