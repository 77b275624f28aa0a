import { addressOf } from '../support/places.mjs';
import { answer, press } from '../support/forms.ts';
import { expect, test } from '../support/test.ts';
import type { Place } from '../support/places.mjs';

test.use({ apart: 'lots' });
test.describe.configure({ mode: 'serial' });

const WEATHER: Place = ['/solicitations', 'Weather and sea ice'];
let weather: string;

test('each lot has a desk of its own with the offers that are for it', async ({ as, axe }) => {
  const page = await as('officer');
  weather = await addressOf(page, WEATHER);
  await page.goto(`${weather}/compare`);
  const lots = page.getByRole('navigation', { name: 'Lots' });
  await expect(lots.getByRole('link', { name: /^L1 Sea ice maps: in evaluation/ })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('main')).not.toContainText('Cygnus');
  await lots.getByRole('link', { name: /^L2/ }).click();
  await expect(page.getByRole('table', { name: 'Ranking with these weights' }).getByRole('row').first()).toContainText('Cygnus');
  await axe(page);
});

for (const [lot, winner] of [['L1', 'Aurora'], ['L2', 'Cygnus']] as const) {
  test(`${lot} is recommended by one officer and approved by another`, async ({ as, axe }) => {
    const [page, colleague] = [await as('officer'), await as('officer', 1)];
    await page.goto(`${weather}/compare?lot=${lot}`);
    await page.getByRole('link', { name: 'Go to the award' }).click();
    await press(page, 'Recommend the award');
    await expect(page).toHaveURL(new RegExp(`lot=${lot}`));
    await colleague.goto(`${weather}/award?lot=${lot}`);
    if (await colleague.locator('[name="days"]').count()) await answer(colleague, { days: '10' });
    await press(colleague, 'Approve and notify all bidders');
    await expect(colleague.getByRole('navigation', { name: 'Lots' })).toContainText(`${winner}`);
    await expect(colleague.getByText(/until the contract may be signed/)).toBeVisible();
    await axe(colleague);
  });
}

test('both winners stand on the page of the solicitation and in the reports', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(weather);
  const table = page.getByRole('table', { name: 'Lots and their awards' });
  await expect(table.getByRole('row', { name: /L1 Sea ice maps/ })).toContainText('Aurora');
  await expect(table.getByRole('row', { name: /L2 Atmospheric soundings/ })).toContainText('Cygnus');
  await axe(page);
  await page.goto(`${weather}/report?lot=L2`);
  await expect(page.getByText('every lot has its own')).toBeVisible();
});

test('a bidder reads what came of each lot and may complain about one', async ({ as, axe }) => {
  const bidder = await as('provider');
  await bidder.goto(weather);
  await expect(bidder.getByRole('table', { name: 'Lots and their awards' })).not.toContainText('Cygnus');
  const officer = await as('officer');
  await officer.goto(`${weather}/award?lot=L1`);
  const offer = await officer.getByRole('table', { name: 'Notices sent' }).getByRole('row', { name: /Aurora/ }).locator('.ref').innerText();
  await bidder.goto(`/offers/${offer}/notice?lot=L1`);
  await expect(bidder.getByText(/Your offer was chosen/)).toBeVisible();
  await bidder.getByRole('navigation', { name: 'Lots' }).getByRole('link', { name: 'L2' }).click();
  await expect(bidder.getByText('Your offer was not chosen.')).toBeVisible();
  await axe(bidder);
  await bidder.getByRole('link', { name: 'Complain about the award' }).click();
  await expect(bidder.getByText(/L2 Atmospheric soundings/)).toBeVisible();
});
