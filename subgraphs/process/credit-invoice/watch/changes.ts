// What was changed in the ERP, in words with its money.
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { compare, type Money, negate, subtract, sum, zero } from '../../../../schema/canon/money.ts';
import type { KeptCredit } from '../../../journal/credits.ts';
import type { KeptDraft } from '../../../journal/drafts.ts';
import type { DocumentChange } from '../../billing/posted-watch.ts';
import type { ErpPostedDocument } from '../../systems/erp-invoices.ts';
import type { Systems } from '../../systems/systems.ts';
import type { RecordRef } from '../../systems/write-call.ts';
import { documentOf, invoiceOf, moneyOf } from '../facts.ts';
import type { SeenDocument } from './seen.ts';

/** A sentence that says what it was and what it is now, and what is at stake: the difference, else the whole invoice. */
export function changeWords(
  draft: KeptDraft,
  posted: ErpPostedDocument | null,
  changes: readonly DocumentChange[],
): { readonly message: string; readonly atRisk: Money } {
  const invoice = invoiceOf(draft);
  const number = invoice.number ?? invoice.id;
  if (posted === null) return { message: `Invoice ${number} is not in the ERP any more`, atRisk: moneyOf(invoice.net) };
  const { currency } = posted;
  const says = changes.map((change): string => {
    switch (change) {
      case 'AMOUNT':
        return `comes to ${posted.net.amount} ${currency} without tax, posted were ${invoice.net.amount}`;
      case 'TAX':
        return `carries ${posted.tax.amount} ${currency} of tax, posted were ${invoice.tax.amount}`;
      case 'DATE':
        return `is dated ${posted.issuedOn}, posted was ${invoice.issuedOn}`;
      case 'CUSTOMER':
        return `is to customer ${posted.customer.id}, posted was ${documentOf(draft).customer.id}`;
      case 'CREDITED_TOO_MUCH':
        return `is credited by more than its ${invoice.net.amount} ${currency}`;
      case 'TAX_CREDITED':
        return 'has a credit memo of tax alone, which gives no work back: void it there, or credit the rest there too';
      case 'REVIVED':
        return 'is in force again after it was voided, and its work was given back: void it there again, or credit it there in full';
      case 'GONE':
        return 'is gone';
    }
  });
  const isOfMoney = changes.every((change) => change === 'AMOUNT' || change === 'TAX');
  const difference = sum(currencyCode(currency), [
    sizeOf(moneyOf(posted.net), moneyOf(invoice.net)),
    sizeOf(moneyOf(posted.tax), moneyOf(invoice.tax)),
  ]);
  return {
    message: `Invoice ${number} ${says.join(', and ')}`,
    atRisk: isOfMoney ? difference : moneyOf(invoice.net),
  };
}

/** The size of a difference. */
function sizeOf(a: Money, b: Money): Money {
  const difference = subtract(a, b);
  return compare(difference, zero(a.currency)) < 0 ? negate(difference) : difference;
}

/** A memo as it was kept when it was posted or noticed. */
type KeptMemo = { readonly ref: RecordRef; readonly number: string | null };

/** A credit whose memo is not there as it was. */
export interface LostCredit {
  readonly credit: KeptCredit;
  readonly says: string;
  /** Removed or voided; else it comes to another amount. */
  readonly isGone: boolean;
}

/** Credits on record whose memos are not there as they were. A query may trail: what it misses is asked for by its address. */
export async function changedCredits(
  systems: Systems,
  { credits }: SeenDocument,
  known: readonly KeptCredit[],
): Promise<readonly LostCredit[]> {
  const changed: LostCredit[] = [];
  for (const credit of known) {
    const memo = credit.memo as KeptMemo | null;
    if (credit.state !== 'POSTED' || memo === null) continue;
    const there = credits.find(({ ref }) => ref.id === memo.ref.id);
    const net = there === undefined || there.net === null || there.voided ? null : moneyOf(there.net);
    if (net !== null && compare(net, moneyOf(credit.net)) === 0) continue;
    const now = await systems.erp.postedDocument(memo.ref);
    const name = `Credit memo ${memo.number ?? memo.ref.id} of ${credit.net.amount} ${credit.net.currency}`;
    if (now === null || now.status === 'VOIDED') {
      const says = `${name} is ${now === null ? 'gone' : 'voided'}; its work was given back by it`;
      changed.push({ credit, says, isGone: true });
    } else if (compare(moneyOf(now.net), moneyOf(credit.net)) !== 0) {
      const says = `${name} comes to ${now.net.amount} now; its work was given back as it was`;
      changed.push({ credit, says, isGone: false });
    }
  }
  return changed;
}
