// Who may bid: a provider states who it is, its nation declares it eligible, an officer reads every fact.

import type { Page } from '@playwright/test';
import { answer, day, press } from '../support/forms.ts';
import { addressOf, type Place } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });

const WARNING: Place = ['/solicitations', 'Conjunction warning', '/eligibility'];
const DOSSIER: Place = ['/providers', 'Boreal Radar', '/dossier'];

const form = (page: Page, name: string) => page.getByRole('form', { name });

test('an organisation records its identifiers; a mistyped check digit is named and nothing typed is lost', async ({ as, axe }) => {
  const page = await as('provider', 1);
  await page.goto(await addressOf(page, DOSSIER));
  await answer(page, { lei: '0000DEMOBOREAL000044', ncage: 'FX123' });
  expect((await press(page, 'Save identifiers')).status()).toBe(422);
  await expect(page.getByRole('alert')).toContainText('the check digits do not fit');
  await expect(page.locator('[name="ncage"]')).toHaveValue('FX123');
  await axe(page);
  await answer(page, { lei: '0000DEMOBOREAL000043' });
  expect((await press(page, 'Save identifiers')).status()).toBe(200);
  await expect(page.getByText('FX123').first()).toBeVisible();
});

test('a new statement of ownership has the next number, and the earlier one stays', async ({ as }) => {
  const page = await as('provider', 1);
  await page.goto(await addressOf(page, DOSSIER));
  await answer(form(page, 'Ownership and control'), { owners: 'FI SE', restricted: 'no' });
  expect((await press(page, 'State this today')).status()).toBe(200);
  await expect(page.getByText('Statement 2')).toBeVisible();
  await expect(page.getByText('Earlier statements')).toBeVisible();
});

test('the delegate finds the request on the start page and issues the declaration', async ({ as, axe }) => {
  const page = await as('delegate', 2);
  await page.goto('/');
  await page.getByRole('link', { name: 'Boreal Radar Oy', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Declaration of FI');
  await axe(page);
  expect((await press(page, 'Issue the declaration')).status()).toBe(422);
  await expect(page.getByRole('alert')).toContainText('last day on which it holds');
  await answer(form(page, 'Issue the declaration'), { ...day('expires_on', 200), clearance: 'NATO SECRET' });
  expect((await press(page, 'Issue the declaration')).status()).toBe(200);
  await expect(page.getByText('Issued', { exact: true }).first()).toBeVisible();
});

test('the provider reads that it may bid, an officer reads it of each provider', async ({ as }) => {
  const provider = await as('provider', 1);
  await provider.goto(await addressOf(provider, WARNING));
  await expect(provider.getByText('Eligible: every fact that is asked for is shown.')).toBeVisible();
  const officer = await as('officer');
  await officer.goto(await addressOf(officer, WARNING));
  await expect(officer.getByRole('row').filter({ hasText: 'Delphin Space' })).toContainText('Not yet shown');
  await officer.getByRole('link', { name: 'Boreal Radar Oy' }).click();
  await expect(officer.getByRole('row').filter({ hasText: 'Declaration of eligibility' })).toContainText('FI has issued its declaration');
});

test('another organisation finds nothing at the address of the statements', async ({ as }) => {
  const officer = await as('officer');
  const address = await addressOf(officer, DOSSIER);
  const page = await as('provider');
  expect((await page.goto(address))?.status()).toBe(404);
});

const PROFILE: Place = ['/providers', 'Boreal Radar', '/profile'];

test('a value that is stated in the profile changes how a solicitation fits, for the own organisation alone', async ({ as, axe, picture }) => {
  const page = await as('provider', 1);
  await page.goto(await addressOf(page, PROFILE));
  const system = page.locator('[id^="system-"]').filter({ hasText: 'Boreal object catalogue' });
  await system.getByLabel('State a value').selectOption('sda.conjunction_lead');
  await system.getByRole('button', { name: 'Choose' }).click();
  const value = form(page, 'State a value');
  await answer(value, { value: '-3' });
  expect((await press(value, 'State this value')).status()).toBe(422);
  await expect(page.getByRole('alert')).toBeVisible();
  await answer(form(page, 'State a value'), { value: '5', unit: 'day' });
  expect((await press(form(page, 'State a value'), 'State this value')).status()).toBe(200);
  await axe(page);
  await picture(page, 'profile');
  await page.goto(await addressOf(page, ['/solicitations', 'Persistent maritime', '/fit']));
  await expect(page.getByText(/Meets \d+ of \d+ requirements/)).toBeVisible();
  await axe(page);
  await picture(page, 'fit');
  await page.goto('/solicitations');
  await expect(page.getByRole('link', { name: /\d+ of \d+ requirements/ }).first()).toBeVisible();
  const officer = await as('officer');
  await officer.goto('/solicitations');
  await expect(officer.getByText('Your profile meets')).toHaveCount(0);
});

test('an owner invites a reader, who sets a password with the link and changes nothing', async ({ as, browser, perigee }) => {
  const owner = await as('provider', 1);
  await owner.goto(await addressOf(owner, ['/providers', 'Boreal Radar', '/people']));
  const email = `reader-${Date.now()}@boreal.example`;
  await answer(form(owner, 'Invite somebody'), { name: 'Rea Reader', email, membership: 'reader' });
  expect((await press(owner, 'Invite')).status()).toBe(200);
  const link = await owner.locator('code').innerText();
  const reader = await browser.newPage({ baseURL: perigee.url });
  await reader.goto(link);
  const password = 'a long walk by the lake';
  await answer(reader, { new_password: password });
  await press(reader, 'Set password');
  await answer(reader, { email, password });
  await press(reader, 'Sign in');
  await reader.goto(await addressOf(reader, PROFILE));
  await expect(reader.getByRole('heading', { level: 1 })).toContainText('Capabilities of Boreal');
  await expect(reader.getByRole('button', { name: 'Add the system' })).toHaveCount(0);
  await reader.close();
});

test('what an organisation tells of its past performance is marked as its own words', async ({ as, axe, picture }) => {
  const page = await as('provider', 1);
  await page.goto(await addressOf(page, PROFILE));
  await page.getByText('Add a reference', { exact: true }).click();
  const tell = form(page, 'Add a reference');
  await answer(tell, { title: 'Ice charts', customer: 'A coast guard', first_year: '1900' });
  expect((await press(tell, 'Add the reference')).status()).toBe(422);
  await axe(page);
  await answer(form(page, 'Add a reference'), { first_year: '2021' });
  expect((await press(form(page, 'Add a reference'), 'Add the reference')).status()).toBe(200);
  await picture(page, 'references');
  const officer = await as('officer');
  await officer.goto(await addressOf(officer, PROFILE));
  await expect(officer.getByRole('row').filter({ hasText: 'Ice charts' })).toContainText('self-declared');
});

test('a delegate narrows the list to what vendors of the nation may bid on', async ({ as, axe }) => {
  const page = await as('delegate');
  await page.goto('/solicitations');
  await page.getByRole('link', { name: 'Only those on which my nation may bid' }).click();
  await expect(page).toHaveURL(/bidders=/);
  await expect(page.getByRole('row').filter({ hasText: 'imported' })).toHaveCount(0);
  await expect(page.getByRole('row').filter({ hasText: 'SOL-' }).first()).toBeVisible();
  await axe(page);
});
