import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

const monitoring = '/solicitations › Persistent maritime monitoring'.split(' › ') as [string, string];

test('the first sentence answers, and the address of a drawn table is the table', async ({ as }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, [...monitoring, '/compare']));
  await page.getByRole('navigation', { name: 'Evaluation' }).getByRole('link', { name: 'Robustness' }).click();
  await expect(page.locator('.notice-title').first()).toHaveText(/^Does the winner change\? (No|Yes): /);
  await expect(page.getByText('Analysis: the award follows the published method.')).toBeVisible();
  await page.getByLabel('Moved by at most, points').fill('25');
  await page.getByLabel('Seed').fill('2026');
  await page.getByRole('button', { name: 'Draw' }).click();
  await expect(page).toHaveURL(/spread=25&levels=both&samples=10000&seed=2026/);
  const places = page.getByRole('table', { name: 'Place, percent of the samples' }).getByRole('row');
  const drawn = await places.allTextContents();
  const again = await as('officer', 1);
  await again.goto(page.url());
  await expect(again.getByRole('table', { name: 'Place, percent of the samples' }).getByRole('row')).toHaveText(drawn);
});
