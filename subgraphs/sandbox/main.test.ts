// The sandbox as a process of its own: it starts, tells its parent, hands out tokens, and stops when told or left alone.
import type { ChildProcess } from 'node:child_process';
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { SandboxUrls } from './sandbox.ts';

const dataDirectory = mkdtempSync(join(tmpdir(), 'sandbox-'));
const ANY_PORT = {
  SANDBOX_CONTROL_PORT: '0',
  SANDBOX_SALESFORCE_PORT: '0',
  SANDBOX_KANTATA_PORT: '0',
  SANDBOX_NETSUITE_PORT: '0',
  SANDBOX_IDENTITY_PORT: '0',
};
const here = (file: string): string => join(import.meta.dirname, file);
const children: ChildProcess[] = [];

interface Ready {
  readonly kind: 'ready';
  readonly urls: SandboxUrls;
  readonly credentials: {
    readonly salesforce: { readonly loginUrl: string };
    readonly kantata: { readonly accessToken: string };
  };
}

async function start(
  environment: Record<string, string> = {},
): Promise<{ child: ChildProcess; ready: Ready; ms: number }> {
  const started = performance.now();
  const env = { ...process.env, ...ANY_PORT, SANDBOX_DATA_DIR: dataDirectory, ...environment };
  const child = fork(here('main.mjs'), { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  children.push(child);
  const [ready] = (await once(child, 'message')) as [Ready];
  return { child, ready, ms: performance.now() - started };
}

async function fails(file: string, args: readonly string[], environment: Record<string, string>): Promise<string> {
  const env = { ...process.env, ...ANY_PORT, SANDBOX_DATA_DIR: dataDirectory, ...environment };
  const run = promisify(execFile)(process.execPath, [here(file), ...args], { env });
  return run.then(
    () => 'no failure',
    (error: unknown) => (error as { stderr: string }).stderr,
  );
}

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dataDirectory, { recursive: true, force: true });
});

describe('the sandbox as a process', () => {
  it('tells its parent where it is and how to sign in, keeps the keys, and stops on SIGTERM', async () => {
    const { child, ready } = await start();
    expect(ready.kind).toBe('ready');
    expect(ready.credentials.salesforce.loginUrl).toBe(ready.urls.salesforce);
    const health = await fetch(`${ready.urls.control}/health`);
    expect(health.status).toBe(200);
    const token = await promisify(execFile)(process.execPath, [here('token.mjs'), 'operator'], {
      env: { ...process.env, SANDBOX_IDENTITY_URL: ready.urls.identity },
    });
    expect(token.stdout.trim().split('.')).toHaveLength(3);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(statSync(join(dataDirectory, 'credentials.json')).mode & 0o777).toBe(0o600);

    const again = await start();
    expect(again.ready.credentials.kantata.accessToken).toBe(ready.credentials.kantata.accessToken);
    // A launcher that dies only closes its channel.
    again.child.disconnect();
    expect(await once(again.child, 'exit')).toEqual([0, null]);
  });

  it('explains a port that is taken, a size it does not know, and production', async () => {
    const { ready } = await start();
    const taken = new URL(ready.urls.control).port;
    expect(await fails('main.mjs', [], { SANDBOX_CONTROL_PORT: taken })).toContain(
      `Port ${taken} for the control port is taken`,
    );
    expect(await fails('main.mjs', [], { FIRM: 'huge' })).toContain(
      'FIRM is "huge": give demo, medium, large or dirty',
    );
    expect(await fails('main.mjs', [], { FIRM_TODAY: 'yesterday' })).toContain('FIRM_TODAY is "yesterday"');
    expect(await fails('main.mjs', [], { NODE_ENV: 'production' })).toContain(
      'does not start with NODE_ENV=production',
    );
    expect(await fails('token.mjs', ['root'], { SANDBOX_IDENTITY_URL: ready.urls.identity })).toContain(
      'Unknown role "root": use one of portal-user',
    );
    expect(await fails('token.mjs', ['operator'], { SANDBOX_IDENTITY_URL: 'http://127.0.0.1:9' })).toContain(
      'No identity server at http://127.0.0.1:9',
    );
  });
});
