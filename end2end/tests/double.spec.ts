import type { Page } from '@playwright/test';
import { answer, press } from '../support/forms.ts';
import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

const recorded = (page: Page, title: string) => page.getByRole('row').filter({ hasText: title });

test('a double click makes one solicitation', async ({ as, javaScriptEnabled }) => {
  const page = await as('officer');
  const title = `Pressed twice, script ${javaScriptEnabled}`;
  await page.goto('/solicitations/new');
  await answer(page, { title });
  await page.getByRole('button', { name: 'Save draft' }).dblclick();
  await expect(page).toHaveURL(/\/solicitations\/SOL-/);
  await page.goto('/solicitations');
  await expect(recorded(page, title)).toHaveCount(1);
});

test('two officers change one draft: the second is shown both versions and loses nothing', async ({ as }) => {
  const [first, second] = [await as('officer'), await as('officer', 1)];
  const address = await addressOf(first, ['/solicitations', 'Responsive launch', '/edit']);
  await Promise.all([first.goto(address), second.goto(address)]);
  await answer(first, { need: 'A satellite in orbit within thirty days, says the first officer.' });
  expect((await press(first, 'Save draft')).status()).toBe(200);
  await answer(second, { need: 'A satellite in orbit within fourteen days, says the second officer.' });
  expect((await press(second, 'Save draft')).status()).toBe(409);
  await expect(second.locator('[name="need"]')).toHaveValue(/says the second officer/);
  await expect(second.getByText(/says the first officer/)).toBeVisible();
});
