// What stood at go-live, as ERP and PSA say it: the position from their single records, the totals from their own sums.
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { money, sum, zero } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { PositionRecord, TotalsRecord } from '../billing/kept-position.ts';
import { contractCaps } from '../billing/contract-caps.ts';
import { timeValue } from '../billing/time-and-materials.ts';
import type { CustomerCredits } from '../systems/billing-facts.ts';
import type { PsaWorkItem } from '../systems/psa-billing.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { billedByPlan, planRecord, worthOf } from './billed-by-plan.ts';
import { usedOf, workBilled } from './used-caps.ts';

/** Where it is read. */
export interface PositionSources {
  readonly systems: Systems;
  /** Records that are known to be one with a canonical id's. */
  readonly recordsOf: (id: string) => Promise<readonly RecordRef[]>;
}

/** What is asked. */
export interface PositionQuestion {
  readonly projectId: string;
  /** Go-live. */
  readonly on: string;
  /** Canonical ids of work of before that is still to be billed. */
  readonly openWork: readonly string[];
  /** All work of before that the PSA has on no bill is still to be billed. */
  readonly takesOverOpenWork: boolean;
}

/** What was read. */
export interface ReadPosition {
  readonly title: string;
  readonly legalEntity: string | null;
  /** Canonical id of the contract it delivers, '' for none; absent in what an earlier release of this process had read. */
  readonly contract?: string;
  readonly currency: string;
  readonly position: PositionRecord;
  readonly totals: TotalsRecord;
  /** Invoices of before that are not paid, by number. */
  readonly openInvoices: readonly string[];
  /** Value of the work of before that is still to be billed. */
  readonly openWork: { readonly amount: string; readonly currency: string };
}

/** Reads a position; null where the PSA or the ERP has no such project. Raises Fault. */
export async function readPosition(
  { systems, recordsOf }: PositionSources,
  question: PositionQuestion,
): Promise<ReadPosition | null> {
  const { projectId, on } = question;
  const [told, records, books, approved] = await Promise.all([
    systems.billing.project(projectId),
    recordsOf(projectId),
    systems.billing.ledger(projectId),
    systems.billing.approvedUnbilled(projectId),
  ]);
  const psa = records.find(({ system, kind }) => system === 'PSA' && kind === 'PROJECT');
  if (told?.currency == null || psa === undefined || books === null) return null;
  const currency = currencyCode(told.currency);
  const through = '9999-12-31';
  const [free, billed, contract, credits] = await Promise.all([
    systems.psa.billingWork({ projects: [psa], through, work: 'FREE' }),
    systems.psa.billingWork({ projects: [psa], through, work: 'BILLED' }),
    told.contract === null ? null : systems.billing.contract(told.contract.id),
    told.customer === null ? [] : systems.billing.credits(told.customer.id),
  ]);
  const plan = await billedByPlan(systems, { project: told, contract, currency, records, on });
  const worth = (work: readonly PsaWorkItem[]): Money =>
    sum(
      currency,
      work.map((each) => valueOf(each, currency)),
    );
  const open = free.filter((work) => work.on <= on && isOpen(work, question));
  const before = plan === null ? worth(billed) : worthOf(plan.bills, currency);
  const isOpenNow = (each: PsaWorkItem): boolean => open.includes(each);
  const planned = plan === null ? null : planRecord(plan, usedBefore(billed, free, { on, isOpenNow, currency }));
  const work = workBilled(
    billed.map((each) => ({ kind: each.kind, on: each.on, value: valueOf(each, currency) })),
    planned?.over ?? null,
    currency,
  );
  // Of a fee nothing is hours; the contract's own cap counts it all the same.
  const caps = contract === null ? [] : contractCaps(contract).filter(({ limit }) => limit.currency === currency);
  const kept = ({ amount, currency: code }: { readonly amount: string; readonly currency: string }) => ({
    amount,
    currency: code,
  });
  return {
    ...{ title: told.name ?? projectId, legalEntity: told.legalEntity?.code ?? null, currency },
    contract: told.contract?.id ?? '',
    openInvoices: books.invoices.flatMap(({ number, openBalance }) =>
      number !== null && openBalance !== null && !isNought(openBalance.amount) ? [number] : [],
    ),
    openWork: kept(worth(open)),
    position: {
      ...{ project: projectId, on, billed: kept(before), workInProgress: kept(worth(free)) },
      openReceivable: kept(receivableOf(books.invoices, currency)),
      unappliedCredits: kept(creditsOf(credits, told.legalEntity?.code ?? null, currency)),
      capsConsumed: Object.fromEntries(
        caps.map((cap) => [cap.id, kept(usedOf(cap, { before, work, isByPlan: plan !== null }))]),
      ),
      workBilled: Object.fromEntries([...work].map(([day, amount]) => [day, kept(amount)])),
      billedSources: billed.map(({ ref }) => mintId(ref)),
      unbilledSources: open.map(({ ref }) => mintId(ref)),
      seenSources: free.flatMap((each) => (each.on <= on && !isOpen(each, question) ? [mintId(each.ref)] : [])),
      ...planned?.kept,
    },
    totals: {
      erpReceivable: kept(books.ledger.openReceivable),
      erpBilled: kept(books.ledger.billed),
      psaWorkInProgress: approved ?? kept(zero(currency)),
    },
  };
}

function isOpen({ ref }: PsaWorkItem, { openWork, takesOverOpenWork }: PositionQuestion): boolean {
  return takesOverOpenWork || openWork.includes(mintId(ref));
}

/** What is open of a project's invoices in its currency. */
function receivableOf(
  invoices: readonly { readonly openBalance: { readonly amount: string; readonly currency: string } | null }[],
  currency: CurrencyCode,
): Money {
  const own = invoices.flatMap(({ openBalance }) => (openBalance?.currency === currency ? [openBalance] : []));
  return sum(
    currency,
    own.map(({ amount }) => money(amount, currency)),
  );
}

/** What the customer has with this seller in this currency on no invoice, of whatever project: nobody says of which it is. */
function creditsOf(all: readonly CustomerCredits[], seller: string | null, currency: CurrencyCode): Money {
  const own = all.filter((each) => each.legalEntity === seller && each.currency === currency);
  const amounts = own.flatMap(({ unappliedCash, openCredits }) => [unappliedCash, openCredits]);
  return sum(
    currency,
    amounts.map(({ amount }) => money(amount, currency)),
  );
}

function isNought(amount: string): boolean {
  return /^-?0+(\.0+)?$/.test(amount);
}

/** What work is worth by the PSA's own price; without one, nothing yet. Another currency's expense is not added (DOMAIN rule 4). */
export function valueOf(work: PsaWorkItem, currency: ReturnType<typeof currencyCode>): Money {
  if (work.kind === 'EXPENSE')
    return work.amount?.currency === currency ? money(work.amount.amount, currency) : zero(currency);
  return work.minutes === null || work.hourlyRate === null || work.currency !== currency
    ? zero(currency)
    : timeValue(work.minutes, work.hourlyRate, currency, 'HALF_UP');
}

/** Time of before go-live that is not taken over: it had used what was prepaid. */
function usedBefore(
  billed: readonly PsaWorkItem[],
  free: readonly PsaWorkItem[],
  { on, isOpenNow, currency }: Before,
): Parameters<typeof planRecord>[1] {
  return [...billed, ...free]
    .filter((each) => each.kind === 'TIME' && each.on <= on && !isOpenNow(each))
    .map((each) => ({
      ...{ id: mintId(each.ref), workedOn: each.on, value: valueOf(each, currency) },
      isBilled: billed.includes(each),
    }));
}

interface Before {
  readonly on: string;
  readonly isOpenNow: (work: PsaWorkItem) => boolean;
  readonly currency: CurrencyCode;
}
