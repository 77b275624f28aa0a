import type { Locator, Page, Response } from '@playwright/test';

export type Answers = Record<string, string | string[] | boolean>;

/** Answers a form's fields by their names: text, a choice by its value, several ticks by theirs, a tick by true. */
export async function answer(form: Page | Locator, answers: Answers): Promise<void> {
  for (const [name, value] of Object.entries(answers)) {
    const fields = form.locator(`:is(input, select, textarea)[name="${name}"]`);
    if (typeof value === 'boolean') await fields.setChecked(value);
    else if (Array.isArray(value)) for (const one of value) await fields.and(form.locator(`[value="${one}"]`)).check();
    else await one(fields, value);
  }
}

async function one(fields: Locator, value: string): Promise<void> {
  const kind = await fields.first().evaluate((field) => (field instanceof HTMLInputElement ? field.type : field.tagName));
  if (kind === 'radio') await fields.and(fields.page().locator(`[value="${value}"]`)).check();
  else if (kind === 'SELECT') await fields.selectOption(value);
  else await fields.fill(value);
}

/** Presses a button that sends a form, and gives the answer that the person ends at, after redirects. */
export async function press(place: Page | Locator, name: string): Promise<Response> {
  const page = 'page' in place ? place.page() : place;
  const isEnd = (response: Response) =>
    response.request().isNavigationRequest() && response.frame() === page.mainFrame() && Math.trunc(response.status() / 100) !== 3;
  const [response] = await Promise.all([
    page.waitForResponse(isEnd),
    page.waitForEvent('domcontentloaded'),
    place.getByRole('button', { name, exact: true }).first().click(),
  ]);
  return response;
}

/** Sends a form twice, as a browser does that lost the answer, and gives where each answer leads. */
export async function sendTwice(form: Locator): Promise<(string | undefined)[]> {
  const [page, body] = [form.page(), await form.evaluate((node: HTMLFormElement) => [...new FormData(node)].map(([name, value]) => [name, String(value)]))];
  const [url, origin] = [page.url(), new URL(page.url()).origin];
  const send = () => page.request.post(url, { data: new URLSearchParams(body).toString(), headers: { origin, 'content-type': 'application/x-www-form-urlencoded' }, maxRedirects: 0 });
  const answers = [await send(), await send()];
  return answers.map((answer) => answer.headers()['location']);
}

/** The day so many days from today, UTC, as the three parts of a date field. */
export function day(name: string, days: number): Record<string, string> {
  const at = new Date(Date.now() + days * 86_400_000);
  return {
    [`${name}_day`]: String(at.getUTCDate()),
    [`${name}_month`]: String(at.getUTCMonth() + 1),
    [`${name}_year`]: String(at.getUTCFullYear()),
  };
}

/** A moment in UTC on the day so many days from today. */
export function moment(name: string, days: number, time: string): Record<string, string> {
  return { ...day(name, days), [`${name}_time`]: time, [`${name}_zone`]: 'UTC' };
}
