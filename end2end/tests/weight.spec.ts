import type { Page, Response } from '@playwright/test';
import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

const KILO = 1000;
/** What a page may bring over the wire at the first visit: text, styles, fonts, and no more. */
const READING = 300 * KILO;
const WASM = 120 * KILO;

const READ = ['/', '/solicitations', '/offers', '/contracts', '/milestones', '/providers', '/programmes', '/nations', '/strategy'];

/** Everything that a first visit to an address transfers. */
async function visit(page: Page, address: string): Promise<{ answers: Response[]; bytes: number }> {
  const answers: Response[] = [];
  page.on('response', (response) => answers.push(response));
  await page.goto(address, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(answers.map((response) => response.request().sizes()));
  return { answers, bytes: sizes.reduce((sum, size) => sum + size.responseBodySize + size.responseHeadersSize, 0) };
}

const isWasm = (response: Response) => new URL(response.url()).pathname.endsWith('.wasm');

for (const address of READ) {
  test(`${address} is light and brings no wasm`, async ({ as }, info) => {
    const { answers, bytes } = await visit(await as('officer'), address);
    info.annotations.push({ type: 'transferred', description: `${bytes} bytes in ${answers.length} answers` });
    expect(answers.filter(isWasm)).toEqual([]);
    expect(bytes).toBeLessThanOrEqual(READING);
  });
}

test('the comparison brings its island, compressed', async ({ as, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'nothing is brought without script');
  const page = await as('officer');
  const address = await addressOf(page, ['/solicitations', 'Persistent maritime monitoring', '/compare']);
  const { answers } = await visit(page, address);
  const [wasm, ...more] = answers.filter(isWasm);
  expect(more).toEqual([]);
  expect(wasm?.headers()['content-encoding']).toBe('br');
  expect((await wasm?.request().sizes())?.responseBodySize).toBeLessThanOrEqual(WASM);
});
