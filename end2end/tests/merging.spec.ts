// Two organisations that are one: proposed by an officer, confirmed by an administrator. A provider's own organisation.

import { answer, press } from '../support/forms.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });

const names = ['Meridian Orbits AB', 'Meridian Orbits'];
const pages: string[] = [];

test('an officer records an organisation twice and proposes to merge them', async ({ as, axe }) => {
  const page = await as('officer');
  for (const name of names) {
    await page.goto('/providers/new');
    await answer(page, { name });
    expect((await press(page, 'Add organisation')).status()).toBe(200);
    pages.push(new URL(page.url()).pathname);
  }
  await page.getByRole('link', { name: 'Duplicates' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'similar name' })).toContainText('Meridian Orbits AB');
  await answer(page, { kept: 'PRV-1900-0001', reason: 'One register number.' });
  expect((await press(page, 'Propose the merge')).status()).toBe(422);
  await axe(page);
  await answer(page, { kept: pages[0]?.split('/').pop() ?? '' });
  await press(page, 'Propose the merge');
  await expect(page.getByText('Another person decides')).toBeVisible();
  await axe(page);
});

test('an administrator confirms, and the page of the duplicate leads to the other', async ({ as, axe }) => {
  const page = await as('administrator');
  await page.goto(`${pages[1]}/merge`);
  await axe(page);
  await press(page, 'Merge them');
  await expect(page.getByText('Merged', { exact: true })).toBeVisible();
  await page.goto(pages[1] ?? '');
  await expect(page.getByText('Merged into another organisation')).toBeVisible();
  await axe(page);
  await page.goto('/providers?q=Meridian');
  await expect(page.getByRole('row').filter({ hasText: 'Meridian' })).toHaveCount(1);
});

test('an owner finds the own organisation in the navigation, states its size and chooses the zone of its people', async ({ as, axe }) => {
  const page = await as('provider', 3);
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Our organisation' }).click();
  await expect(page.getByRole('heading', { name: /Delphin/ })).toBeVisible();
  await expect(page.getByText('small or medium-sized enterprise')).toBeVisible();
  const own = page.url();
  await page.getByRole('link', { name: 'Its statements' }).click();
  const form = page.getByRole('form', { name: 'Size' });
  await answer(form, { sme: false });
  expect((await press(form, 'State the size')).status()).toBe(200);
  await answer(page.getByRole('form', { name: 'Time zone' }), { zone: 'Asia/Tokyo' });
  expect((await press(page, 'Save the time zone')).status()).toBe(200);
  await axe(page);
  await page.goto('/account');
  await expect(page.locator('#zone time')).toHaveText(/ Tokyo \(.* UTC\)$/);
  await page.goto(own);
  await expect(page.getByText('other', { exact: true })).toBeVisible();
});
