// An organisation without an account registers itself step by step; an officer reviews it and hands over the first link.

import type { Page } from '@playwright/test';
import { answer, press } from '../support/forms.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });

const stamp = Date.now();
const email = `kari-${stamp}@polarlys.example`;
let address = '';

const form = (page: Page, name: string) => page.getByRole('form', { name });

test('each step keeps what was typed and says what is wrong with it', async ({ page, axe, picture }) => {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Register your organisation' }).click();
  await axe(page);
  await press(page, 'Start');
  address = page.url();
  await axe(page);
  await page.getByRole('link', { name: 'Go on' }).click();
  await answer(page, { name: `Polarlys ${stamp} AS`, website: 'polarlys' });
  expect((await press(page, 'Save and go on')).status()).toBe(422);
  await expect(page.getByRole('alert')).toContainText('the whole address');
  await expect(page.locator('[name="name"]')).toHaveValue(`Polarlys ${stamp} AS`);
  await axe(page);
  await answer(page, { website: '', nation: 'NO', sme: true });
  await press(page, 'Save and go on');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Identifiers');
  await answer(page, { national: '974760674' });
  expect((await press(page, 'Save and go on')).status()).toBe(422);
  await picture(page, 'registration-identifiers');
  await answer(page, { national: '974760673' });
  await press(page, 'Save and go on');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ownership and control');
});

test('it is gone on with later by its address, and sent once everything is complete', async ({ page, axe, picture }) => {
  await page.goto(address);
  await expect(page.getByText('To do')).toHaveCount(2);
  await page.getByRole('link', { name: 'Go on' }).click();
  await answer(page, { owners: 'NO', managed_from: 'NO', produces_in: 'NO', restricted: 'no' });
  await press(page, 'Save and go on');
  await answer(page, { name: 'Kari Nordmann', email });
  await press(page, 'Save and go on');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your answers');
  await axe(page);
  await picture(page, 'registration-check');
  expect((await press(page, 'Send the registration')).status()).toBe(422);
  await answer(page, { declared: true });
  expect((await press(page, 'Send the registration')).status()).toBe(200);
  await expect(page.getByText('Waits for review')).toBeVisible();
});

test('the officer asks back, the organisation adds it and sends it again', async ({ as, page, axe, picture }) => {
  const officer = await as('officer');
  await officer.goto('/registrations');
  await axe(officer);
  await officer.getByRole('row').filter({ hasText: `Polarlys ${stamp}` }).getByRole('link').first().click();
  await axe(officer);
  await picture(officer, 'registration-review');
  expect((await press(form(officer, 'Ask back'), 'Ask back')).status()).toBe(422);
  await answer(form(officer, 'Ask back'), { question: 'What do you offer?' });
  await press(form(officer, 'Ask back'), 'Ask back');
  await page.goto(address);
  await expect(page.getByText('What do you offer?')).toBeVisible();
  await page.goto(`${address}/organisation`);
  await answer(page, { description: 'Radar images of the north.' });
  await press(page, 'Save and go on');
  await answer(page, { declared: true });
  await press(page, 'Send the registration');
  await expect(page.getByText('Waits for review')).toBeVisible();
});

test('the officer accepts, and the contact person signs in as the first owner', async ({ as, page, browser, perigee }) => {
  const officer = await as('officer');
  await officer.goto('/registrations?state=submitted');
  await officer.getByRole('row').filter({ hasText: `Polarlys ${stamp}` }).getByRole('link').first().click();
  expect((await press(officer, 'Accept and register')).status()).toBe(200);
  const link = await officer.locator('code').innerText();
  const owner = await browser.newPage({ baseURL: perigee.url });
  await owner.goto(link);
  const password = 'northern lights over the fjord';
  await answer(owner, { new_password: password });
  await press(owner, 'Set password');
  await answer(owner, { email, password });
  await press(owner, 'Sign in');
  await expect(owner.getByRole('heading', { name: 'Open solicitations' })).toBeVisible();
  await owner.close();
  await page.goto(address);
  await expect(page.getByText('Your organisation is registered')).toBeVisible();
});
