// From an idea through the market's answers to a draft solicitation, without typing anything twice.

import { answer, day, moment, press } from '../support/forms.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });

const TITLE = 'Ice charts for convoy planning';
const story = { need: '', request: '' };

test('an officer names a need, plans it and begins market research', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto('/needs');
  await page.getByRole('link', { name: 'Name a need' }).click();
  await answer(page, {
    title: TITLE,
    description: 'Planners see the edge of the ice every morning, and where it will be tomorrow.',
    functional_area: 'FA-ISR',
    strategy: ['CSS-1.1'],
    programme: 'APSS',
    public: true,
    low: '2 000 000',
    high: '2 800 000',
    ...day('expected_from', 60),
    ...day('expected_to', 80),
    funding_nation_1: 'NO',
    funding_amount_1: '1 000 000',
    funding_status_1: 'committed',
  });
  await axe(page);
  expect((await press(page, 'Save need')).status()).toBe(200);
  story.need = new URL(page.url()).pathname;
  await expect(page.getByText(/1.800.000.* missing/)).toBeVisible();
  await press(page, 'Plan');
  await press(page, 'Begin market research');
  await axe(page);
});

test('what is typed stays when more questions are asked for', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(`${story.need}/ask`);
  await answer(page, { title: 'Resolution and delivery', introduction: 'We want to learn.', question_1: 'How fine is the chart?', ...moment('closes_at', 20, '17:00') });
  await press(page, 'Add rows');
  await expect(page.locator('[name="question_1"]')).toHaveValue('How fine is the chart?');
  await answer(page, { question_6: 'When in the morning is it there?' });
  await axe(page);
  await press(page, 'Publish request');
  story.request = new URL(page.url()).pathname;
  await expect(page.getByText('When in the morning is it there?').first()).toBeVisible();
});

test('a provider answers and changes the answer; another sees none of it', async ({ as, axe }) => {
  const page = await as('provider');
  await page.goto(story.request);
  await answer(page, { answer_1: '80 metres.' });
  await press(page, 'Send answer');
  await answer(page, { answer_1: '40 metres.', answer_2: 'At six.' });
  await press(page, 'Change answer');
  await expect(page.locator('[name="answer_1"]')).toHaveValue('40 metres.');
  await axe(page);
  const other = await as('provider', 1);
  await other.goto(story.request);
  await expect(other.getByText('40 metres.')).toHaveCount(0);
});

test('the officer amends the request, and who answered is told and reads the difference', async ({ as, axe, picture }) => {
  const [page, provider] = [await as('officer'), await as('provider')];
  await page.goto(story.request);
  await page.getByRole('link', { name: 'Amend', exact: true }).click();
  await expect(page.locator('[name="question_2"]')).toHaveValue('When in the morning is it there?');
  await axe(page);
  await answer(page, { reason: 'Two providers asked which morning.', question_2: '' });
  expect((await press(page, 'Publish amendment')).status()).toBe(422);
  await answer(page, { question_2: 'When in the morning, in UTC, is it there?' });
  expect((await press(page, 'Publish amendment')).status()).toBe(200);
  await provider.goto('/');
  await provider.getByRole('link', { name: /^“Resolution and delivery” was amended: 0001/ }).click();
  await expect(provider.getByText('Two providers asked which morning.')).toBeVisible();
  await expect(provider.locator('[name="answer_2"]')).toHaveValue('At six.');
  await axe(provider);
  await picture(provider, 'request-amended');
});

test('the officer reads the answers and turns the need into a draft', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(story.request);
  await expect(page.getByText('40 metres.')).toBeVisible();
  await axe(page);
  await page.goto(story.need);
  await press(page, 'Mark as ready');
  await press(page, 'Turn into a solicitation');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(TITLE);
  await page.getByRole('link', { name: /^NED-/ }).click();
  await expect(page.getByRole('link', { name: 'The solicitation' })).toBeVisible();
});
