import { addressOf } from '../support/places.mjs';
import { answer, day, press } from '../support/forms.ts';
import { expect, test } from '../support/test.ts';

const monitoring = '/solicitations › Persistent maritime monitoring'.split(' › ') as [string, string];

test('an officer sees which prices seem low, asks a bidder, and the bidder alone is told', async ({ as, axe }) => {
  const page = await as('officer');
  await page.goto(await addressOf(page, [...monitoring, '/inquiries']));
  await expect(page.getByRole('table', { name: 'Screens of the prices' })).toBeVisible();
  const form = page.locator('form[aria-label="Ask a bidder"]');
  const offer = await form.locator('select[name=offer] option', { hasText: 'Aurora' }).getAttribute('value');
  await answer(form, { offer: offer ?? '', kind: 'low_price', question: 'What makes your price possible?', ...day('answer_by', 5) });
  await press(form, 'Ask the bidder');
  await expect(page.getByText('What makes your price possible?')).toBeVisible();
  await axe(page);
  const bidder = await as('provider');
  await bidder.goto('/');
  await bidder.getByRole('link', { name: /^Question about your offer/ }).click();
  await bidder.goto(bidder.url().replace('/inquiries', ''));
  await bidder.locator('dl.facts > div', { hasText: 'Questions about this offer' }).getByRole('link').click();
  await answer(bidder.locator('form[aria-label^="Answer question"]'), { answer: 'The satellites are in orbit and paid for.' });
  await press(bidder, 'Send the answer');
  await page.reload();
  await answer(page.locator('form[aria-label^="Conclude inquiry"]'), { finding: 'explained', reason: 'The fleet is written off.' });
  await press(page, 'Conclude');
  await expect(page.getByText('The fleet is written off.')).toBeVisible();
  await bidder.reload();
  await expect(bidder.getByText('The fleet is written off.')).toHaveCount(0);
});
