import { readFileSync } from 'node:fs';
import { addressOf, roleOf, type Place } from '../support/places.mjs';
import { expect, test, type Role } from '../support/test.ts';

const pages = JSON.parse(readFileSync(new URL('../pages.json', import.meta.url), 'utf8')) as [person: string | null, ...place: Place][];

for (const [person, ...place] of pages) {
  test(`${person ?? 'nobody'} reads ${place.join(' › ')}`, async ({ page: nobody, as, axe }) => {
    const [role, nth] = roleOf(person ?? 'nobody');
    const page = person ? await as(role as Role, nth) : nobody;
    const answer = await page.goto(await addressOf(page, place));
    expect(answer?.status()).toBe(200);
    await expect(page).toHaveTitle(/\S/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await axe(page);
    await page.setViewportSize({ width: 390, height: 844 });
    const { needed, given } = await page.evaluate(() => ({ needed: document.documentElement.scrollWidth, given: window.innerWidth }));
    expect(needed, 'nothing is wider than a narrow screen').toBeLessThanOrEqual(given);
  });
}
