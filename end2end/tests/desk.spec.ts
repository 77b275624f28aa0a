import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

const monitoring = '/solicitations › Persistent maritime monitoring'.split(' › ') as [string, string];

test('every number leads on to where it comes from, at an address of its own', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, [...monitoring, '/compare']));
  await page.getByRole('row', { name: /^Final score/ }).getByRole('link').first().click();
  await expect(page).toHaveURL(/\/runs\/\d+\/OFR-[^/]+\/total$/);
  await expect(page.getByRole('heading', { name: 'How it comes about' })).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: 'Technical score' }).click();
  await page.getByRole('table', { name: /From these numbers/ }).getByRole('link').first().click();
  await expect(page.getByRole('table', { name: /Scores of single evaluators/ })).toBeVisible();
  await expect(page.getByRole('table', { name: /Set by/ }).getByRole('row')).not.toHaveCount(1);
  const unfolded = await page.getByRole('heading', { level: 1 }).textContent();
  const again = await as('auditor');
  await again.goto(page.url());
  await expect(again.getByRole('heading', { level: 1 })).toHaveText(unfolded ?? '');
});

test('the compared set, the order and the rows stay in the address', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, [...monitoring, '/compare']));
  await page.getByText('Choose 2 to 6 offers').click();
  const picks = page.locator('.picks').getByRole('checkbox');
  await picks.nth(0).check();
  await picks.nth(1).check();
  await page.getByLabel('Order by').selectOption('name');
  await page.getByLabel('Only rows that differ').check();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.locator('.matrix thead th')).toHaveCount(3);
  await expect(page.locator('.matrix thead th').nth(1)).toBeVisible();
  const heads = await page.locator('.matrix thead th').allTextContents();
  const rows = await page.locator('.matrix tbody th').allTextContents();
  const again = await as('officer', 1);
  await again.goto(page.url());
  await expect(again.locator('.matrix thead th')).toHaveText(heads);
  await expect(again.locator('.matrix tbody th')).toHaveText(rows);
  await axe(again);
});

test('the heads of the matrix never cover what has the focus', async ({ as }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, [...monitoring, '/compare']));
  const links = page.locator('.matrix tbody a');
  const covered: string[] = [];
  for (let place = (await links.count()) - 1; place >= 0; place -= 1) {
    const link = links.nth(place);
    await link.focus();
    const hidden = await link.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const over = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 8));
      return over !== null && !element.contains(over) && !over.contains(element);
    });
    if (hidden) covered.push((await link.textContent()) ?? '');
  }
  expect(covered).toEqual([]);
});
