// Callers of a month end: whoever prepares and signs off, and people at the portal.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Role } from '../../../schema/canon/roles.ts';

/** Asks a GraphQL endpoint in a role; raises Error with what it says when it says errors. */
export type Ask = <T>(
  role: Role,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  url?: string,
) => Promise<T>;

/** A caller with tokens of the stand-in identity server, each asked for once. */
export function asker(identityUrl: string, usual: string): Ask {
  const tokens = new Map<Role, Promise<string>>();
  const tokenOf = (role: Role): Promise<string> => {
    const known = tokens.get(role) ?? issue(identityUrl, role);
    tokens.set(role, known);
    return known;
  };
  return async <T>(
    role: Role,
    query: string,
    variables: Readonly<Record<string, unknown>>,
    url = usual,
  ): Promise<T> => {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(role)}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await reply.text();
    const { data, errors } = JSON.parse(text) as { data?: T | null; errors?: readonly unknown[] };
    if (data == null || (errors !== undefined && errors.length > 0)) throw new Error(text.slice(0, 2_000));
    return data;
  };
}

async function issue(identityUrl: string, role: Role): Promise<string> {
  const reply = await fetch(`${identityUrl}/token`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ role }) },
  });
  return ((await reply.json()) as { token: string }).token;
}

/** Does something with each, a few side by side. */
export async function each<T>(
  list: readonly T[],
  side: number,
  work: (one: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < list.length) {
      const index = (next += 1) - 1;
      await work(list[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: side }, lane));
}

const explanations = ['OPEN_RECEIVABLE', 'WORK_IN_PROGRESS', 'BILLED'].map((measure) => ({
  ...{ measure, text: 'as it stood at go-live' },
}));
const openDocument =
  'mutation ($input: OpenPositionInput!) { openPosition(input: $input) { run { id } userErrors { code message } } }';
const pendingDocument =
  'query ($first: Int!) { approvals(first: $first, filter: { states: [PENDING] }) { edges { node { id action } } } }';
const manyDocument =
  'mutation ($input: ApproveManyInput!) { approveMany(input: $input) { count userErrors { code message } } }';

/** Takes over the positions of projects and signs them off, as many at once as the graph lets somebody. */
export async function openPositions(ask: Ask, projects: readonly string[], say: (text: string) => void): Promise<void> {
  let begun = 0;
  let signed = 0;
  const signing = (async () => {
    while (signed < projects.length) {
      const ids = await pendingApprovals(ask);
      if (ids.length > 0) {
        const input = { idempotencyKey: `sign-${ids[0]}-${ids.length}`, filter: { ids }, expectedCount: ids.length };
        const done = await ask<{ approveMany: { count: number; userErrors: readonly unknown[] } }>(
          'finance-controller',
          manyDocument,
          { input: { ...input, reason: 'looked through' } },
        );
        signed += done.approveMany.count;
        say(`positions: ${begun} taken over, ${signed} signed off of ${projects.length}`);
      } else await pause(500);
    }
  })();
  await each(projects, 8, async (projectId) => {
    const input = { idempotencyKey: `position-${projectId}`, projectId, on: '2026-10-31', explanations };
    await ask('billing-preparer', openDocument, { input });
    begun += 1;
  });
  await signing;
}

async function pendingApprovals(ask: Ask): Promise<readonly string[]> {
  const { approvals } = await ask<{ approvals: { edges: readonly { node: { id: string; action: string } }[] } }>(
    ...(['finance-controller', pendingDocument, { first: 200 }] as const),
  );
  return approvals.edges.map(({ node }) => node.id);
}

const portal = readFileSync(new URL('../../../schema/operations/portal-portfolio.graphql', import.meta.url), 'utf8');

/** Somebody at the portal, a page at a time, until told to stop; what each answer took, in milliseconds. */
export function atPortal(ask: Ask, url: string, everyMs: number): { stop(): Promise<readonly number[]> } {
  let isOn = true;
  const took: number[] = [];
  const loop = (async () => {
    while (isOn) {
      const begun = performance.now();
      await ask('project-manager', portal, { first: 20, currency: 'USD' }, url).catch((error: unknown) => {
        console.error(`portal: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`);
      });
      took.push(performance.now() - begun);
      await pause(everyMs);
    }
  })();
  return {
    stop: async () => {
      isOn = false;
      await loop;
      return took;
    },
  };
}

/** Calls at a time of the account for each who looks at the portal: a page is some calls side by side, and people come first. */
const slotsEach = 5;
const everyMs = 200;
/** The first pages of somebody who has just come: their own process is still warming up. */
const firstPages = 2;

/** People at the portal from now on, in a process of their own. */
export function peopleAtPortal(
  identityUrl: string,
  graphUrl: string,
  slots: number,
): { stop(): Promise<readonly number[]> } {
  const people = Math.max(1, Math.round(slots / slotsEach));
  const args = [identityUrl, graphUrl, String(people), String(everyMs)];
  const child = fork(new URL('./visitor.mjs', import.meta.url), args, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  return {
    stop: async () => {
      const told = once(child, 'message') as Promise<readonly (readonly (readonly number[])[])[]>;
      child.send('stop');
      const [took = []] = await told;
      return took.flatMap((pages) => pages.slice(firstPages));
    },
  };
}

/** The value that so many of a hundred stay under; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
