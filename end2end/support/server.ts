import { test as base, type BrowserContextOptions } from '@playwright/test';
import { startPerigee } from './perigee.mjs';

export type Role = 'officer' | 'evaluator' | 'opener' | 'provider' | 'delegate' | 'auditor' | 'administrator';

export interface Account {
  role: Role;
  email: string;
  password: string;
  /** Of the opening key, for opening officers and administrators. */
  passphrase: string | null;
}

export interface Perigee {
  url: string;
  accounts: Account[];
}

export type Session = Exclude<BrowserContextOptions['storageState'], string | undefined>;

/** What a project chooses. */
export interface ServerOptions {
  database: 'sqlite' | 'postgres';
  /** Files that use up what others need name themselves here: they get a program and a store of their own. */
  apart: string;
}

/** One program with demonstration data per worker; Playwright starts a new worker, and so a fresh one, after a failure. */
export const test = base.extend<object, ServerOptions & { perigee: Perigee; sessions: Map<string, Session> }>({
  database: ['sqlite', { option: true, scope: 'worker' }],
  apart: ['', { option: true, scope: 'worker' }],
  perigee: [
    async ({ database }, use, worker) => {
      const perigee = await startPerigee(database, `server-${worker.project.name}-${worker.workerIndex}`);
      await use(perigee as Perigee);
      await perigee.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // Sessions by e-mail: the form to sign in has tests of its own, so every other test may come signed in.
  sessions: [async ({}, use) => use(new Map()), { scope: 'worker' }],
});
