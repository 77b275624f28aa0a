import type { Page } from '@playwright/test';
import { addressOf } from '../support/places.mjs';
import { expect, test } from '../support/test.ts';

const OTHER = { technical: '10', experience: '10', price: '80' };

const desk = (page: Page) => addressOf(page, ['/solicitations', 'Persistent maritime monitoring', '/compare']);
const ranking = (page: Page) => page.getByRole('table', { name: 'Ranking with these weights' }).getByRole('row');
const weight = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const slider = (page: Page, name: string) => page.getByRole('slider', { name: `${name}, percent` });
const runs = (page: Page) => page.getByRole('table', { name: 'Stored results' }).getByRole('row').count();

async function weigh(page: Page, { technical, experience, price }: typeof OTHER): Promise<void> {
  await weight(page, 'Technical').fill(technical);
  await weight(page, 'Experience').fill(experience);
  await weight(page, 'Price').fill(price);
}

test('without script the form ranks by other weights, and a link brings the published ones back', async ({ as }) => {
  const page = await as('officer', 0, { javaScriptEnabled: false });
  await page.goto(await desk(page));
  const published = await ranking(page).allTextContents();
  await weigh(page, OTHER);
  await page.getByRole('button', { name: 'Rank with these weights' }).click();
  await expect(page).toHaveURL(/technical=10&experience=10&price=80/);
  await expect(ranking(page)).not.toHaveText(published);
  await expect(page.getByText('Technical must weigh at least as much as price.')).toBeVisible();
  await page.getByRole('link', { name: 'Restore the published weights' }).click();
  await expect(ranking(page)).toHaveText(published);
});

test('the weights of sub-criteria are in the form, and their address shows the same to a colleague', async ({ as, axe }) => {
  const [page, colleague] = [await as('officer', 0, { javaScriptEnabled: false }), await as('officer', 1)];
  await page.goto(await desk(page));
  const published = await ranking(page).allTextContents();
  await page.getByText('Sub-criteria, percent of the technical score').click();
  await weight(page, 'Coverage and revisit').fill('10');
  await weight(page, 'Products and sharing').fill('60');
  await page.getByRole('button', { name: 'Rank with these weights' }).click();
  await expect(page).toHaveURL(/sub_T1=10&sub_T2=30&sub_T3=60/);
  await expect(ranking(page)).not.toHaveText(published);
  await colleague.goto(page.url());
  await expect(ranking(colleague)).toHaveText(await ranking(page).allTextContents());
  await axe(colleague);
});

test.describe('with script', () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'there is no island without script');

  test('typed weights rank at once, without a request, exactly as the server does', async ({ as }) => {
    const [page, plain] = [await as('officer'), await as('officer', 0, { javaScriptEnabled: false })];
    const address = await desk(page);
    await plain.goto(`${address}?technical=10&experience=10&price=80`);
    await page.goto(address);
    await expect(slider(page, 'Technical')).toBeVisible();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await weigh(page, OTHER);
    await expect(ranking(page)).toHaveText(await ranking(plain).allTextContents());
    expect(requests).toEqual([]);
  });

  test('a sub-criterion is weighed at once, and the address of these weights begins with them', async ({ as }) => {
    const page = await as('officer');
    await page.goto(await desk(page));
    await expect(slider(page, 'Price')).toBeVisible();
    await page.getByText('Sub-criteria, percent of the technical score').click();
    await weight(page, 'Products and sharing').fill('90');
    const played = await ranking(page).allTextContents();
    await page.getByRole('link', { name: 'Link to these weights' }).click();
    await expect(page).toHaveURL(/sub_T3=90#play$/);
    await expect(ranking(page)).toHaveText(played);
  });

  test('a dragged weight ranks, one click restores the published ones, and nothing is stored', async ({ as }) => {
    const page = await as('officer');
    await page.goto(await desk(page));
    await expect(slider(page, 'Price')).toBeVisible();
    const [published, stored] = [await ranking(page).allTextContents(), await runs(page)];
    await slider(page, 'Price').scrollIntoViewIfNeeded();
    const box = await slider(page, 'Price').boundingBox();
    if (!box) throw new Error('the slider has no place on the page');
    const middle = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.3, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.95, middle, { steps: 8 });
    await page.mouse.up();
    await expect(ranking(page)).not.toHaveText(published);
    await page.getByRole('link', { name: 'Restore the published weights' }).click();
    await expect(ranking(page)).toHaveText(published);
    await page.reload();
    expect(await runs(page)).toBe(stored);
    await expect(ranking(page)).toHaveText(published);
  });

  test('the keyboard alone is enough to weigh and to restore', async ({ as }) => {
    const page = await as('officer');
    await page.goto(await desk(page));
    await expect(slider(page, 'Price')).toBeVisible();
    const published = await ranking(page).allTextContents();
    await slider(page, 'Price').focus();
    await page.keyboard.press('End');
    await expect(weight(page, 'Price')).toHaveValue('100');
    await expect(ranking(page)).not.toHaveText(published);
    await page.getByRole('link', { name: 'Restore the published weights' }).focus();
    await page.keyboard.press('Enter');
    await expect(ranking(page)).toHaveText(published);
  });
});
