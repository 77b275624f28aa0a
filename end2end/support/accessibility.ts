import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Browser, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with one line per element that a rule of axe finds fault with. */
export async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const lines = violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.impact} ${violation.id}: ${violation.help}\n    ${node.target.join(' ')}\n    ${node.html}`),
  );
  expect(lines, `${page.url()} is not accessible:\n${lines.join('\n')}`).toEqual([]);
}

/** axe is a script itself: a page without JavaScript is shown as it stands to a browser that runs axe and no other script. */
export async function axeWithoutScripts(page: Page, browser: Browser): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: true, viewport: page.viewportSize(), storageState: await page.context().storageState() });
  const html = await page.content();
  await context.route('**/*', (route) => (route.request().resourceType() === 'script' ? route.abort() : route.continue()));
  await context.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  const copy = await context.newPage();
  await copy.goto(page.url());
  await axe(copy);
  await context.close();
}

/** Presses Tab until the element has the focus; fails when the keyboard does not get there. */
export async function tabTo(page: Page, name: string, role: 'textbox' | 'button' | 'link', limit = 60): Promise<void> {
  const element = page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < limit; presses += 1) {
    await page.keyboard.press('Tab');
    if (await element.evaluate((node) => node === node.ownerDocument.activeElement)) return;
  }
  throw new Error(`${role} "${name}" was not reached with ${limit} presses of Tab on ${page.url()}`);
}
