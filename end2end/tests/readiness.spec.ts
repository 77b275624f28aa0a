// What can be called up in crisis and in conflict: the question over all contracts, a surge, and its early end.

import { answer, press } from '../support/forms.ts';
import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

// The terms are called up here, which changes what others would be answered.
test.use({ apart: 'readiness' });
test.describe.configure({ mode: 'serial' });

test('an officer asks what thirty days of conflict would bring, over all contracts, and of one line alone', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto('/contracts');
  await page.getByRole('link', { name: 'Readiness', exact: true }).click();
  await page.getByLabel('Level').selectOption('conflict');
  await page.getByLabel('Days', { exact: true }).fill('30');
  await page.getByRole('button', { name: 'Show what follows' }).click();
  await expect(page.getByRole('status')).toContainText('30 days of conflict');
  const both = await page.getByRole('status').textContent();
  expect(both).toContain('NOK');
  expect(both).toContain('EUR');
  await expect(page.getByRole('table', { name: 'Entitled nations' })).toContainText('Norway');
  await axe(page);
  await page.getByRole('checkbox', { name: /Airtime/ }).check();
  for (const box of await page.getByRole('checkbox').all()) {
    if (!(await box.getAttribute('value'))?.endsWith('/0002')) await box.uncheck();
  }
  await page.getByRole('button', { name: 'Show what follows' }).click();
  await expect(page.getByRole('status')).not.toContainText('NOK');
});

test('a surge beyond what its term allows is refused with the days that are possible, and one within it commits its cost', async ({ as, axe }) => {
  const page = await as('officer');
  const contract = await addressOf(page, ['/contracts', 'Assured SAR access']);
  await page.goto(`${contract}?tab=readiness`);
  await axe(page);
  await page.getByRole('link', { name: 'Activate a surge' }).click();
  await page.getByLabel('Days', { exact: true }).fill('200');
  await page.getByRole('button', { name: 'Show what follows' }).click();
  await expect(page.getByRole('table', { name: 'What follows' })).toContainText('The contract ends');
  await page.getByRole('checkbox').first().check();
  await answer(page, { decision: 'Order 3', reason: 'A crisis.' });
  await press(page, 'Activate the surge');
  await expect(page.getByRole('heading', { name: /problem/ })).toBeVisible();
  await expect(page.getByLabel('Reference of the decision')).toHaveValue('Order 3');
  await axe(page);
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`${contract}/surges/new?level=crisis&from=${day}&days=20`);
  await axe(page);
  await answer(page, { decision: 'Order 3', reason: 'A crisis.' });
  await press(page, 'Activate the surge');
  const surges = page.getByRole('table', { name: 'Surges' });
  await expect(surges).toContainText('begins');
  await expect(surges).toContainText('modification P0000');
  await axe(page);
});

test('the contractor is told, and a surge that is ended before it begins costs nothing', async ({ as }) => {
  const contractor = await as('provider');
  await contractor.goto('/');
  await expect(contractor.getByText('Activated surge S-01').first()).toBeVisible();
  const page = await as('officer', 1);
  const contract = await addressOf(page, ['/contracts', 'Assured SAR access']);
  await page.goto(`${contract}?tab=readiness`);
  await page.getByText('End early').click();
  await page.getByLabel('Why it ends').fill('Calm again.');
  await press(page, 'End surge S-01');
  await expect(page.getByRole('table', { name: 'Surges' })).toContainText('never began');
});
