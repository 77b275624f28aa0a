// An offer that comes after closing: explained, proposed by one officer, refused by another, and never opened.

import { answer, press } from '../support/forms.ts';
import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });

const WHY = 'The upload stopped at half past four and did not go on.';
let relay: string;

test('a provider submits late and is told that two officers decide', async ({ as, axe }) => {
  const page = await as('provider', 3);
  await page.goto(await addressOf(page, ['/offers', 'Managed SATCOM']));
  await page.getByRole('link', { name: 'Submit the offer although it is late' }).click();
  const form = page.getByRole('form', { name: 'Submit the offer late' });
  expect((await press(form, 'Submit late')).status()).toBe(422);
  await expect(page.getByRole('alert')).toBeVisible();
  await axe(page);
  await answer(form, { late_reason: WHY });
  await press(form, 'Submit late');
  await expect(page.getByRole('heading', { name: 'Receipt of an offer that came late' })).toBeVisible();
  await axe(page);
});

test('an officer proposes to take it without learning whose it is', async ({ as, axe }) => {
  const page = await as('officer');
  relay = await addressOf(page, ['/solicitations', 'Managed SATCOM']);
  await page.goto(`${relay}/opening`);
  await page.getByRole('link', { name: 'Offers that came after closing' }).click();
  await expect(page.getByText(WHY)).toBeVisible();
  await expect(page.getByText('Delphin')).toHaveCount(0);
  const form = page.getByRole('form', { name: 'Propose to take it' }).last();
  await answer(form, { ground: 'without_delay', reason: 'The opening is tomorrow; nothing is held up.' });
  await press(form, 'Propose to take it');
  await expect(page.getByText('Another officer decides', { exact: true })).toBeVisible();
  await axe(page);
});

test('the opening waits, a second officer refuses, and the provider reads why', async ({ as, account, axe }) => {
  const [opener, second, provider] = [await as('opener', 2), await as('officer', 1), await as('provider', 3)];
  const { password, passphrase } = account('opener', 2);
  await opener.goto(`${relay}/opening`);
  await answer(opener, { password, passphrase: passphrase ?? '' });
  expect((await press(opener, 'Consent to the opening')).status()).toBe(409);
  await second.goto(`${relay}/late`);
  const form = second.getByRole('form', { name: 'Decide on the late offer' });
  await answer(form, { note: 'The log of the portal shows no fault at that hour.' });
  await press(form, 'Refuse the offer');
  await expect(second.getByText('Refused', { exact: true }).first()).toBeVisible();
  await axe(second);
  await provider.goto('/');
  await expect(provider.getByText('stays sealed for good: The log of the portal')).toBeVisible();
  await second.goto('/overrides?kind=late_offer');
  await expect(second.getByRole('row').filter({ hasText: 'The opening is tomorrow' })).toContainText('GBI 2.4');
});
