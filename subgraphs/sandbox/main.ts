// Starts the sandbox from the environment, tells the parent process where it is, and stops it when asked to.
import { join } from 'node:path';
import type { FirmChoice, SandboxOptions } from './sandbox.ts';
import { startSandbox } from './sandbox.ts';

/** Where keys are kept unless SANDBOX_DATA_DIR says otherwise: the checkout's own, git-ignored data. */
const DATA_DIRECTORY = join(import.meta.dirname, '../../.data/sandbox');
/** A sandbox that does not stop within this time is ended; nothing in it needs saving. */
const STOP_MS_MAX = 3000;

function readOptions(environment: NodeJS.ProcessEnv): SandboxOptions {
  const port = (name: string, usual: number): number => {
    const value = Number(environment[name] ?? usual);
    if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
    throw new Error(`${name} is "${environment[name] ?? ''}": give a port from 0 (any) to 65535`);
  };
  const today = environment.FIRM_TODAY ?? '2026-11-20';
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(today) || Number.isNaN(Date.parse(today))) {
    throw new Error(`FIRM_TODAY is "${today}": give a date like 2026-11-20`);
  }
  const latencyMs = Number(environment.STANDIN_LATENCY_MS ?? 0);
  if (!(latencyMs >= 0))
    throw new Error(`STANDIN_LATENCY_MS is "${environment.STANDIN_LATENCY_MS ?? ''}": give milliseconds like 80`);
  return {
    size: readSize(environment.FIRM ?? 'demo'),
    today,
    ports: {
      control: port('SANDBOX_CONTROL_PORT', 4100),
      salesforce: port('SANDBOX_SALESFORCE_PORT', 4101),
      kantata: port('SANDBOX_KANTATA_PORT', 4102),
      netsuite: port('SANDBOX_NETSUITE_PORT', 4103),
      identity: port('SANDBOX_IDENTITY_PORT', 4110),
    },
    dataDirectory: environment.SANDBOX_DATA_DIR ?? DATA_DIRECTORY,
    latencyMs,
  };
}

function readSize(size: string): FirmChoice {
  if (size === 'demo' || size === 'medium' || size === 'dirty' || size === 'large') return size;
  throw new Error(`FIRM is "${size}": give demo, medium, large or dirty`);
}

async function main(): Promise<void> {
  if (process.env.NODE_ENV === 'production' && process.env.SANDBOX_IN_PRODUCTION !== 'yes') {
    throw new Error(
      'The sandbox signs tokens for anyone, so it does not start with NODE_ENV=production. SANDBOX_IN_PRODUCTION=yes overrides.',
    );
  }
  const sandbox = await startSandbox(readOptions(process.env));
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('The sandbox did not stop cleanly:', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A launcher that dies without a signal still closes its channel, and the sandbox must not outlive it.
  process.once('disconnect', stop);
  process.send?.({ kind: 'ready', urls: sandbox.urls, credentials: sandbox.credentials });
  console.log(
    `Sandbox: ${Object.entries(sandbox.urls)
      .map(([name, url]) => `${name} ${url}`)
      .join(', ')}`,
  );
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
