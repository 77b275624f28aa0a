// Capabilities: what comes late because of a contract, work that gates IOC, a reservation, the declaration, a past moment.

import { addressOf } from '../support/places.mjs';
import { answer, press } from '../support/forms.ts';
import { expect, test } from '../support/test.ts';

// Dates and reservations are recorded here, which changes what others would read.
test.use({ apart: 'capabilities' });
test.describe.configure({ mode: 'serial' });

const WATCH: [string, string] = ['/capabilities', 'Persistent radar watch'];

test('a delegate reads which contract makes a capability late, and writes nothing', async ({ as, axe }) => {
  const page = await as('delegate');
  await page.goto('/milestones');
  await page.getByRole('link', { name: 'Capabilities', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: 'Persistent radar watch' });
  await expect(row).toContainText('after the need date');
  await axe(page);
  await page.getByLabel('Only').selectOption('late');
  await page.getByRole('button', { name: /filter/i }).first().click();
  await expect(page.getByRole('row').filter({ hasText: 'Assured communications' })).toHaveCount(0);
  await row.getByRole('link').first().click();
  await expect(page.getByText(/IOC not before .*15 days after the need date, because milestone 3 of CTR-.* slips by 45 days/)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Milestones of the capability' })).toContainText('decides');
  await expect(page.getByRole('table', { name: 'Lines of work (DOTMLPF-I)' })).toContainText('no work recorded');
  await expect(page.getByRole('heading', { name: 'Add a milestone' })).toHaveCount(0);
  await axe(page);
});

test('an officer finds the same from the contract, the plan and the Strategy', async ({ as }) => {
  const page = await as('officer');
  const contract = await addressOf(page, ['/contracts', 'Assured SAR access']);
  await page.goto(`${contract}/milestones/3`);
  const waiting = page.getByRole('table', { name: 'Capability milestones that wait for it' });
  await expect(waiting).toContainText('Persistent radar watch');
  await page.getByRole('link', { name: 'What if it came on another day?' }).click();
  await page.getByLabel('It would come on').fill('2035-03-01');
  await page.getByRole('button', { name: 'Show what follows' }).click();
  await expect(page.getByRole('table', { name: 'What follows' })).toContainText('Needed earlier');
  for (const address of ['/strategy/CSS-2.1', '/programmes/APSS']) {
    await page.goto(address);
    await expect(page.getByRole('table', { name: /^Capabilities/ })).toContainText('Persistent radar watch');
  }
});

test('an approved date without its decision is refused, and with it the original stays', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(`${await addressOf(page, WATCH)}/milestones/2`);
  const form = page.getByRole('form', { name: 'Move a date' });
  await form.getByLabel('Which').selectOption('current_baseline');
  await form.getByLabel('Day', { exact: true }).fill('1');
  await form.getByLabel('Month').fill('Mar');
  await form.getByLabel('Year').fill('2035');
  await form.getByLabel('Why').fill('The board follows the contract.');
  await form.getByRole('button', { name: 'Record the date' }).click();
  await expect(page.getByRole('heading', { name: /problem/ })).toBeVisible();
  await expect(page.getByRole('form', { name: 'Move a date' }).getByLabel('Why')).toHaveValue('The board follows the contract.');
  await axe(page);
  await page.getByLabel('Decision or modification').fill('Board decision 30');
  await press(page, 'Record the date');
  const moved = page.getByRole('table', { name: 'How the dates moved' });
  await expect(moved).toContainText('Board decision 30');
  await expect(moved).toContainText('1 Mar 2035');
});

test('IOC is not declared while training is open, and is once it is reserved and the rest is closed', async ({ as, axe }) => {
  const page = await as('officer', 1);
  const milestone = `${await addressOf(page, ['/capabilities', 'Assured communications'])}/milestones/2`;
  await page.goto(milestone);
  await page.getByLabel('What shows that it is met').fill('Set-up drill at both headquarters, report 9.');
  await press(page, 'Record evidence');
  const declare = async () => {
    const today = new Date();
    const form = page.getByRole('form', { name: 'Record the declaration' });
    await form.getByLabel('Day', { exact: true }).fill(String(today.getUTCDate()));
    await form.getByLabel('Month').fill(String(today.getUTCMonth() + 1));
    await form.getByLabel('Year').fill(String(today.getUTCFullYear()));
    await form.getByLabel('Decision or document').fill('Signal 12');
    await form.getByLabel('What it covers').fill('Both headquarters.');
    await press(page, 'Record that IOC is declared');
  };
  await declare();
  await expect(page.getByRole('heading', { name: /problem/ })).toBeVisible();
  await expect(page.getByText(/no reservation is recorded: Training/).first()).toBeVisible();
  await axe(page);
  await page.goto(milestone);
  for (const open of [/^Training/, /CTR-/]) {
    const form = page.getByRole('form', { name: 'Record a reservation' });
    const choice = await form.getByLabel('What is open').locator('option').filter({ hasText: open }).first().getAttribute('value');
    await answer(page, { about: choice ?? '' });
    await form.getByLabel(/not yet as it should be/).fill('It follows within two months.');
    await press(page, 'Record reservation');
  }
  await declare();
  await expect(page.getByRole('heading', { name: 'Declaration' })).toBeVisible();
  await expect(page.getByText(/IOC declared on/)).toBeVisible();
  await axe(page);
});

test('an auditor sees the capability as it was recorded, and what changed since', async ({ as, axe }) => {
  const page = await as('auditor');
  const address = await addressOf(page, WATCH);
  const then = new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`${address}?as_of=${then}`);
  await expect(page.getByRole('note')).toContainText('As recorded on');
  await expect(page.getByRole('heading', { name: 'What changed since' })).toBeVisible();
  await expect(page.getByText(/slips by 45 days/)).toHaveCount(0);
  await axe(page);
});
