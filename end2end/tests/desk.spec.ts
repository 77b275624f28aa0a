import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

const monitoring = '/solicitations › Persistent maritime monitoring'.split(' › ') as [string, string];

test('every number leads on to where it comes from, at an address of its own', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, [...monitoring, '/compare']));
  await page.locator('.matrix tbody').getByRole('row', { name: /^Final score/ }).getByRole('link').first().click();
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

const DESK = ['/evaluation', '/compare', '/read', '/prices', '/robustness', '/pictures', '/compliance', '/award', '/report'];

for (const width of [320, 768, 1440]) {
  test(`every page of the desk is accessible and scrolls only its tables at ${width} px`, async ({ as, axe }) => {
    const page = await as('officer');
    await page.setViewportSize({ width, height: 900 });
    for (const place of DESK) {
      await page.goto(await addressOf(page, [...monitoring, place]));
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await axe(page);
      const needed = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(needed, `${place} is wider than the screen`).toBeLessThanOrEqual(width);
    }
  });
}

test('a glance tells each step and leads to the next', async ({ as }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, [...monitoring, '/evaluation']));
  const steps = page.locator('.steps-told > li');
  await expect(steps.filter({ hasText: 'Opening' }).first()).toContainText('done');
  await expect(steps.filter({ has: page.getByRole('link', { name: 'Result', exact: true }) })).toContainText('leads');
  const next = page.locator('.steps-told > [aria-current=step]');
  await expect(next).toHaveCount(1);
  await next.getByRole('link').click();
  await expect(page.getByRole('navigation', { name: 'Evaluation' })).toBeVisible();
});

test('the desk shows an earlier moment, from which nothing can be changed', async ({ as }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, [...monitoring, '/compare']));
  await page.getByLabel('As recorded on (UTC)').fill('2020-01-01T12:00');
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/as_of=2020-01-01T12/);
  await expect(page.getByText('The offers were sealed then')).toBeVisible();
  await page.getByRole('link', { name: 'Back to now' }).click();
  await expect(page.locator('.matrix')).toBeVisible();
});

test('a note for the panel is kept beside the answer and counted on the desk; one of one’s own is nobody else’s', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, [...monitoring, '/read?question=answer-T1']));
  const first = page.locator('.reading > article').first();
  await first.locator('summary').click();
  await first.getByRole('textbox', { name: /^For the panel/ }).fill('The second paragraph is thin.');
  await first.getByRole('form', { name: 'For the panel' }).getByRole('button', { name: 'Keep the note' }).click();
  await expect(page.locator('.reading').getByText('The second paragraph is thin.').first()).toBeVisible();
  await page.locator('.reading > article').first().locator('summary').click();
  await page.locator('.reading > article').first().getByRole('textbox', { name: /^For me alone/ }).fill('Ask in the meeting.');
  await page.locator('.reading > article').first().getByRole('form', { name: 'For me alone' }).getByRole('button', { name: 'Keep the note' }).click();
  await expect(page.locator('.reading').getByText('Ask in the meeting.').first()).toBeVisible();
  await axe(page);
  const other = await as('officer', 1);
  await other.goto(page.url());
  await expect(other.locator('.reading').getByText('The second paragraph is thin.').first()).toBeVisible();
  await expect(other.getByText('Ask in the meeting.')).toHaveCount(0);
  await other.goto(await addressOf(other, [...monitoring, '/compare']));
  await other.getByRole('link', { name: '1 note', exact: true }).click();
  await expect(other.locator('.reading').getByText('The second paragraph is thin.').first()).toBeVisible();
});
