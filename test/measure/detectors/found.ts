// What the detectors have told, as an operator reads it through the graph.
import type { TestHouse } from '../../house/house.ts';
import { moneyOf } from './expected.ts';

/** An exception of a detector. */
export interface FoundCase {
  readonly code: string;
  /** The record by its vendor's own id. */
  readonly record: string;
  readonly money: string | null;
  readonly owner: string;
  readonly status: string;
  readonly resolution: string | null;
  /** Hours from its opening until it is due. */
  readonly dueHours: number;
  readonly label: string;
  readonly fix: string | null;
}

interface Told {
  readonly code: string;
  readonly fields: readonly string[];
  readonly atRisk: { readonly amount: string; readonly currency: string } | null;
  readonly ownerRole: string;
  readonly status: string;
  readonly resolution: string | null;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly subject: { readonly label: string | null } | null;
  readonly fixes: readonly { readonly label: string }[];
}

/** All of them, the closed ones too. */
export async function foundCases(house: TestHouse): Promise<readonly FoundCase[]> {
  const found: FoundCase[] = [];
  const filter = { kinds: ['DETECTED'], statuses: ['OPEN', 'ASSIGNED', 'SNOOZED', 'CLOSED'] };
  for (let after: string | null = null, more = true; more;) {
    const { processExceptions: page }: Answer = await ask(
      house,
      `query ($filter: ExceptionFilter, $after: String) { processExceptions(first: 200, filter: $filter, after: $after) {
        edges { cursor node { code fields atRisk { amount currency } ownerRole status resolution openedAt dueAt subject { label }
          fixes { label } } } pageInfo { hasNextPage endCursor } } }`,
      { filter, after },
    );
    found.push(...page.edges.map(({ node }) => caseOf(node)));
    more = page.pageInfo.hasNextPage;
    after = page.pageInfo.endCursor;
  }
  return found;
}

interface Answer {
  readonly processExceptions: {
    readonly edges: readonly { readonly node: Told }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

function caseOf({
  code,
  fields,
  atRisk,
  ownerRole,
  status,
  resolution,
  openedAt,
  dueAt,
  subject,
  fixes,
}: Told): FoundCase {
  return {
    ...{ code, status, resolution, owner: ownerRole, label: subject?.label ?? '' },
    record: fields[0] ?? '',
    money: atRisk === null ? null : moneyOf(atRisk.amount, atRisk.currency),
    dueHours: Math.round((Date.parse(dueAt) - Date.parse(openedAt)) / 3_600_000),
    fix: fixes[0]?.label ?? null,
  };
}

/** Asks the gateway as a finance controller; an error of the graph is an Error. */
export async function ask<T>(house: TestHouse, query: string, variables: object = {}): Promise<T> {
  const reply = await house.ask('finance-controller', query, { ...variables });
  if (reply.errors.length > 0) throw new Error(reply.text);
  return reply.data as T;
}

/** Longer than any two readings on a busy machine. */
const patienceMs = 180_000;

/** Waits until everything that is there now was looked through so many times from the first to the last record. */
export async function readings(house: TestHouse, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const since = Date.now();
    await until('everything is looked through', async () => {
      const query = '{ processHealth { detectors { code active lookedAt failure } } }';
      const { processHealth } = await ask<{
        processHealth: { detectors: readonly { lookedAt: string | null }[] };
      }>(house, query);
      const { detectors } = processHealth;
      return detectors.length > 0 && detectors.every(({ lookedAt }) => Date.parse(lookedAt ?? '') > since);
    });
  }
}

/** Waits for something; raises after three minutes. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`Waited for ${patienceMs / 1_000} s and still not so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
