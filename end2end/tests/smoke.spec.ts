import { expect, tabTo, test } from '../support/test.ts';

test('the home page renders and is accessible', async ({ page, axe, picture }) => {
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await axe(page);
  await picture(page, 'home');
});

test('the sign-in page renders and is accessible', async ({ page, axe, picture }) => {
  const answer = await page.goto('/sign-in');
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await axe(page);
  await picture(page, 'sign-in');
});

test('the keyboard alone is enough to sign in', async ({ page, account }) => {
  const { email, password } = account('officer');
  await page.goto('/sign-in');
  await tabTo(page, 'E-mail', 'textbox');
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/\/sign-in/);
});

test('a wrong password is refused on the same page', async ({ page, account, axe }) => {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail', { exact: true }).fill(account('officer').email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByLabel('E-mail', { exact: true })).toHaveValue(account('officer').email);
  await axe(page);
});

test('every role can sign in', async ({ perigee, browser }) => {
  for (const { email, password } of perigee.accounts) {
    const context = await browser.newContext({ baseURL: perigee.url });
    const answer = await context.request.post('/sign-in', { form: { email, password }, headers: { origin: perigee.url }, maxRedirects: 0 });
    expect(answer.status(), email).toBe(303);
    await context.close();
  }
});
