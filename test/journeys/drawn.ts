// From hours under a retainer to the invoices that billed its periods.
import { expect } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { approvedTimeOf, minorOf } from './billed.ts';
import type { Biller } from './biller.ts';

/** What the work of a month took of prepaid periods, and the numbers of the invoices that billed those. */
export async function drewOf(
  sandbox: Sandbox,
  biller: Biller,
  psa: string,
  month: string,
): Promise<readonly [bigint, readonly string[]]> {
  const query = `query ($ids: [ID!]!) { workBilling(workIds: $ids) { drew { periodId from amount { amount } billedBy { invoice { number } } } } }`;
  type Draw = {
    readonly from: string;
    readonly amount: { readonly amount: string };
    readonly billedBy: readonly { readonly invoice: { readonly number: string } | null }[];
  };
  const own = approvedTimeOf(sandbox, psa, `${month}-01`, month === '2026-11' ? '2026-11-20' : `${month}-31`);
  const ids = own.map(({ id }) => mintId({ system: 'PSA', instance: 'kantata', kind: 'TIME_ENTRY', id }));
  const { workBilling } = await biller.ask<{ workBilling: readonly ({ drew: readonly Draw[] } | null)[] }>(
    'auditor',
    query,
    {
      ids,
    },
  );
  const draws = workBilling.flatMap((work) => work?.drew ?? []);
  expect(new Set(draws.map(({ from }) => from))).toEqual(new Set([`${month}-01`]));
  const numbers = draws.flatMap(({ billedBy }) => billedBy.flatMap(({ invoice }) => invoice?.number ?? []));
  return [draws.reduce((sum, { amount }) => sum + minorOf(amount.amount), 0n), [...new Set(numbers)]];
}
