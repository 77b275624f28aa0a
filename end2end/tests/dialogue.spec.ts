// What buyers and bidders say to each other about an open solicitation: a text of the library, four eyes, questions and
// answers, an amendment, a suspension. Each test goes on from the one before it.

import { answer, day, moment, press } from '../support/forms.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'serial' });

const TITLE = 'Ship tracks from radio signals';
const story = { solicitation: '' };

const NEED = {
  title: TITLE,
  need: 'Watch officers see which ships have switched their transponders off.',
  functional_area: 'FA-ISR',
  strategy: ['CSS-1.1'],
  programme: 'APSS',
  buyer_name: 'NCIA',
  vehicle: 'subscription',
  estimate: '9 000 000',
  commercial_service: true,
  method: 'ncp',
  evaluation: 'ncia_best_value_numerical',
  weight_technical: '50',
  weight_experience: '20',
  weight_price: '30',
  technical_minimum: '50',
  criterion_name_1: 'Detection',
  criterion_weight_1: '100',
  ...day('announced_on', -15),
  ...moment('questions_by', 20, '12:00'),
  ...moment('closes_at', 40, '17:00'),
  validity_days: '120',
};

test('a text of the library is put into its field and nothing typed is lost', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto('/library/new');
  await answer(page, { kind: 'guidance', title: 'Measured evidence', text: 'Evidence is measured, not estimated.' });
  expect((await press(page, 'Keep text')).status()).toBe(200);
  await axe(page);
  await page.goto('/solicitations/new');
  await answer(page, NEED);
  await page.locator('[name="snippet"]').selectOption({ label: 'Evaluation guidance: Measured evidence' });
  expect((await press(page, 'Insert text')).status()).toBe(200);
  await expect(page.locator('[name="criterion_guidance_1"]')).toHaveValue('Evidence is measured, not estimated.');
  await expect(page.locator('[name="title"]')).toHaveValue(TITLE);
  expect((await press(page, 'Save draft')).status()).toBe(200);
  story.solicitation = new URL(page.url()).pathname;
});

test('a draft is given back with a note, sent again, approved by a colleague and published', async ({ as, axe }) => {
  const [page, colleague] = [await as('officer'), await as('officer', 1)];
  await page.goto(`${story.solicitation}/preview`);
  await expect(page.getByText('This is what every provider reads')).toBeVisible();
  await page.goto(story.solicitation);
  await press(page, 'Send for approval');
  await expect(page.getByRole('button', { name: 'Publish solicitation' })).toHaveCount(0);
  await colleague.goto('/');
  await colleague.getByRole('link', { name: TITLE }).first().click();
  await axe(colleague);
  await answer(colleague, { returned: 'Say which sea.' });
  await press(colleague, 'Give back');
  await page.goto('/');
  await expect(page.getByText(`“${TITLE}” was given back with a note`)).toBeVisible();
  await page.goto(story.solicitation);
  await expect(page.getByText('Say which sea.')).toBeVisible();
  await press(page, 'Send for approval');
  await colleague.goto(`${story.solicitation}/review`);
  await press(colleague, 'Approve for publication');
  await page.reload();
  expect((await press(page, 'Publish solicitation')).status()).toBe(200);
});

test('a question is answered for everybody and nobody reads who asked', async ({ as, axe }) => {
  const [provider, officer, other] = [await as('provider'), await as('officer'), await as('provider', 1)];
  await provider.goto(`${story.solicitation}/questions`);
  await answer(provider, { text: 'Is the Baltic included?' });
  expect((await press(provider, 'Send question')).status()).toBe(200);
  await officer.goto(`${story.solicitation}/questions`);
  await axe(officer);
  await expect(officer.getByText('Is the Baltic included?')).toBeVisible();
  await expect(officer.getByText(/Sigrid Aas|Aurora Observation/)).toHaveCount(0);
  await officer.getByRole('checkbox').first().check();
  await officer.getByRole('button', { name: 'Answer the ticked questions' }).click();
  await answer(officer, { question: 'Which seas are included?', answer: 'The Baltic and the North Sea.' });
  expect((await press(officer, 'Publish answer')).status()).toBe(200);
  await other.goto(`${story.solicitation}/questions`);
  await expect(other.getByText('The Baltic and the North Sea.')).toBeVisible();
  await provider.goto('/');
  await expect(provider.getByText('News for you')).toBeVisible();
  await press(provider, 'Mark as read');
});

test('an amendment is a numbered version whose difference everybody reads', async ({ as, axe }) => {
  const [officer, provider] = [await as('officer'), await as('provider')];
  await officer.goto(`${story.solicitation}/amend`);
  expect((await press(officer, 'Check methods')).status()).toBe(200);
  await expect(officer.getByText('Methods checked')).toBeVisible();
  await answer(officer, { reason: 'A question showed that it was not clear.', need: 'Watch officers see silent ships in the Baltic and the North Sea.' });
  expect((await press(officer, 'Publish amendment')).status()).toBe(200);
  await expect(officer.getByRole('link', { name: 'Amendment 0001' })).toBeVisible();
  await provider.goto('/');
  await provider.getByRole('link', { name: /was amended: 0001/ }).click();
  await axe(provider);
  await press(provider, 'Show differences');
  await expect(provider.locator('ins').getByText('silent ships').first()).toBeVisible();
  await provider.goto(`${story.solicitation}/versions?show=0`);
  await expect(provider.getByText('have switched their transponders off').and(provider.locator(':not(del)')).first()).toBeVisible();
});

test('a document that changes after publication is an amendment with its hash', async ({ as, axe, picture }) => {
  const [officer, provider] = [await as('officer'), await as('provider')];
  await officer.goto(`${story.solicitation}/documents`);
  const file = { name: 'area.txt', mimeType: 'text/plain', buffer: Buffer.from('The Baltic and the North Sea.\n') };
  await officer.locator('[name="file"]').setInputFiles(file);
  await answer(officer.getByRole('form', { name: 'Add a document' }), { note: 'The area in words.' });
  expect((await press(officer, 'Add document')).status()).toBe(200);
  await provider.goto('/');
  await provider.getByRole('link', { name: /was amended: 0002/ }).click();
  await provider.goto(`${story.solicitation}/versions?from=1&to=2&show=2`);
  await expect(provider.locator('ins').getByText(/[0-9a-f]{64}/).first()).toBeVisible();
  await axe(provider);
  await picture(provider, 'versions-document');
});

test('a suspended solicitation says why and goes on with the time that was left', async ({ as }) => {
  const [officer, provider] = [await as('officer'), await as('provider')];
  await officer.goto(story.solicitation);
  await answer(officer, { suspension_reason: 'The area is looked at again.' });
  expect((await press(officer, 'Suspend solicitation')).status()).toBe(200);
  await provider.goto(story.solicitation);
  await expect(provider.getByText('The area is looked at again.')).toBeVisible();
  await expect(provider.getByRole('link', { name: 'Start an offer' })).toHaveCount(0);
  await answer(officer, { resumption_reason: 'It was looked at.' });
  expect((await press(officer, 'Resume solicitation')).status()).toBe(200);
  await provider.reload();
  await expect(provider.getByRole('link', { name: 'Start an offer' })).toBeVisible();
});

test('a solicitation is copied, and begun from a template', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(story.solicitation);
  await answer(page, { template_name: 'Ship tracks' });
  await press(page, 'Keep as template');
  await axe(page);
  await press(page, 'Begin a draft');
  await expect(page.locator('[name="title"]')).toHaveValue(TITLE);
  await expect(page.locator('[name="closes_at_day"]')).toHaveValue('');
});
