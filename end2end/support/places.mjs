// Addresses of pages. Those of records differ from one loading of the demonstration to the next, so a place may name a
// list, words of one row in it, and what follows the address that the row leads to.

/** @typedef {[address: string] | [list: string, words: string, rest?: string]} Place */

/**
 * The address of a place, read from its list by the person who is signed in.
 * @param {import('@playwright/test').Page} page
 * @param {Place} place
 * @returns {Promise<string>}
 */
export async function addressOf(page, [list, words, rest = '']) {
  if (words === undefined) return list;
  await page.goto(list);
  const link = page.getByRole('row').filter({ hasText: words }).getByRole('link').first();
  const href = await link.getAttribute('href', { timeout: 5_000 });
  return `${href}${rest}`;
}

/**
 * A role with the number of the account: `provider2` is the second provider.
 * @param {string} person
 * @returns {[role: string, nth: number]}
 */
export function roleOf(person) {
  const number = /\d+$/.exec(person)?.[0];
  return number ? [person.slice(0, -number.length), Number(number) - 1] : [person, 0];
}
