// What a person changed of a journal entry of ours in the ERP, and how much of the ledger that moves. Pure.
import type { CurrencyCode } from '../../../../schema/canon/currency.ts';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import {
  add,
  compare,
  isZero,
  type Money,
  money,
  negate,
  subtract,
  sum,
  zero,
} from '../../../../schema/canon/money.ts';
import { digest } from '../../../journal/canonical.ts';
import type { ErpJournalEntry, ErpWatchedJournal } from '../../systems/erp-journals.ts';

/** What is compared of an entry: as the ERP has it, or as it was sent. */
export type EntryFacts = Pick<ErpWatchedJournal, 'currency' | 'postedOn'> & {
  readonly legalEntity: Pick<ErpWatchedJournal['legalEntity'], 'id'>;
  readonly lines: readonly (Pick<ErpWatchedJournal['lines'][number], 'account' | 'side'> & {
    readonly amount: { readonly amount: string };
    readonly project: { readonly id: string } | null;
  })[];
};

/** What was changed. GONE: the ERP has no such entry any more. LINES: other accounts, projects or amounts. */
export type EntryChange = 'GONE' | 'LINES' | 'DATE' | 'CURRENCY' | 'LEGAL_ENTITY';

/** An entry as it was sent, in the shape of one that is read. */
export function factsSent({ legalEntity, currency, postedOn, lines }: ErpJournalEntry): EntryFacts {
  return {
    legalEntity,
    currency,
    postedOn,
    lines: lines.map((line) => ({ ...line, amount: { amount: line.amount } })),
  };
}

/** A digest of what is compared: the same digest is nothing new. Null: the ERP has no such entry. */
export function digestOf(entry: EntryFacts | null): string {
  if (entry === null) return digest('gone');
  const { legalEntity, currency, postedOn } = entry;
  const sums = [...sumsOf(entry)].map(([name, amount]) => `${name} ${amount.amount}`).sort();
  return digest({ legalEntity: legalEntity.id, currency, postedOn, sums });
}

/** What is different from how it was sent; nothing while it is as it was. */
export function changesOf(sent: EntryFacts, there: EntryFacts | null): readonly EntryChange[] {
  if (there === null) return ['GONE'];
  const changes: EntryChange[] = [];
  if (there.legalEntity.id !== sent.legalEntity.id) changes.push('LEGAL_ENTITY');
  if (there.currency !== sent.currency) changes.push('CURRENCY');
  if (there.postedOn !== sent.postedOn) changes.push('DATE');
  if (changes.includes('CURRENCY') || !isZero(moved(sent, there))) changes.push('LINES');
  return changes;
}

/** How much is at stake: what was moved between accounts or projects, else the whole entry. */
export function amountAtRisk(sent: EntryFacts, there: EntryFacts | null, changes: readonly EntryChange[]): Money {
  const isOfLines = changes.every((change) => change === 'LINES');
  return there !== null && isOfLines ? moved(sent, there) : debitsOf(sent);
}

/** In a sentence without amounts: what people cost is not read by everybody who reads it. */
export function changeWords(number: string, sent: EntryFacts, there: EntryFacts | null): string {
  const says = changesOf(sent, there).map((change): string => {
    switch (change) {
      case 'GONE':
        return 'is not in the ERP any more';
      case 'LINES':
        return 'has other accounts, projects or amounts than were posted';
      case 'DATE':
        return `is dated ${there?.postedOn ?? ''}, posted was ${sent.postedOn}`;
      case 'CURRENCY':
        return `is in ${there?.currency ?? ''}, posted was ${sent.currency}`;
      case 'LEGAL_ENTITY':
        return 'is in the books of another legal entity';
    }
  });
  return `Journal entry ${number} ${says.join(', and ')}`;
}

/** What each account got of each project, debits plus. Lines that were put together or split say the same. */
function sumsOf({ lines, currency }: EntryFacts): ReadonlyMap<string, Money> {
  const code: CurrencyCode = currencyCode(currency);
  const sums = new Map<string, Money>();
  for (const { account, side, amount: text, project } of lines) {
    const amount = money(text.amount, code);
    const name = `${account ?? 'no account'} ${project?.id ?? 'no project'}`;
    sums.set(name, add(sums.get(name) ?? zero(code), side === 'DEBIT' ? amount : negate(amount)));
  }
  return new Map([...sums].filter(([, amount]) => !isZero(amount)));
}

/** The larger of what came to accounts and of what left them; both are the same while the entry balances. */
function moved(sent: EntryFacts, there: EntryFacts): Money {
  const currency = currencyCode(sent.currency);
  const [was, is] = [sumsOf(sent), sumsOf({ ...there, currency })];
  const none = zero(currency);
  const steps = [...new Set([...was.keys(), ...is.keys()])].map((name) =>
    subtract(is.get(name) ?? none, was.get(name) ?? none),
  );
  const [more, less] = [1, -1].map((sign) =>
    sum(
      currency,
      steps.filter((step) => compare(step, none) * sign > 0),
    ),
  );
  if (more === undefined || less === undefined) return none;
  const left = negate(less);
  return compare(more, left) >= 0 ? more : left;
}

function debitsOf({ lines, currency }: EntryFacts): Money {
  const code = currencyCode(currency);
  const debits = lines.filter(({ side }) => side === 'DEBIT').map(({ amount }) => money(amount.amount, code));
  return sum(code, debits);
}
