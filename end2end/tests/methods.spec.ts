// Which methods an estimate allows, and what it takes to choose another one.

import { answer, day, moment, press } from '../support/forms.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });

const story = { solicitation: '' };

const PURCHASE = {
  title: 'Airtime for a rescue exercise',
  need: 'Crews talk and send position reports anywhere north of 70 degrees.',
  functional_area: 'FA-ISR',
  strategy: ['CSS-1.1'],
  buyer_name: 'NCIA',
  vehicle: 'subscription',
  estimate: '3 000 000',
  estimate_options: '400 000',
  commercial_service: true,
  evaluation: 'ncia_best_value_numerical',
  weight_technical: '50',
  weight_experience: '20',
  weight_price: '30',
  technical_minimum: '50',
  criterion_name_1: 'Coverage',
  criterion_weight_1: '100',
  ...day('announced_on', -15),
  ...moment('closes_at', 40, '17:00'),
  validity_days: '120',
};

test('the form tells which methods base and options together allow', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto('/solicitations/new');
  await answer(page, PURCHASE);
  expect((await press(page, 'Check methods')).status()).toBe(200);
  await expect(page.getByText('lawful are: NCP, PCA, MINI.')).toBeVisible();
  await expect(page).toHaveURL(/#.*method$/);
  await expect(page.getByText('Even for commercial products and services it ends at EUR 3.2 million.')).toBeVisible();
  await expect(page.locator('[name="estimate_options"]')).toHaveValue('400 000');
  await axe(page);
});

test('another method is an override that the same officer cannot approve', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto('/solicitations/new');
  await answer(page, { ...PURCHASE, method: 'lc', method_reason: 'Only three networks reach the area.' });
  await press(page, 'Save draft');
  story.solicitation = new URL(page.url()).pathname;
  await expect(page.getByText(/NPP-21 waits for a second officer/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve departure' })).toHaveCount(0);
  await axe(page);
});

test('the auditor finds it in the list of departures', async ({ as }) => {
  const page = await as('auditor');
  await page.goto('/overrides?kind=method&status=requested');
  await expect(page.getByText('Only three networks reach the area.')).toBeVisible();
});

test('another officer approves it', async ({ as }) => {
  const page = await as('officer', 1);
  await page.goto(story.solicitation);
  await press(page, 'Approve departure');
  await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible();
});
