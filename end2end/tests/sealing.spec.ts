// Keys of those who open, and what becomes of a draft: with and without scripts.

import { answer, press } from '../support/forms.ts';
import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });
// The draft that is submitted here is one that other files read or submit as well.
test.use({ apart: 'sealing' });

const PASSPHRASE = 'nine lanterns over the quiet harbour';

test('an opening officer renews the opening key; a short passphrase and a wrong password are named', async ({ as, account, axe }) => {
  const page = await as('opener', 2);
  const { password } = account('opener', 2);
  await page.goto('/account');
  await page.getByRole('link', { name: 'Opening key' }).click();
  await answer(page, { passphrase: 'short', passphrase_again: 'short' });
  const form = page.getByRole('form', { name: 'Renew your opening key' });
  await answer(form, { password });
  expect((await press(form, 'Renew the key')).status()).toBe(422);
  await expect(page.getByRole('alert')).toContainText('15 characters');
  await axe(page);
  await answer(form, { passphrase: PASSPHRASE, passphrase_again: PASSPHRASE, password: 'not my password at all' });
  expect((await press(form, 'Renew the key')).status()).toBe(422);
  await answer(form, { passphrase: PASSPHRASE, passphrase_again: PASSPHRASE, password });
  expect((await press(form, 'Renew the key')).status()).toBe(200);
  await expect(page.getByText('Your opening key is ready')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Retired' })).toHaveCount(1);
});

test('a draft is erased at submission, and an own copy brings it back', async ({ as, axe }) => {
  const page = await as('provider');
  const offer = await addressOf(page, ['/offers', 'Conjunction warning']);
  await page.goto(`${offer}/submit`);
  const file = await page.request.get(`${offer}/copy`);
  expect(file.headers()['content-disposition']).toContain('attachment');
  const body = await file.body();
  await press(page, 'Submit offer');
  await expect(page.getByText('Volume 4, price')).toBeVisible();
  await page.goto(offer);
  await expect(page.getByText('no draft is kept here')).toBeVisible();
  await axe(page);
  expect((await page.request.get(`${offer}/copy`)).status()).toBe(404);
  await page.locator('input[type="file"]').setInputFiles({ name: 'copy.json', mimeType: 'application/json', buffer: body });
  await press(page, 'Use this copy');
  await page.getByRole('link', { name: 'Check and submit again' }).click();
  await press(page, 'Submit again');
  await expect(page.getByText('number 2')).toBeVisible();
});
