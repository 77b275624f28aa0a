// The main job from a written need to an audited milestone, by the people who do it. The parts that need past days
// (closing, delivery) go on with the demonstration's own records. Each test goes on from the one before it.

import type { Page } from '@playwright/test';
import { answer, day, moment, press, sendTwice } from '../support/forms.ts';
import { addressOf, type Place } from '../support/places.mjs';
import type { Account } from '../support/server.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });

const TITLE = 'Weather data for flight planning';
const RELAY: Place = ['/solicitations', 'Managed SATCOM'];
const CONTRACT: Place = ['/contracts', 'Assured SAR access'];

/** What one person leaves to the next. */
const story = { solicitation: '', offer: '', relay: '', relayOffers: new Map<string, string>(), contract: '' };

const secrets = ({ password, passphrase }: Account) => ({ password, passphrase: passphrase ?? '' });
const summary = (page: Page) => page.getByRole('alert');
const title = (page: Page) => page.getByRole('heading', { level: 1 });

const NEED = {
  title: TITLE,
  need: 'Crews plan flights in the High North with forecasts that are never older than an hour.',
  functional_area: 'FA-ISR',
  strategy: ['CSS-1.1', 'CSS-2.1'],
  programme: 'APSS',
  buyer_name: 'NCIA',
  vehicle: 'subscription',
  requirement_name_1: 'Age of a forecast',
  requirement_unit_1: 'min',
  requirement_direction_1: 'lower',
  requirement_threshold_1: '60',
  requirement_objective_1: '15',
  estimate: '9 000 000',
  commercial_service: true,
  method: 'ncp',
  evaluation: 'ncia_best_value_numerical',
  technical_minimum: '50',
  criterion_name_1: 'Quality of forecasts',
  criterion_weight_1: '60',
  criterion_name_2: 'Delivery',
  criterion_weight_2: '40',
  ...day('announced_on', -15),
  ...moment('questions_by', 9, '12:00'),
  ...moment('closes_at', 20, '17:00'),
  validity_days: '120',
};

test('an officer writes a solicitation; a broken weight rule is named and nothing typed is lost', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto('/solicitations/new');
  await answer(page, { ...NEED, weight_technical: '30', weight_experience: '20', weight_price: '50' });
  expect((await press(page, 'Save draft')).status()).toBe(422);
  await expect(summary(page)).toContainText('There is a problem');
  await expect(summary(page)).toContainText(/twice as much as price|at least as much as price/);
  await expect(page.locator('[name="title"]')).toHaveValue(TITLE);
  await expect(page.locator('[name="criterion_name_2"]')).toHaveValue('Delivery');
  await axe(page);
  await answer(page, { weight_technical: '50', weight_price: '30' });
  expect((await press(page, 'Save draft')).status()).toBe(200);
  await expect(title(page)).toContainText(TITLE);
  story.solicitation = new URL(page.url()).pathname;
});

test('publication asks for lawful dates and a colleague, then freezes the scheme', async ({ as }) => {
  const page = await as('officer');
  await page.goto(`${story.solicitation}/edit`);
  await expect(page.getByLabel(/Why the timetable departs from NCP-7/)).toBeVisible();
  await answer(page, { ...moment('questions_by', 18, '12:00'), ...moment('closes_at', 40, '17:00') });
  await press(page, 'Save draft');
  expect((await press(page, 'Send for approval')).status()).toBe(200);
  const colleague = await as('officer', 1);
  await colleague.goto(`${story.solicitation}/review`);
  expect((await press(colleague, 'Approve for publication')).status()).toBe(200);
  await page.reload();
  expect((await press(page, 'Publish solicitation')).status()).toBe(200);
  await expect(page.getByText('Published', { exact: true }).first()).toBeVisible();
  expect((await page.goto(`${story.solicitation}/edit`))?.status()).toBeGreaterThanOrEqual(400);
});

async function begin(page: Page): Promise<string> {
  await page.goto(story.solicitation);
  await page.getByRole('link', { name: 'Start an offer' }).click();
  await press(page, 'Start offer');
  await expect(page).toHaveURL(/\/offers\/OFR-/);
  return new URL(page.url()).pathname;
}

async function fillWords(page: Page, offer: string): Promise<void> {
  await page.goto(`${offer}/administration`);
  await answer(page, {
    contact_name: 'Sigrid Aas', contact_email: 'offers@demonstration.example', nation_of_origin: 'NO', validity_days: '120', accepts_terms: true,
  });
  await press(page, 'Save and go back');
  await page.goto(`${offer}/technical`);
  await answer(page, {
    summary: 'Forecasts every quarter of an hour from a model of our own.',
    answer_T1: 'Verified against stations every day.', answer_T2: 'An interface and a map.', value_R1: '15', evidence_R1: 'Log of the last year.',
  });
  await press(page, 'Save and go back');
}

test('a provider fills four volumes; rows are added and a bad amount is refused with what was typed', async ({ as, axe }) => {
  const page = await as('provider');
  story.offer = await begin(page);
  await fillWords(page, story.offer);
  await page.goto(`${story.offer}/experience`);
  await answer(page, { customer_1: 'Coast guard', description_1: 'Forecasts for four years', last_year_1: '2024' });
  await press(page, 'Add rows');
  await expect(page.locator('[name="customer_1"]')).toHaveValue('Coast guard');
  await answer(page, { customer_6: 'Airline', description_6: 'Forecasts for polar routes', last_year_6: '2025' });
  await press(page, 'Save and go back');
  await page.goto(`${story.offer}/price`);
  await answer(page, { currency: 'EUR', description_1: 'Subscription', unit_1: 'year', quantity_1: '3', unit_price_1: 'a million' });
  expect((await press(page, 'Save and go back')).status()).toBe(422);
  await expect(summary(page)).toBeVisible();
  await expect(page.locator('[name="unit_price_1"]')).toHaveValue('a million');
  await axe(page);
  await answer(page, { unit_price_1: '1 000 000' });
  expect((await press(page, 'Save and go back')).status()).toBe(200);
  await expect(page.getByText('Nothing is missing.')).toBeVisible();
});

test('it submits, keeps the receipt, and replaces the offer before closing', async ({ as, axe, javaScriptEnabled }) => {
  const page = await as('provider');
  const hash = page.locator('.summary code').first();
  await page.goto(story.offer);
  await page.getByRole('link', { name: 'Check answers and submit' }).click();
  await answer(page, { keep_draft: true });
  await press(page, 'Submit offer');
  await expect(title(page)).toContainText('Receipt of a sealed offer');
  await expect(page.getByText('number 1')).toBeVisible();
  await expect(page.getByText(javaScriptEnabled ? 'in your browser, before it was sent' : 'by the server at receipt, in memory')).toBeVisible();
  await axe(page);
  const first = await hash.first().innerText();
  await page.goto(`${story.offer}/price`);
  await answer(page, { unit_price_1: '990 000' });
  await press(page, 'Save and go back');
  await page.getByRole('link', { name: 'Check and submit again' }).click();
  await press(page, 'Submit again');
  await expect(page.getByText('number 2')).toBeVisible();
  expect(await hash.first().innerText()).not.toBe(first);
});

test('another provider finds nothing at these addresses, and withdraws an offer of its own', async ({ as }) => {
  const page = await as('provider', 1);
  for (const rest of ['', '/administration', '/technical', '/experience', '/price', '/submit', '/receipt', '/notice']) {
    expect((await page.goto(`${story.offer}${rest}`))?.status(), rest).toBe(404);
  }
  const own = await begin(page);
  await fillWords(page, own);
  await page.goto(`${own}/experience`);
  await answer(page, { customer_1: 'Airline', description_1: 'Forecasts', last_year_1: '2025' });
  await press(page, 'Save and go back');
  await page.goto(`${own}/price`);
  await answer(page, { currency: 'EUR', description_1: 'Subscription', unit_1: 'year', quantity_1: '3', unit_price_1: '900 000' });
  await press(page, 'Save and go back');
  await page.goto(`${own}/submit`);
  // Sent twice with one key, it is submitted once: both answers lead to the one receipt.
  expect(await sendTwice(page.getByRole('form', { name: 'Submit the offer' }))).toEqual([`${own}/receipt`, `${own}/receipt`]);
  await page.goto(`${own}/receipt`);
  await expect(page.getByText('number 1')).toBeVisible();
  await page.goto(own);
  await press(page, 'Withdraw offer');
  await expect(page.getByText('Withdrawn', { exact: true }).first()).toBeVisible();
});

test('before closing nobody opens the offers, and no buyer sees them', async ({ as }) => {
  const [opener, officer] = [await as('opener'), await as('officer')];
  await opener.goto(`${story.solicitation}/opening`);
  await expect(opener.getByRole('button', { name: /Consent/ })).toHaveCount(0);
  expect((await officer.goto(story.offer))?.status()).toBe(404);
});

test('after closing one opening officer alone opens nothing; two together do', async ({ as, account, axe }) => {
  const [first, second] = [await as('opener'), await as('opener', 1)];
  story.relay = await addressOf(first, RELAY);
  await first.goto(`${story.relay}/opening`);
  await answer(first, { password: account('opener').password, passphrase: 'not the passphrase' });
  expect((await press(first, 'Consent to the opening')).status()).toBe(422);
  await answer(first, secrets(account('opener')));
  await press(first, 'Consent to the opening');
  await expect(first.getByText('1 of 2')).toBeVisible();
  await expect(first.getByText('The offers are sealed')).toBeVisible();
  await expect(first.getByRole('button', { name: /Consent/ })).toHaveCount(0);
  await second.goto(`${story.relay}/opening`);
  await answer(second, secrets(account('opener', 1)));
  await press(second, 'Consent and open all offers');
  await expect(second.getByText('Opened together', { exact: true })).toBeVisible();
  await expect(second.getByText('The prices are sealed')).toBeVisible();
  await axe(second);
  const rows = second.getByRole('table', { name: /Opened offers/ }).getByRole('row').filter({ hasText: 'OFR-' });
  for (const row of await rows.all()) {
    const [offer, name] = [row.getByRole('link').first(), (await row.innerText()).match(/Aurora|Boreal/)?.[0] ?? ''];
    story.relayOffers.set(name, (await offer.getAttribute('href'))?.split('/').pop() ?? '');
  }
  expect([...story.relayOffers.keys()].sort()).toEqual(['Aurora', 'Boreal']);
});

test('the officer chooses the panel and decides that both offers are compliant', async ({ as }) => {
  const page = await as('officer');
  await page.goto(`${story.relay}/panel`);
  await page.getByRole('checkbox', { name: 'Léa Marchand' }).check();
  await page.getByRole('checkbox', { name: 'Pieter de Wit' }).check();
  await press(page, 'Record the panel');
  await expect(page.getByText('not declared yet')).toHaveCount(2);
  await page.goto(`${story.relay}/compare`);
  for (const offer of story.relayOffers.values()) {
    await answer(page.locator('form.form'), { offer, decision: 'compliant', reason: 'Complete, without exceptions.' });
    await press(page, 'Record the decision');
  }
  await expect(page.getByText('Administrative compliance')).toHaveCount(0);
});

async function score(page: Page, name: string, points: string): Promise<void> {
  const rationale = `Judged by ${name}, ${points} points.`;
  await answer(page, {
    'value-T1': points, 'rationale-T1': rationale, 'value-T2': points, 'rationale-T2': rationale, 'value-experience': '4', 'rationale-experience': rationale,
  });
  await page.getByText('Strengths, weaknesses, deficiencies, risks').first().click();
  await answer(page, { 'strength-T1': `A strength seen by ${name}.\nMore than was asked.` });
  expect((await press(page, 'Hand in')).status()).toBe(200);
}

const POINTS: [string, number][] = [['Aurora', 60], ['Boreal', 85]];

test('evaluators declare, then score; a colleague’s scores stay hidden until one’s own are in', async ({ as, axe }) => {
  for (const [nth, name] of ['Léa', 'Pieter'].entries()) {
    const page = await as('evaluator', nth);
    await page.goto(`${story.relay}/score`);
    await answer(page, { declaration: 'none' });
    await press(page, 'Record my declaration');
    for (const [bidder, points] of POINTS) {
      await page.goto(`${story.relay}/score/${story.relayOffers.get(bidder)}`);
      await expect(page.getByText(/Judged by/)).toHaveCount(0);
      await score(page, name, String(points + nth * 4));
      await expect(page.getByText(/Judged by Léa/).first()).toBeVisible();
      await expect(page.getByText('A strength seen by Léa.')).toBeVisible();
    }
    await axe(page);
  }
});

test('the officer moderates a score and fixes the technical result while no price is open', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(`${story.relay}/compare?moderate=${story.relayOffers.get('Boreal')}&criterion=T1`);
  await expect(page.locator('textarea[name=strength]')).toHaveValue(/^A strength seen by Léa\.\nMore than was asked\.\nA strength seen by Pieter\.$/);
  await answer(page, { value: '88', reason: 'Agreed in the meeting of the panel.', risk: 'One launch is still to come.' });
  await press(page, 'Record the moderated score');
  await expect(page.getByText(/moderated.*3 strengths, 1 risk/).first()).toBeVisible();
  await expect(page.getByText('sealed until the technical result')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Store the result' })).toHaveCount(0);
  await press(page, 'Fix the technical result');
  await expect(page.getByText('The opening officers open the prices of the acceptable offers.')).toBeVisible();
  await axe(page);
  await page.goto(`/offers/${story.relayOffers.get('Boreal')}`);
  await expect(page.getByText('The price is sealed to a key of its own')).toBeVisible();
});

test('two of those who hold the keys open the prices of the acceptable offers', async ({ as, account, axe }) => {
  const [first, second] = [await as('opener', 1), await as('opener')];
  for (const [page, nth, label] of [[first, 1, 'Consent to the opening'], [second, 0, 'Consent and open the prices']] as const) {
    await page.goto(`${story.relay}/opening`);
    await expect(page.getByText('The prices wait to be opened')).toBeVisible();
    await answer(page, secrets(account('opener', nth)));
    await press(page, label);
  }
  await expect(second.getByText('Prices opened together')).toBeVisible();
  await axe(second);
  await second.getByRole('link', { name: /what was opened is what was sealed/ }).click();
  await expect(second.getByText('Nothing was added, removed or exchanged since closing.')).toBeVisible();
  await expect(second.getByRole('row').filter({ hasText: 'number 2' })).toHaveCount(1);
  await axe(second);
});

test('the officer stores the result, compares and recommends', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(`${story.relay}/compare`);
  await press(page, 'Store the result');
  await expect(page.getByRole('table', { name: 'Stored results' }).getByText('Run 1')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Ranking with these weights' }).getByRole('row').first()).toContainText('1. Boreal Radar Oy');
  await axe(page);
  await page.getByRole('link', { name: 'Go to the award' }).click();
  await press(page, 'Recommend the award');
  await expect(page.getByText('A second officer approves the award')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0);
});

test('a second officer approves; signing waits for the end of the standstill', async ({ as, axe }) => {
  const page = await as('officer', 1);
  await page.goto(`${story.relay}/award`);
  if (await page.locator('[name="days"]').count()) await answer(page, { days: '10' });
  await press(page, 'Approve and notify all bidders');
  await expect(page.getByText(/until the contract may be signed/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Clear for signature' })).toHaveCount(0);
  await axe(page);
  expect((await page.goto(`/contracts/new?award=${story.relay.split('/').pop()}`))?.status()).toBe(409);
});

test('the other bidder reads its notice and its own figures only', async ({ as, axe }) => {
  const [loser, winner] = [await as('provider'), await as('provider', 1)];
  await loser.goto(`/offers/${story.relayOffers.get('Aurora')}/notice`);
  await expect(loser.getByText('Your offer was not chosen.')).toBeVisible();
  await expect(loser.getByRole('table', { name: /Your scores by criterion/ })).toBeVisible();
  await axe(loser);
  expect((await loser.goto(`/offers/${story.relayOffers.get('Boreal')}/notice`))?.status()).toBe(404);
  await winner.goto(`/offers/${story.relayOffers.get('Boreal')}/notice`);
  await expect(winner.getByText(/Your offer was chosen/)).toBeVisible();
});

test('another officer than the one who began it waives the standstill, on a lawful ground', async ({ as, axe }) => {
  const [beginner, colleague] = [await as('officer', 1), await as('officer')];
  await beginner.goto(`${story.relay}/award`);
  await expect(beginner.getByText('Waive the standstill')).toHaveCount(0);
  await colleague.goto(`${story.relay}/award`);
  await colleague.getByText('Waive the standstill').first().click();
  const form = colleague.locator('details', { hasText: 'Waive the standstill' }).locator('form');
  await answer(form, { ground: 'single_bidder', waiver: 'The service ends before the last day.' });
  expect((await press(form, 'Waive the standstill')).status()).toBe(422);
  await answer(form, { ground: 'urgent' });
  await expect(form.locator('[name="waiver"]')).toHaveValue('The service ends before the last day.');
  expect((await press(form, 'Waive the standstill')).status()).toBe(200);
  await expect(colleague.getByText('The standstill was waived')).toBeVisible();
  await expect(colleague.getByRole('link', { name: 'Make the contract' })).toBeVisible();
  await axe(colleague);
});

test('a delegate records a pledge and a payment', async ({ as, axe }) => {
  const page = await as('delegate');
  await page.goto('/contributions/new');
  await answer(page, { programme: 'APSS', kind: 'cash', description: 'Money for forecasts over the High North.', amount: '2 000 000', agreed: true });
  expect((await press(page, 'Record pledge')).status()).toBe(200);
  await expect(page).toHaveURL(/\/contributions\/PLG-/);
  await answer(page.getByRole('form', { name: 'Record a payment' }), { amount: '500 000', note: 'First transfer' });
  expect((await press(page, 'Record payment')).status()).toBe(200);
  await expect(page.getByRole('row').filter({ hasText: 'First transfer' })).toContainText('500');
  await axe(page);
});

test('a provider reports a forecast and submits evidence', async ({ as, axe }) => {
  const page = await as('provider');
  story.contract = await addressOf(page, CONTRACT);
  await page.goto(`${story.contract}/milestones/3`);
  await answer(page.getByRole('form', { name: 'Report a forecast' }), {
    ...day('day', 12), cause: 'ground_segment', attributable_to: 'shared', reason: 'The last integration test is repeated.',
  });
  expect((await press(page, 'Report forecast')).status()).toBe(200);
  await expect(page.getByRole('row').filter({ hasText: 'The last integration test is repeated.' })).toBeVisible();
  const form = page.getByRole('form', { name: 'Submit for acceptance' });
  await answer(form, { statement: 'The capability is in use; the report is attached.' });
  await form.locator('[name="file"]').setInputFiles({ name: 'report.txt', mimeType: 'text/plain', buffer: Buffer.from('All criteria are met.\n') });
  expect((await press(page, 'Submit milestone')).status()).toBe(200);
  await expect(page.getByText('report.txt')).toBeVisible();
  await axe(page);
});

test('an officer accepts the milestone and issues a modification', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(`${story.contract}/milestones/3`);
  await answer(page.getByRole('form', { name: 'Accept the milestone' }), { ...day('delivered_on', 0), statement: 'The criteria are met.' });
  expect((await press(page, 'Accept milestone')).status()).toBe(200);
  await expect(page.getByText('accepted', { exact: true }).first()).toBeVisible();
  await axe(page);
  await page.goto(`${story.contract}/modifications/new`);
  await answer(page, { kind: 'supplemental', title: 'More images in summer', reason: 'Nations asked for them.', ceiling_delta: '100 000' });
  expect((await press(page, 'Execute modification')).status()).toBe(200);
  await expect(page.getByRole('cell', { name: 'More images in summer' })).toBeVisible();
});

test('an auditor reads the timeline, sees the contract as it was, and verifies the log', async ({ as, axe }) => {
  const page = await as('auditor');
  await page.goto(`${story.contract}/timeline`);
  const entries = page.getByRole('list', { name: /Timeline of/ }).getByRole('listitem');
  await expect(entries.filter({ hasText: 'Ingrid Solberg' }).first()).toBeVisible();
  await axe(page);
  const past = new Date(Date.now() - 250 * 86_400_000).toISOString().slice(0, 16);
  await page.goto('/audit');
  await answer(page, { reference: story.contract.split('/').pop() ?? '', at: past });
  await press(page, 'Show');
  await expect(page).toHaveURL(/\/contracts\/CTR-[^?]*\?as_of=/);
  await expect(page.getByText(/later changes are not shown/)).toBeVisible();
  // The present page counts the modifications made since; at that moment there was none.
  await expect(page.getByRole('link', { name: 'Changes 0', exact: true })).toBeVisible();
  await axe(page);
  await page.goto('/audit');
  await press(page, 'Verify now');
  await expect(page.getByText('The log is intact')).toBeVisible();
});
