import { defineConfig } from '@playwright/test';
import type { ServerOptions } from './support/server.ts';
import { CHROMIUM, FLAGS } from './support/chromium.mjs';

const databases = process.env['TEST_POSTGRES_URL'] ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const);

// Every journey is walked with and without JavaScript, on every database there is.
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
  projects: databases.flatMap((database) => [
    { name: `js-${database}`, use: { database, javaScriptEnabled: true } },
    { name: `nojs-${database}`, use: { database, javaScriptEnabled: false } },
  ]),
});
