// Milestones that wait for one another: the plan, a moved date, and the decision on what follows.

import { addressOf } from '../support/places.mjs';
import { answer, press } from '../support/forms.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });

test('an officer asks what a late date moves, over two contracts, and proposes the dates', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto('/milestones');
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Full operational capability' }).first()).toContainText('Decides the last day');
  await page.getByRole('row').filter({ hasText: 'Terminals delivered' }).getByRole('link', { name: /^What if/ }).click();
  await page.getByLabel('It would come on').fill('2035-03-01');
  await page.getByRole('button', { name: 'Show what follows' }).click();
  await expect(page.getByText('One other milestone moves, over 2 contracts')).toBeVisible();
  await expect(page.getByRole('table', { name: 'What follows' })).toContainText('21 Mar 2035');
  await axe(page);
  await press(page, 'Propose the dates');
  await expect(page.getByRole('heading', { name: /problem/ })).toBeVisible();
  await answer(page, { reason: 'The factory is closed.', cause: 'provider_supply', attributable_to: 'provider' });
  await press(page, 'Propose the dates');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Dates that follow');
  await axe(page);
});

test('another officer refuses one of the dates with a reason', async ({ as, axe }) => {
  const page = await as('officer', 1);
  await page.goto('/milestones/plan');
  await page.getByRole('table', { name: 'Proposed dates' }).getByRole('link').first().click();
  await page.getByRole('checkbox').last().check();
  await press(page, 'Refuse the chosen dates');
  await expect(page.getByRole('heading', { name: /problem/ })).toBeVisible();
  await page.getByRole('checkbox').last().check();
  await page.getByLabel('Remark').fill('Users train with borrowed terminals.');
  await press(page, 'Refuse the chosen dates');
  await expect(page.getByText('2 dates, 1 open')).toBeVisible();
  await axe(page);
});

test('milestones cannot wait for one another in a circle', async ({ as }) => {
  const page = await as('officer');
  await page.goto('/milestones/plan');
  const row = page.getByRole('table', { name: 'What waits for what' }).getByRole('row').filter({ hasText: 'Two headquarters receive' });
  const [then, first] = await row.getByRole('link').allTextContents();
  const name = (text = '') => text.replace(', milestone ', '/');
  await answer(page, { then: name(first), first: name(then), reason: 'Turned round.' });
  await press(page, 'Link them');
  await expect(page.getByText('both would wait for ever').first()).toBeVisible();
});

test('the timeline of a contract shows all its time, or a year, a quarter, a month of it', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, ['/contracts', 'Assured SAR access']));
  const picture = page.locator('#timeline');
  const rows = picture.locator('tbody tr');
  const whole = await rows.count();
  const stretch = picture.getByRole('navigation', { name: 'Stretch of time' });
  await stretch.getByRole('link', { name: 'Quarter' }).click();
  await expect(page).toHaveURL(/zoom=quarter&from=\d{4}-(01|04|07|10)-01#timeline/);
  expect(await rows.count()).toBeLessThan(whole);
  const first = page.url();
  await stretch.getByRole('link', { name: 'Later' }).click();
  await expect(page).not.toHaveURL(first);
  await stretch.getByRole('link', { name: 'Earlier' }).click();
  await expect(page).toHaveURL(first);
  await axe(page);
  await stretch.getByRole('link', { name: 'Whole' }).click();
  await expect(rows).toHaveCount(whole);
});
