// What a page costs the vendors, by the stand-ins' own logs: ceil(rows / vendor's page) calls per question, and never a call
// per project. On the medium firm of 400 projects.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '../house/house.ts';

const operation = (name: string): string =>
  readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');
/** Rows of one page by each vendor's own rule. */
const pageOf = { salesforce: 2_000, kantata: 200, netsuite: 1_000 } as const;
type Vendor = keyof typeof pageOf;

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ firm: 'medium' });
}, 90_000);
afterAll(() => house.close());

/** A question to a vendor, whatever page of it was asked. */
interface Question {
  readonly vendor: Vendor;
  readonly resource: string;
  calls: number;
  rows: number;
}

/** Every distinct question the vendors were asked while something ran. */
async function questions<T>(
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly asked: readonly Question[] }> {
  const { result } = await house.calls(run);
  const asked = new Map<string, Question>();
  for (const vendor of Object.keys(pageOf) as Vendor[]) {
    for (const request of house.sandbox.standIns[vendor].requests.list()) {
      if (request.resource === 'token') continue;
      const query = new URLSearchParams(request.query);
      for (const paging of ['page', 'per_page', 'limit', 'offset']) query.delete(paging);
      const key = [vendor, request.method, request.path, query.toString(), request.requestBody ?? ''].join(' ');
      const question = asked.get(key) ?? { vendor, resource: request.resource ?? request.path, calls: 0, rows: 0 };
      question.calls += 1;
      question.rows += request.rows ?? 0;
      asked.set(key, question);
    }
  }
  return { result, asked: [...asked.values()] };
}

function table(title: string, asked: readonly Question[]): void {
  console.log(title);
  for (const { vendor, resource, calls, rows } of asked) {
    console.log(
      `  ${vendor.padEnd(10)} ${resource.padEnd(32)} rows ${String(rows).padStart(5)}  calls ${calls} = ceil(${rows} / ${pageOf[vendor]})`,
    );
  }
}

interface PortfolioPage {
  readonly projects: {
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly financeCode: string | null;
        readonly customer: { readonly name: string } | null;
        readonly financials: Readonly<Record<string, unknown>> | null;
      };
    }[];
    readonly totalCount: number | null;
  };
}

const distinct: number[] = [];
test.each([50, 200])('a portfolio page of %i projects asks every question once, in full pages', async (first) => {
  const { result, asked } = await questions(() =>
    house.ask('finance-controller', operation('portal-portfolio'), { first, currency: 'USD' }),
  );
  table(`portfolio of ${first}`, asked);
  expect(result.errors).toEqual([]);
  const { edges } = (result.data as PortfolioPage).projects;
  expect(edges.length).toBe(first);
  expect(edges.filter(({ node }) => node.financials !== null).length).toBe(first);
  expect(edges.filter(({ node }) => node.financeCode !== null).length).toBeGreaterThan(first * 0.8);
  expect(edges.filter(({ node }) => node.customer?.name !== undefined).length).toBeGreaterThan(first * 0.8);
  for (const { vendor, resource, calls, rows } of asked) {
    expect(calls, `${vendor} ${resource}`).toBe(Math.max(1, Math.ceil(rows / pageOf[vendor])));
  }
  distinct.push(asked.length);
});

test('four times the projects ask no more questions, only more pages', () => {
  expect(distinct[1]).toBeLessThanOrEqual(distinct[0]!);
});

test('an AR card costs at most four calls when nothing is cached, and none when asked again', async () => {
  const found = await house.ask(
    'account-manager',
    '{ invoices(first: 1, filter: { overdueOnly: true }) { edges { node { customer { id } } } } }',
  );
  const id = (found.data as { invoices: { edges: { node: { customer: { id: string } } }[] } }).invoices.edges[0]!.node
    .customer.id;
  const ask = () => house.ask('account-manager', operation('account-receivables'), { id });
  const cold = await questions(ask);
  table('AR card, cold', cold.asked);
  expect(cold.result.errors).toEqual([]);
  expect((cold.result.data as { customer: { receivables: unknown[] } }).customer.receivables.length).toBeGreaterThan(0);
  expect(cold.asked.reduce((sum, question) => sum + question.calls, 0)).toBeLessThanOrEqual(4);
  const warm = await questions(ask);
  expect(warm.asked).toEqual([]);
  expect(warm.result.data).toMatchObject({ customer: { id } });
});
