// A limited competition: the officer names who may offer, the list leads there before publication, and nobody else reads it.

import type { Page } from '@playwright/test';
import { answer, press } from '../support/forms.ts';
import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });
// The draft gets another method here.
test.use({ apart: 'named' });

const referenceOf = async (page: Page, name: string) => {
  await page.goto(`/providers?q=${encodeURIComponent(name)}`);
  const row = page.getByRole('row').filter({ hasText: name });
  return (await row.innerText()).match(/PRV-\d{4}-\w+/)![0];
};

test('the officer names the vendors of a limited competition and takes one off again', async ({ as, axe }) => {
  const page = await as('officer');
  const [aurora, boreal] = [await referenceOf(page, 'Aurora'), await referenceOf(page, 'Boreal')];
  const draft = await addressOf(page, ['/solicitations', 'Responsive launch']);
  await page.goto(`${draft}/edit`);
  await answer(page, { method: 'lc', method_reason: 'Three vendors are cleared for it.' });
  await press(page, 'Save draft');
  await page.goto(draft);
  await page.getByRole('link', { name: 'Name the vendors of the pool, two at least.' }).click();
  await expect(page.locator('#offerors')).toContainText('Name the vendors of the pool');
  await answer(page, { offerors: `${aurora} PRV-2026-9999`, naming_reason: 'Market research of May' });
  expect((await press(page, 'Name them')).status()).toBe(422);
  await expect(page.getByRole('alert')).toContainText('there is no organisation PRV-2026-9999');
  await expect(page.locator('[name="naming_reason"]')).toHaveValue('Market research of May');
  await answer(page, { offerors: `${aurora} ${boreal}` });
  expect((await press(page, 'Name them')).status()).toBe(200);
  const named = page.locator('#offerors').getByRole('row').filter({ hasText: 'Market research of May' });
  await expect(named).toHaveCount(2);
  await axe(page);
  await page.goto(draft);
  await expect(page.getByText('Name the vendors of the pool, two at least.')).toHaveCount(0);
  await page.goto(`${draft}/eligibility`);
  await named.filter({ hasText: boreal }).getByRole('button').click();
  await expect(named).toHaveCount(1);
  await page.goto(draft);
  await expect(page.getByText('Name the vendors of the pool, two at least.')).toBeVisible();
});
