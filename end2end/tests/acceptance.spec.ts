// From a delivery in test to an invoice that is paid: officer, contractor and a nation's delegate, each on their own pages.

import { answer, day, press } from '../support/forms.ts';
import { addressOf, type Place } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

// Deliveries are accepted and invoices paid here, which others would find changed.
test.use({ apart: 'acceptance' });
test.describe.configure({ mode: 'serial' });

const VEHICLE: Place = ['/contracts', 'SATCOM terminals'];
const SERVICE: Place = ['/contracts', 'Assured SAR access'];

test('a delegate gives the opinion of the users, and decides nothing', async ({ as, axe }) => {
  const page = await as('delegate');
  await page.goto(`${await addressOf(page, VEHICLE)}/milestones/1`);
  await expect(page.getByText('In test', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Accept provisionally' })).toHaveCount(0);
  const form = page.getByRole('form', { name: /Opinion of your nation/ });
  await form.getByRole('radio', { name: 'Satisfied', exact: true }).check();
  await form.getByLabel('In their words').fill('Start in the cold is quick enough now.');
  await press(page, 'Give the opinion');
  await expect(page.getByRole('table', { name: 'What users say' })).toContainText('quick enough');
  await axe(page);
});

test('the officer cannot accept over a blocking defect; once mended the delivery is accepted, in warranty, and not final before its end', async ({ as, axe }) => {
  const page = await as('officer', 1);
  await page.goto(`${await addressOf(page, VEHICLE)}/milestones/1`);
  await page.getByText('Note a defect', { exact: true }).first().click();
  const defect = page.getByRole('form', { name: 'Note a defect' });
  await defect.getByRole('radio', { name: /Blocking/ }).check();
  await answer(defect, { text: 'No link at night.', ...day('found_on', 0) });
  await press(page, 'Note the defect');
  await expect(page.getByRole('table', { name: 'Defects' })).toContainText('No link at night.');
  const accept = page.getByRole('form', { name: 'Accept provisionally' });
  await answer(accept, { ...day('delivered_on', -6), statement: 'The lists are complete.' });
  expect((await press(page, 'Accept provisionally')).status()).toBe(409);
  await expect(page.getByText(/blocking defect is open/).first()).toBeVisible();
  await axe(page);
  await page.getByText('Note that a defect is mended', { exact: true }).first().click();
  const mend = page.getByRole('form', { name: 'Note that a defect is mended' });
  await mend.getByLabel('Defect', { exact: true }).selectOption('2');
  await answer(mend, day('mended_on', 0));
  await press(page, 'Note as mended');
  await answer(accept, { ...day('delivered_on', -6), statement: 'The lists are complete.' });
  await press(page, 'Accept provisionally');
  await expect(page.getByText('Provisionally accepted', { exact: true }).first()).toBeVisible();
  await answer(page.getByRole('form', { name: 'Start the warranty' }), { statement: 'Every terminal.' });
  await press(page, 'Start the warranty');
  await expect(page.getByText('In warranty', { exact: true }).first()).toBeVisible();
  await answer(page.getByRole('form', { name: 'Accept finally' }), { statement: 'Done.' });
  expect((await press(page, 'Accept finally')).status()).toBe(409);
  await expect(page.getByText(/of its defects are open/).first()).toBeVisible();
});

test('an invoice is held, completed, approved and paid; its clock and its money are shown', async ({ as, axe }) => {
  const officer = await as('officer');
  await officer.goto('/contracts/invoices?only=waiting');
  await axe(officer);
  await officer.getByRole('link', { name: 'Invoice 1' }).click();
  const invoice = new URL(officer.url()).pathname;
  await answer(officer.getByRole('form', { name: 'Hold as incomplete' }), { note: 'The bank account is missing.' });
  await press(officer, 'Hold as incomplete');
  await expect(officer.getByText('7 days left').first()).toBeVisible();
  await axe(officer);
  const contractor = await as('provider');
  await contractor.goto(invoice);
  await answer(contractor.getByRole('form', { name: 'Complete the invoice' }), { note: 'The account is on page 2.' });
  await press(contractor, 'Complete the invoice');
  await officer.goto(invoice);
  await answer(officer.getByRole('form', { name: 'Approve', exact: true }), { note: 'As agreed.' });
  await press(officer, 'Approve');
  await expect(officer.getByText('Scheduled', { exact: true }).first()).toBeVisible();
  await answer(officer.getByRole('form', { name: 'Note the payment' }), { note: 'Transfer 11' });
  await press(officer, 'Note the payment');
  await officer.goto(`${await addressOf(officer, SERVICE)}?tab=money`);
  await expect(officer.getByRole('table', { name: 'Money' })).toContainText('Advance payment open');
  await expect(officer.getByRole('table', { name: 'Invoices' })).toContainText('Paid');
  await axe(officer);
});

test('a notice of delay is decided, and moves no date', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(`${await addressOf(page, SERVICE)}/milestones/3`);
  const form = page.getByRole('form', { name: 'Decide whether the delay is excused' });
  await answer(form, { excused_days: '35', reason: 'The system that we owe came 35 days late.' });
  await press(page, 'Record the decision');
  await expect(page.getByText('35 days excused').first()).toBeVisible();
  await axe(page);
});
