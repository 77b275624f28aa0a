// Starts the program under test with a fresh database and the demonstration data, and stops it again.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ARTEFACTS = path.join(import.meta.dirname, '..', 'artefacts');
const START_LIMIT = 60_000;

/** @typedef {{ role: string, email: string, password: string, passphrase: string | null }} Account */
/** @typedef {{ url: string, accounts: Account[], stop: () => Promise<void> }} Perigee */

/**
 * @param {'sqlite' | 'postgres'} database
 * @param {string} name of the log among the artefacts
 * @returns {Promise<Perigee>}
 */
export async function startPerigee(database, name) {
  const program = process.env['PERIGEE_BIN'];
  if (!program) throw new Error('PERIGEE_BIN has to name the program under test');
  const folder = await mkdtemp(path.join(tmpdir(), 'perigee-end2end-'));
  const address = `127.0.0.1:${await freePort()}`;
  const postgres = database === 'postgres' ? await createDatabase() : undefined;
  const env = { ...process.env, PERIGEE_DATA: folder, PERIGEE_ADDR: address };
  if (postgres) env['DATABASE_URL'] = postgres.url;
  else delete env['DATABASE_URL'];

  const accounts = await loadDemonstration(program, env);
  const server = await serve(program, env, address, name);
  const stop = async () => {
    await server.stop();
    await postgres?.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.url, accounts, stop };
}

/** The accounts are told by the program that makes them; no test knows a password. */
async function loadDemonstration(program, env) {
  const { stdout } = await run(program, ['demo', '--json'], { env, maxBuffer: 1 << 24 });
  return /** @type {Account[]} */ (JSON.parse(stdout));
}

async function serve(program, env, address, name) {
  await mkdir(ARTEFACTS, { recursive: true });
  const log = await open(path.join(ARTEFACTS, `${name}.log`), 'w');
  const child = spawn(program, ['serve'], { env, stdio: ['ignore', log.fd, log.fd] });
  const ended = once(child, 'exit');
  const url = `http://${address}`;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
    await log.close();
  };
  try {
    await Promise.race([answering(url), ended.then(() => Promise.reject(new Error(`perigee ended; see ${name}.log`)))]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/** Waits until the program says that it is ready. */
async function answering(url) {
  const deadline = performance.now() + START_LIMIT;
  while (performance.now() < deadline) {
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return;
    await pause(50);
  }
  throw new Error(`perigee was not ready after ${START_LIMIT / 1000} s`);
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A database of its own in the throwaway cluster that TEST_POSTGRES_URL names. */
async function createDatabase() {
  const admin = process.env['TEST_POSTGRES_URL'];
  if (!admin) throw new Error('TEST_POSTGRES_URL has to name a Postgres that may be written to');
  const name = `end2end_${process.pid}_${Date.now()}`;
  const sql = (text) => run('psql', ['--quiet', '--no-psqlrc', '--dbname', admin, '--command', text]);
  await sql(`CREATE DATABASE ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => sql(`DROP DATABASE ${name} WITH (FORCE)`) };
}
