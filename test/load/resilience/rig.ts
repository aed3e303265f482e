// A gateway and the shop behind it, each a process, and a client that says what became of each of its requests.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import type { ContenderReady } from '../contenders.ts';
import { flags, startMeasured } from '../processes.ts';
import type { Measured } from '../processes.ts';
import type { Behaviour, FaultyShopReady, Order } from './faulty-shop.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Everything a run needs. */
export interface Rig {
  readonly gateway: Measured<ContenderReady>;
  /** The file the gateway reads and watches. */
  readonly supergraphFile: string;
  readonly supergraph: string;
  /** Changes how the accounts behave; tells how often they were asked until now. */
  behave(behaviour?: Behaviour): Promise<number>;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** Starts them. `env` is for gateway.yaml beside this file; `--direct` leaves the faults out. */
export async function startRig(
  env: Readonly<Record<string, string>> = {},
  shopArgs: readonly '--direct'[] = [],
): Promise<Rig> {
  const directory = mkdtempSync(join(tmpdir(), 'resilience-'));
  const supergraphFile = join(directory, 'supergraph.graphql');
  const shop = await startMeasured<FaultyShopReady>({ file: here('./faulty-shop.ts'), args: shopArgs });
  writeFileSync(supergraphFile, shop.ready.supergraph);
  const gateway = await startMeasured<ContenderReady>({
    file: here('../../../gateway/gateway.mjs'),
    args: ['--config', here('./gateway.yaml')],
    flags,
    // Refusals and open breakers are meant here; their lines would only hide the figures.
    env: { BENCH_SUPERGRAPH: supergraphFile, LOG_LEVEL: 'silent', ...env },
  });
  const order = (message: Order): Promise<number> =>
    new Promise((resolve) => {
      shop.child.once('message', ({ asked }: { asked: number }) => resolve(asked));
      shop.child.send(message);
    });
  return {
    gateway,
    supergraphFile,
    supergraph: shop.ready.supergraph,
    behave: (behaviour) => order(behaviour ? { behaviour } : {}),
    async ready() {
      const answer = await fetch(`${gateway.ready.adminUrl ?? ''}/health/ready`).catch(() => null);
      await answer?.text();
      return answer?.status === 200;
    },
    async close() {
      await Promise.all([gateway.stop(), shop.stop()]);
      rmSync(directory, { recursive: true });
    },
  };
}

/** What became of a request. */
export type Outcome =
  | {
      readonly kind: 'ANSWERED';
      readonly status: number;
      /** Empty where only the length was asked for and the status is 200. */
      readonly text: string;
      readonly bytes: number;
      /** It was the connection's last answer. */
      readonly closes: boolean;
      readonly ms: number;
    }
  /** No answer: it broke, or took longer than the client waits. */
  | { readonly kind: 'LOST'; readonly why: string; readonly ms: number };

/** Asks one gateway over many connections. */
export interface Client {
  /** `LENGTH` throws good answers away unread: a client that is busy reading does not send. */
  ask(query: string, keep?: 'TEXT' | 'LENGTH'): Promise<Outcome>;
  close(): Promise<void>;
}

/** Answers below this are always kept: they tell what is missing. */
const shortBytes = 5_000;

let askers = 0;

/** A client that gives up after `patienceMs`. */
export function createClient(url: string, connections: number, patienceMs = 15_000): Client {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections, headersTimeout: patienceMs, bodyTimeout: patienceMs });
  // Somebody else each time, so that no two requests share an answer, not even one under way.
  const headersOf = (): Record<string, string> => ({
    'content-type': 'application/json',
    'x-asker': String((askers += 1)),
  });
  return {
    async ask(query, keep = 'TEXT') {
      const startedMs = performance.now();
      try {
        const body = JSON.stringify({ query });
        const {
          statusCode: status,
          headers: told,
          body: answer,
        } = await pool.request({ method: 'POST', path, headers: headersOf(), body });
        const bytes = Number(told['content-length']);
        const isThrown = keep === 'LENGTH' && status === 200 && bytes > shortBytes;
        if (isThrown) await answer.dump({ limit: Infinity });
        const text = isThrown ? '' : await answer.text();
        const closes = told.connection === 'close';
        return { kind: 'ANSWERED', status, text, bytes, closes, ms: performance.now() - startedMs };
      } catch (error) {
        const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
        return { kind: 'LOST', why, ms: performance.now() - startedMs };
      }
    },
    close: () => pool.destroy(),
  };
}

/** Asks with so many at once for a time, each as soon as it has its answer. */
export async function closedLoop(
  client: Client,
  load: {
    readonly askers: number;
    readonly ms: number;
    readonly query: string;
    readonly keep?: 'TEXT' | 'LENGTH';
  },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const endMs = performance.now() + load.ms;
  const asker = async (): Promise<void> => {
    while (performance.now() < endMs) outcomes.push(await client.ask(load.query, load.keep));
  };
  await Promise.all(Array.from({ length: load.askers }, asker));
  return outcomes;
}

/** The value below which this share of values lies; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** One promise with its figure. */
export interface Verdict {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  readonly limit: string;
  readonly kept: boolean;
}

/** Judges a figure by an upper or lower bound. */
export function judge(
  what: string,
  figure: number,
  unit: string,
  bound: { atMost: number } | { atLeast: number },
): Verdict {
  const kept = 'atMost' in bound ? figure <= bound.atMost : figure >= bound.atLeast;
  const limit = 'atMost' in bound ? `at most ${bound.atMost}` : `at least ${bound.atLeast}`;
  return { what, figure: Math.round(figure * 1_000) / 1_000, unit, limit, kept };
}

/** Prints the verdicts, as a table or as one JSON object, and sets the exit code. */
export function conclude(verdicts: readonly Verdict[], isJson: boolean): void {
  if (isJson) {
    console.log(JSON.stringify({ verdicts, kept: verdicts.every(({ kept }) => kept) }));
  } else {
    for (const { what, figure, unit, limit, kept } of verdicts) {
      console.log(
        `${kept ? 'kept  ' : 'BROKEN'}  ${what.padEnd(58)} ${String(figure).padStart(9)} ${unit.padEnd(6)} (${limit})`,
      );
    }
  }
  if (!verdicts.every(({ kept }) => kept)) process.exitCode = 1;
}
