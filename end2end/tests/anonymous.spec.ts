import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

const archive = '/solicitations › Archive access'.split(' › ') as [string, string];

test('the panel reads letters where the officer reads names', async ({ as, axe }) => {
  const evaluator = await as('evaluator');
  await evaluator.goto(await addressOf(evaluator, [...archive, '/panel']));
  const progress = evaluator.getByRole('table', { name: 'Scores handed in' });
  await expect(progress.getByRole('rowheader').first()).toContainText('Offeror A');
  await expect(evaluator.getByText(/Aurora|Boreal|Cygnus|Delphin/)).toHaveCount(0);
  await expect(evaluator.getByRole('button', { name: 'Show the names to the panel' })).toHaveCount(0);
  await axe(evaluator);
  const officer = await as('officer');
  await officer.goto(evaluator.url());
  await expect(officer.getByText('Offeror A to the panel')).toBeVisible();
  await officer.getByLabel('Why the technical evaluation is closed').fill('Everybody has scored.');
  await officer.getByRole('button', { name: 'Show the names to the panel' }).click();
  await expect(officer.getByText(/the scores of .* are not all in/)).toBeVisible();
});

test('offers, comparison and opening name nobody to the panel', async ({ as }) => {
  const page = await as('evaluator');
  for (const rest of ['/score', '/read', '/compare', '/prices', '/opening', '/timeline?part=offer']) {
    await page.goto(await addressOf(page, [...archive, rest]));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(/Aurora|Boreal|Cygnus|Delphin/), rest).toHaveCount(0);
  }
});
