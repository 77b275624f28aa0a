import { test as base } from '@playwright/test';
import { startPerigee } from './perigee.mjs';

export type Role = 'officer' | 'evaluator' | 'opener' | 'provider' | 'delegate' | 'auditor' | 'administrator';

export interface Account {
  role: Role;
  email: string;
  password: string;
}

export interface Perigee {
  url: string;
  accounts: Account[];
}

/** What a project chooses. */
export interface ServerOptions {
  database: 'sqlite' | 'postgres';
}

/** One program with demonstration data per worker; Playwright starts a new worker, and so a fresh one, after a failure. */
export const test = base.extend<object, ServerOptions & { perigee: Perigee }>({
  database: ['sqlite', { option: true, scope: 'worker' }],
  perigee: [
    async ({ database }, use, worker) => {
      const perigee = await startPerigee(database, `server-${worker.project.name}-${worker.workerIndex}`);
      await use(perigee as Perigee);
      await perigee.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
