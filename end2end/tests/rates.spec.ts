import { answer, day, press } from '../support/forms.ts';
import { expect, test } from '../support/test.ts';

const file = (text: string) => ({ name: 'eurofxref.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
const published = 'Date, ISK, JPY, \n09 January 2026, 145.10, 183.25, \n';

test('reference rates are checked, imported, and stay as they are when a file says otherwise', async ({ as }) => {
  const page = await as('officer');
  await page.goto('/rates/import');
  await page.locator('input[type=file]').setInputFiles(file(published));
  await press(page, 'Only check it');
  await expect(page.locator('.notice-title').first()).toHaveText('Checked, nothing is recorded yet');
  await page.locator('input[type=file]').setInputFiles(file(published));
  await press(page, 'Import the rates');
  await expect(page.locator('.notice-title').first()).toHaveText('Imported');
  await page.locator('input[type=file]').setInputFiles(file(published.replace('145.10', '154.10')));
  await press(page, 'Import the rates');
  await expect(page.getByRole('table', { name: 'Not taken' })).toContainText('recorded is 145.1');
  await page.goto('/rates?currency=ISK');
  await expect(page.getByRole('table', { name: 'Recorded rates' })).toContainText('145.1');
});

test('a rate that an officer types converts when another officer has approved it', async ({ as }) => {
  const page = await as('officer');
  await page.goto('/rates');
  await answer(page.locator('form[aria-label="Type a rate"]'), { currency: 'TRY', ...day('on_day', -2), units_per_eur: '38.21', source: 'Central bank, bulletin of the day' });
  await press(page, 'Propose the rate');
  await expect(page.getByText('Another officer than who typed it decides.').first()).toBeVisible();
  const second = await as('officer', 1);
  await second.goto('/rates');
  await press(second.locator('form[aria-label^="Decide on TRY"]'), 'Approve the rate');
  await second.goto('/rates?currency=TRY');
  await expect(second.getByRole('table', { name: 'Recorded rates' })).toContainText('In force');
});
