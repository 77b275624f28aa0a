// Service levels of a contract: what was measured, a value disputed and taken, a credit that a second officer confirms, a file, a machine's address.

import { press } from '../support/forms.ts';
import { addressOf, type Place } from '../support/places.mjs';
import { expect, test, type Role } from '../support/test.ts';

test.use({ apart: 'service' });
test.describe.configure({ mode: 'serial' });

const SERVICE: Place = ['/contracts', 'Assured SAR access'];
const READERS: Role[] = ['officer', 'provider', 'delegate', 'auditor'];

test('everybody who reads the contract sees what was promised and measured, in words', async ({ as, axe }) => {
  for (const role of READERS) {
    const page = await as(role);
    const contract = await addressOf(page, SERVICE);
    await page.goto(`${contract}?tab=service`);
    const table = page.getByRole('table', { name: /Service levels/ });
    await expect(table).toContainText('Tasking success');
    await expect(table).toContainText('at least 95 %');
    await expect(table).toContainText('met');
    if (role === 'officer' || role === 'auditor') await axe(page);
    await table.getByRole('link', { name: /SL-01/ }).click();
    await expect(page.getByRole('table', { name: 'Periods' })).toContainText('missed');
    await expect(page.getByRole('button', { name: 'Agree', exact: true })).toHaveCount(0);
    await axe(page);
  }
});

test('the picture of the contract has a lane, and its table says the same', async ({ as }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, SERVICE));
  await expect(page.getByRole('img', { name: /Timeline of/ })).toContainText('Service');
  await page.getByText('As a table', { exact: true }).click();
  await expect(page.getByRole('table', { name: 'The timeline as a table' })).toContainText(/SL-01 Tasking success .* missed/);
});

test('a disputed value is taken by the contractor, and another officer confirms the credit', async ({ as, axe }) => {
  const officer = await as('officer');
  const contract = await addressOf(officer, SERVICE);
  await officer.goto(`${contract}/service/1`);
  const open = officer.getByRole('row').filter({ hasText: 'reported' }).first().getByRole('link');
  await open.click();
  const period = new URL(officer.url()).pathname;
  await officer.getByLabel('The purchaser’s own value').fill('none');
  await officer.getByLabel('Why', { exact: true }).first().fill('Our log counts three orders more.');
  await press(officer, 'Dispute the value');
  await expect(officer.getByRole('heading', { name: /problem/ })).toBeVisible();
  await expect(officer.getByLabel('The purchaser’s own value')).toHaveValue('none');
  await axe(officer);
  await officer.getByLabel('The purchaser’s own value').fill('91.5');
  await press(officer, 'Dispute the value');
  await expect(officer.getByText('disputed').first()).toBeVisible();
  const contractor = await as('provider');
  await contractor.goto('/');
  await expect(contractor.getByText('answer a disputed value')).toBeVisible();
  await contractor.goto(period);
  await expect(contractor.getByLabel('Value', { exact: true })).toHaveValue('91.5');
  await contractor.getByLabel('Why', { exact: true }).fill('We read the same log.');
  await press(contractor, 'Answer the dispute');
  await contractor.getByLabel('Cause and corrective action').fill('A ground station was down; a second one is booked.');
  await press(contractor, 'Hand in the analysis');
  await axe(contractor);
  await officer.goto(period);
  await expect(officer.getByRole('button', { name: 'Record the decision' })).toHaveCount(0);
  const second = await as('officer', 1);
  await second.goto('/');
  await expect(second.getByText('confirm or waive service credits').first()).toBeVisible();
  await second.goto(period);
  await second.getByLabel('Confirm').check();
  await second.getByLabel('Why', { exact: true }).first().fill('The value is agreed.');
  await press(second, 'Record the decision');
  await expect(second.getByText('Confirmed').first()).toBeVisible();
  await axe(second);
});

test('a file is taken whole or not at all, and a machine’s address is shown once', async ({ as, axe }) => {
  const page = await as('provider');
  const contract = await addressOf(page, SERVICE);
  await page.goto(`${contract}?tab=service`);
  await page.getByRole('link', { name: 'Report many at once' }).click();
  await axe(page);
  const text = 'level,period,value,note\nSL-09,2026-01,1,\n';
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'values.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await press(page, 'Report the values');
  await expect(page.getByText(/row 2, column level/).first()).toBeVisible();
  await page.goto(`${contract}/service/report`);
  await press(page, 'Make an address');
  await expect(page.getByText(/\/measurements\/[\w-]{40,}/)).toBeVisible();
  await axe(page);
  await page.goto(`${contract}/service/report`);
  await expect(page.getByText(/An address is in use/)).toBeVisible();
  await expect(page.getByText(/\/measurements\/[\w-]{40,}/)).toHaveCount(0);
});
