// A framework of several holders: who is asked next, what each answers, the order that follows, and a new framework.

import { answer, day, press } from '../support/forms.ts';
import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

// Call-offs are answered here, which changes whom others would find next.
test.use({ apart: 'frameworks' });
test.describe.configure({ mode: 'serial' });

const FRAMEWORK: [string, string] = ['/frameworks', 'Ground station passes on call'];

test('an officer finds the framework, who is asked first, and what each holder took', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto('/contracts');
  await page.getByRole('link', { name: 'Frameworks', exact: true }).click();
  await axe(page);
  await page.goto(await addressOf(page, FRAMEWORK));
  const holders = page.getByRole('table', { name: 'Holders' });
  await expect(holders.getByRole('row')).toHaveCount(4);
  await expect(holders).toContainText('Boreal Radar Oy');
  await expect(page.getByText('is first in rank.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Call-offs' })).toContainText('answers by');
  await axe(page);
  await page.getByRole('link', { name: 'Holders and windows' }).click();
  await expect(page.getByText('A holder joins only in an on-ramp window')).toBeVisible();
  await axe(page);
});

test('the first holder declines, sees nothing of the others, and the second is asked', async ({ as, axe }) => {
  const first = await as('provider');
  await first.goto('/');
  await first.getByRole('link', { name: 'Passes for a launch campaign' }).click();
  await axe(first);
  await answer(first, { answer: 'decline' });
  await press(first, 'Send the answer');
  await expect(first.getByRole('heading', { name: /problem/ })).toBeVisible();
  await answer(first, { answer: 'decline', reason: 'Both antennas are booked.' });
  await press(first, 'Send the answer');
  await expect(first.getByRole('table', { name: 'What you were asked' })).toContainText('Declined');
  await first.goto(await addressOf(first, FRAMEWORK));
  await expect(first.getByRole('main')).not.toContainText('Boreal');
  await expect(first.getByText('Left', { exact: true })).toHaveCount(0);
  await axe(first);
  const second = await as('provider', 1);
  await second.goto('/');
  await second.getByRole('link', { name: 'Passes for a launch campaign' }).click();
  await answer(second, { answer: 'accept' });
  await press(second, 'Send the answer');
  await expect(second.getByRole('table', { name: 'What you were asked' })).toContainText('Accepted');
});

test('the officer issues the order, and it stands under the holder’s contract', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto('/');
  await page.getByRole('link', { name: 'Passes for a launch campaign' }).first().click();
  await expect(page.getByRole('table', { name: 'Who was asked' })).toContainText('Both antennas are booked.');
  await axe(page);
  await press(page, 'Issue the order');
  const order = page.getByRole('link', { name: /CTR-.* O-02/ });
  await order.click();
  await expect(page.getByRole('table', { name: 'Orders' })).toContainText('Passes for a launch campaign');
  await expect(page.getByRole('link', { name: /^FWK-.*\/3$/ })).toBeVisible();
});

test('a call-off beyond the ceiling is refused, and keeps what was typed', async ({ as, axe }) => {
  const page = await as('officer');
  const framework = await addressOf(page, FRAMEWORK);
  await page.goto(`${framework}/requests/new`);
  await axe(page);
  const typed = { title: 'Everything at once', purchaser: 'Allied Joint Force Command', ...day('starts_on', 10), ...day('ends_on', 40) };
  await answer(page, { ...typed, amount: '9000000' });
  await press(page, 'Ask the first holder');
  await expect(page.getByRole('alert')).toContainText('never rises');
  await expect(page.getByLabel('What is ordered')).toHaveValue('Everything at once');
  await axe(page);
});

test('a past moment shows the framework as it was recorded then', async ({ as, axe }) => {
  const page = await as('auditor');
  const framework = await addressOf(page, FRAMEWORK);
  const then = new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`${framework}?as_of=${then}`);
  await expect(page.getByRole('table', { name: 'Call-offs' }).getByRole('row')).toHaveCount(2);
  await expect(page.locator('#since')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Call off', exact: true })).toHaveCount(0);
  await axe(page);
});

test('without enough free contracts the form for a new framework says what to do', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto('/frameworks');
  await page.getByRole('link', { name: 'Make a framework' }).click();
  await expect(page.getByText('Too few signed contracts')).toBeVisible();
  await axe(page);
});
