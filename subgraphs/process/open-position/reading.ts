// What stood at go-live, as ERP and PSA say it: the position from their single records, the totals from their own sums.
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { money, sum, zero } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { PositionRecord, TotalsRecord } from '../billing/kept-position.ts';
import { timeValue } from '../billing/time-and-materials.ts';
import type { CustomerCredits } from '../systems/billing-facts.ts';
import type { PsaWorkItem } from '../systems/psa-billing.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { billedByPlan, planRecord, worthOf } from './billed-by-plan.ts';

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
  const caps = capIds(contract);
  const receivable = books.invoices.flatMap(({ openBalance }) =>
    openBalance?.currency === currency ? [openBalance] : [],
  );
  const kept = ({ amount, currency: code }: { readonly amount: string; readonly currency: string }) => ({
    amount,
    currency: code,
  });
  return {
    ...{ title: told.name ?? projectId, legalEntity: told.legalEntity?.code ?? null, currency },
    openInvoices: books.invoices.flatMap(({ number, openBalance }) =>
      number !== null && openBalance !== null && !isNought(openBalance.amount) ? [number] : [],
    ),
    openWork: kept(worth(open)),
    position: {
      ...{ project: projectId, on, billed: kept(before), workInProgress: kept(worth(free)) },
      openReceivable: kept(
        sum(
          currency,
          receivable.map(({ amount }) => money(amount, currency)),
        ),
      ),
      unappliedCredits: kept(creditsOf(credits, told.legalEntity?.code ?? null, currency)),
      capsConsumed: Object.fromEntries(caps.map((cap) => [cap, kept(before)])),
      billedSources: billed.map(({ ref }) => mintId(ref)),
      unbilledSources: open.map(({ ref }) => mintId(ref)),
      ...(plan === null ? {} : planRecord(plan, usedBefore([...billed, ...free], { on, open, currency }))),
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
  work: readonly PsaWorkItem[],
  {
    on,
    open,
    currency,
  }: { readonly on: string; readonly open: readonly PsaWorkItem[]; readonly currency: CurrencyCode },
): Parameters<typeof planRecord>[1] {
  return work
    .filter((each) => each.kind === 'TIME' && each.on <= on && !open.includes(each))
    .map((each) => ({ id: mintId(each.ref), workedOn: each.on, value: valueOf(each, currency) }));
}

/** The caps as a release names them (release-work/reading). */
function capIds(
  contract: {
    readonly id: string;
    readonly number: string | null;
    readonly notToExceed: unknown;
    readonly lines:
      readonly { readonly id: string; readonly billingModel: string; readonly notToExceed: unknown }[] | null;
  } | null,
): readonly string[] {
  if (contract === null) return [];
  const hourly = (contract.lines ?? []).filter(({ billingModel }) => billingModel === 'TIME_AND_MATERIALS');
  const [only] = hourly.length === 1 ? hourly : [];
  return [
    ...(contract.notToExceed === null ? [] : [`contract ${contract.number ?? contract.id}`]),
    ...(only?.notToExceed == null ? [] : [`line ${only.id}`]),
  ];
}
