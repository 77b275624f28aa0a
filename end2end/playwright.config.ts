import { defineConfig } from '@playwright/test';
import type { ServerOptions } from './support/server.ts';
import { CHROMIUM, FLAGS } from './support/chromium.mjs';

const databases = process.env['TEST_POSTGRES_URL'] ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const);

// Every file runs with JavaScript and without, and on each database. Where there are two databases it does both in two projects, because what
// a script changes and what a database changes have nothing to do with one another; the journeys run
// in all four, and with EVERYTHING=1 every file does.
const JOURNEYS = ['journey', 'attachments', 'closing', 'sealing'].map((name) => `**/${name}.spec.ts`);
const [first, second = first] = databases;
const chosen = process.env['EVERYTHING'] ? {} : { testMatch: JOURNEYS };
const project = (script: 'js' | 'nojs', database: 'sqlite' | 'postgres', files = {}) => ({
  name: `${script}-${database}`,
  use: { database, javaScriptEnabled: script === 'js' },
  ...files,
});
const projects = [project('js', first), project('nojs', second)];
if (second !== first) projects.push(project('js', second, chosen), project('nojs', first, chosen));

export default defineConfig<object, ServerOptions>({
  testDir: 'tests',
  outputDir: 'test-results',
  fullyParallel: false,
  forbidOnly: !!process.env['CI'],
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    launchOptions: { executablePath: CHROMIUM, args: FLAGS },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: process.env['TRACE'] ? 'retain-on-failure' : 'off', // a trace of every page makes the journeys a third slower
    screenshot: 'only-on-failure',
  },
  projects,
});
