import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

const monitoring = '/solicitations › Persistent maritime monitoring'.split(' › ') as [string, string];

test('an exclusion that two persons reversed stays on record beside its reversal', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, [...monitoring, '/compliance']));
  const reversed = page.getByRole('table', { name: 'Reversals of exclusions' });
  await expect(reversed.getByRole('row')).toHaveCount(2);
  await expect(reversed.getByText('The signed acceptance of the terms is missing.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Opened offers' }).getByText('Excluded')).toHaveCount(0);
  await axe(page);
});
