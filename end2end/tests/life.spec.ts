// A stop and its end, an end that both agree to, and a readiness term that ends without another.

import { answer, press } from '../support/forms.ts';
import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

// The contract is stopped and ended here, which changes what others would find.
test.use({ apart: 'life' });
test.describe.configure({ mode: 'serial' });

const CONTRACT: [string, string] = ['/contracts', 'Assured SAR access'];

test('an officer stops work, and the page says by which day it must end', async ({ as, axe }) => {
  const page = await as('officer');
  const contract = await addressOf(page, CONTRACT);
  await page.goto(contract);
  const standing = page.locator('#standing');
  await expect(standing).toContainText('Performing');
  await axe(page);
  await standing.getByText('Stop, notice, end, exit').click();
  await standing.getByRole('link', { name: 'Stop work' }).click();
  await axe(page);
  await answer(page, { what: 'Acquisitions over the Barents Sea', until_year: '2199' });
  await press(page, 'Stop work');
  await expect(page.getByRole('heading', { name: /problem/ })).toBeVisible();
  await expect(page.getByLabel('What is stopped')).toHaveValue('Acquisitions over the Barents Sea');
  await axe(page);
  await page.goto(`${contract}/life/stop`);
  await answer(page, { what: 'Acquisitions over the Barents Sea', reason: 'The ground station floods.' });
  await press(page, 'Stop work');
  await expect(standing).toContainText('the order is cancelled or the contract terminated');
  await expect(standing).toContainText('90 days left');
  await expect(page.getByRole('link', { name: 'Make a modification' })).toHaveCount(0);
  await axe(page);
  await page.goto('/');
  await expect(page.getByText('stopped: resume or terminate by')).toBeVisible();
});

test('work resumes, the contractor claims an adjustment, and the officer answers', async ({ as, axe }) => {
  const page = await as('officer');
  const contract = await addressOf(page, CONTRACT);
  await page.goto(`${contract}/life/resume`);
  await answer(page, { reason: 'The station is dry.' });
  await press(page, 'Resume work');
  await expect(page.locator('#standing')).toContainText('may claim an adjustment until');
  const contractor = await as('provider');
  await contractor.goto('/');
  await expect(contractor.getByText('Work resumed after stop L-01').first()).toBeVisible();
  await contractor.goto(`${contract}/life/claim`);
  await answer(contractor, { basis: 'L-01', what: 'Two weeks of standby', amount: '250000' });
  await press(contractor, 'Claim an adjustment');
  await page.goto(`${contract}/life/answer-claim`);
  await axe(page);
  await answer(page, { answer: 'refuse', reason: 'Standby is in the price.' });
  await press(page, 'Answer a claim');
  await page.goto(`${contract}?tab=life`);
  await expect(page.getByRole('table', { name: 'Claims' })).toContainText('refused');
  await axe(page);
});

test('a readiness term ends without another in its place', async ({ as }) => {
  const page = await as('officer');
  const contract = await addressOf(page, CONTRACT);
  await page.goto(`${contract}?tab=readiness`);
  await page.getByText('End a term without another in its place').click();
  await press(page, 'End the term');
  await expect(page.getByText('Terms that ended').first()).toBeVisible();
});

test('an end is proposed and takes effect when the contractor agrees', async ({ as, axe }) => {
  const page = await as('officer');
  const contract = await addressOf(page, CONTRACT);
  await page.goto(`${contract}/life/propose-end`);
  await answer(page, { reason: 'The capability is bought elsewhere.' });
  await press(page, 'Propose to end by agreement');
  await expect(page.locator('#standing')).toContainText('It ends when the contractor agrees');
  const contractor = await as('provider');
  await contractor.goto('/');
  await expect(contractor.getByText('agree or refuse').first()).toBeVisible();
  await contractor.goto(`${contract}/life/agree`);
  await axe(contractor);
  await press(contractor, 'Agree to the proposal');
  await expect(contractor.locator('#standing')).toContainText('the contract ended on');
  await axe(contractor);
  const auditor = await as('auditor');
  await auditor.goto(contract);
  await expect(auditor.locator('#standing')).toContainText('options lapsed');
  await expect(auditor.locator('#standing').getByRole('link')).toHaveCount(0);
});
