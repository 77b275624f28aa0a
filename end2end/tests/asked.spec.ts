// What a solicitation asks in full, and how offers answer it: typed requirements, price schedule, documents, saved searches,
// partners, and price lines in a spreadsheet.

import { answer, press } from '../support/forms.ts';
import { addressOf, type Place } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

const DRAFT: Place = ['/offers', 'Conjunction warning'];

test('an officer asks by typed requirements and a price schedule, and adds a document', async ({ as, axe, javaScriptEnabled }) => {
  const page = await as('officer');
  await page.goto('/solicitations/new');
  await answer(page, {
    title: `Asked in full, script ${javaScriptEnabled}`,
    requirement_parameter_1: 'eo.revisit_median',
    requirement_unit_1: 'km',
    requirement_threshold_1: '6',
    requirement_name_2: 'Images at night',
    requirement_kind_2: 'yes_no',
    requirement_threshold_2: 'yes',
    line_description_1: 'Monitoring',
    line_unit_1: 'month',
    line_quantity_1: '12',
    line_period_1: 'Year 1',
  });
  expect((await press(page, 'Save draft')).status()).toBe(422);
  await expect(page.locator('.error-summary')).toContainText('Enter one of these units');
  await expect(page.locator('[name="line_description_1"]')).toHaveValue('Monitoring');
  await answer(page, { requirement_unit_1: 'h' });
  expect((await press(page, 'Save draft')).status()).toBe(200);
  await expect(page.getByRole('table', { name: 'Requirements' })).toContainText('at most 6');
  await expect(page.getByRole('table', { name: 'Price schedule' })).toContainText('Year 1');
  await axe(page);
  await page.getByRole('link', { name: 'All versions, add or replace' }).click();
  const file = { name: 'work.txt', mimeType: 'text/plain', buffer: Buffer.from('What is to be delivered.\n') };
  await page.locator('[name="file"]').setInputFiles(file);
  expect((await press(page, 'Add document')).status()).toBe(200);
  await expect(page.getByRole('row').filter({ hasText: 'work.txt' })).toContainText('current');
  await axe(page);
});

test('a provider answers in another unit and sees how the answer stands', async ({ as, axe }) => {
  const page = await as('provider');
  const offer = await addressOf(page, DRAFT);
  await page.goto(`${offer}/technical`);
  await answer(page, { value_R1: '3', unit_R1: 'day', evidence_R1: 'Catalogue of the last year.' });
  await press(page, 'Save and go back');
  await page.goto(`${offer}/technical`);
  await expect(page.locator('[name="unit_R1"]')).toHaveValue('day');
  await expect(page.getByText('Meets the objective').first()).toBeVisible();
  await axe(page);
});

test('price lines go out as a file and come back; a wrong row is named and nothing is lost', async ({ as, axe }) => {
  const page = await as('provider');
  const offer = await addressOf(page, DRAFT);
  const csv = await (await page.request.get(`${offer}/price.csv`)).text();
  expect(csv).toContain('P1,');
  await page.goto(`${offer}/price`);
  const price = await page.locator('[name="price_P1"]').inputValue();
  const send = async (text: string) => {
    await page.locator('[name="file"]').setInputFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    return (await press(page, 'Read the file')).status();
  };
  expect(await send('code,unit_price,currency\nP7,1,NOK\n')).toBe(422);
  await expect(page.locator('.error-summary')).toContainText('row 2, column code');
  await expect(page.locator('[name="price_P1"]')).toHaveValue(price);
  await axe(page);
  expect(await send(csv.replace('yes', 'no'))).toBe(200);
  await expect(page.locator('[name="price_P1"]')).toHaveValue(price);
});

test('partners have shares, and more than everything is refused', async ({ as }) => {
  const page = await as('provider');
  const offer = await addressOf(page, DRAFT);
  await page.goto(`${offer}/administration`);
  await answer(page, { partner_name_1: 'Boreal Radar Oy', partner_nation_1: 'FI', partner_share_1: '130' });
  expect((await press(page, 'Save and go back')).status()).toBe(422);
  await answer(page, { partner_share_1: '30' });
  expect((await press(page, 'Save and go back')).status()).toBe(200);
  await page.goto(`${offer}/submit`);
  await expect(page.getByRole('table', { name: /Members of the consortium/ })).toContainText('the offeror keeps 70');
});

test('a search is kept, fed to programs by a secret address, and ended', async ({ as, axe, javaScriptEnabled }) => {
  const page = await as('provider', 1);
  await page.goto('/solicitations?stage=open');
  const name = `Open ones, script ${javaScriptEnabled}`;
  await answer(page.getByRole('form', { name: 'Keep this search' }), { name });
  await press(page, 'Keep search');
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('stage: open');
  await press(row, 'Stop mail');
  await press(row, 'Mail it');
  await expect(row.getByRole('button', { name: 'Stop mail' })).toBeVisible();
  await press(row, 'Make feed');
  const address = (await page.getByText(/^\/feeds\/.*\.atom$/).innerText()).trim();
  await axe(page);
  const read = () => page.request.get(address, { headers: { cookie: '' } });
  expect(await (await read()).text()).toContain('Conjunction warning');
  await press(row, 'End feed');
  expect((await read()).status()).toBe(404);
  await page.goto('/');
  await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible();
});
