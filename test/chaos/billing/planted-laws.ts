// Builds that break a law of billing or of the cost of work on purpose, one each at least: the auditor has to find each of them out, and by
// the law that it breaks. Where the vendor's own rules keep a law for us, it is the vendor's stand-in that breaks it.
import type { PlantedFault } from '../planted.ts';
import type { Law } from './law.ts';

/** What is wrong with a build, and which law finds it. */
export interface PlantedLaw extends PlantedFault {
  readonly law: Law;
}

const items = 'subgraphs/process/billing/work-item.ts';
const memos = 'subgraphs/connectors/netsuite/credit-memo-writes.ts';
const journals = 'subgraphs/connectors/netsuite/journal-writes.ts';
/** The ERP's own. */
const posting = 'subgraphs/sandbox/netsuite/posting.ts';

const billing = {
  // A cap that nobody counts.
  'no-cap': {
    law: 'a cap holds',
    file: 'subgraphs/process/release-work/plan.ts',
    from: 'return position === null ? caps : capsFrom(position, caps);',
    to: 'return position === null ? caps : [];',
  },
  // Hours priced without their half cents.
  'rounded-down': {
    law: 'a document charges the work it is of',
    file: 'subgraphs/process/billing/time-and-materials.ts',
    from: 'fraction(hourlyRate)), currency, mode);',
    to: "fraction(hourlyRate)), currency, 'DOWN');",
  },
  // What a dropped draft gives back is nowhere.
  'unclaimed-lost': {
    law: 'all work is billed',
    file: items,
    from: "return withoutClaim(moveWork(item, 'claimed', 'unbilled', held.amount));",
    to: "return withoutClaim(moveWork(item, 'claimed', 'writtenOff', held.amount));",
  },
  // What was posted counts as free.
  'billed-forgotten': {
    law: 'no work is billed twice',
    file: items,
    from: 'return posted(item, held.amount, change.posted);',
    to: "return withoutClaim(moveWork(item, 'inDoubt', 'unbilled', held.amount));",
  },
  // The PSA never hears of a bill.
  untold: {
    law: 'every document is told',
    file: 'subgraphs/process/release-work/tell-psa.ts',
    from: 'claim === null && isZero(places.unbilled) && isZero(places.held)',
    to: 'claim !== null && isZero(places.unbilled) && isZero(places.held)',
  },
  // Billables are submitted twice; of one of the two orders nothing is ever built.
  'ordered-twice': {
    law: 'no order is left over',
    file: 'subgraphs/connectors/netsuite/proposal-writes.ts',
    from: "return createOnce(context, envelope, { type: 'salesOrder', key: write.key, body });",
    to: `await createOnce(context, envelope, { type: 'salesOrder', key: \`\${write.key}-too\`, body });
      return createOnce(context, envelope, { type: 'salesOrder', key: write.key, body });`,
  },
  // A memo of its own, put against the invoice but not made of it.
  'credit-at-large': {
    law: 'a credit refers to its invoice',
    file: memos,
    from: "createOnce(context, envelope, { type: 'creditMemo', key: write.key, body, path }),",
    to: `createOnce(context, envelope, { type: 'creditMemo', key: write.key,
      body: { ...body, entity: original.entity, subsidiary: original.subsidiary, currency: original.currency } }),`,
  },
  'vendor-mixes-keys': {
    law: 'one document a key',
    file: posting,
    from: '...posting.columns,',
    to: "...posting.columns, ...(type === 'CustInvc' && posting.columns.externalid != null ? { externalid: 'bill-mixed' } : {}),",
  },
  // Whoever credits re-dates the invoice.
  're-dated': {
    law: 'a posted document never changes',
    file: memos,
    from: 'const code = currency(original.currency.id);',
    to: `const code = currency(original.currency.id);
      await send(context, envelope, { name: 'write:invoice:edit', method: 'PATCH', path: \`\${recordPath}/invoice/\${id}\`,
        body: { tranDate: '2026-11-17' } });`,
  },
  'no-project': {
    law: 'a document is of a project',
    file: 'subgraphs/connectors/netsuite/sale-body.ts',
    from: "...(project === null ? {} : { job: { id: ownId(context, 'PROJECT', project) } }),",
    to: '',
  },
  'vendor-adds-wrongly': {
    law: 'a document adds up',
    file: posting,
    from: 'foreigntotal: total,',
    to: 'foreigntotal: addDecimals(total, total),',
  },
  'vendor-books-wrongly': {
    law: 'the ledger balances',
    file: posting,
    from: '(index === main ? negateDecimal(others) : amount));',
    to: '(index === main ? negateDecimal(addDecimals(others, others)) : amount));',
  },
} as const satisfies Readonly<Record<string, PlantedLaw>>;

const cost = {
  // Work whose cost is posted counts as free.
  'cost-forgotten': {
    law: 'no cost is posted twice',
    file: 'subgraphs/process/post-cost/keeping.ts',
    from: "({ from: 'CLAIMED', to: 'POSTED' } as const)",
    to: "({ from: 'CLAIMED', to: 'UNCLAIMED' } as const)",
  },
  // Everything that stands is taken back, changed or not.
  'cost-unsettled': {
    law: 'cost is taken back for a reason',
    file: 'subgraphs/process/post-cost/plan.ts',
    from: 'const wrong = [...project.changed].flatMap(([source, why]) => {',
    to: "const wrong = [...books.standing.keys()].map((source) => [source, 'EDITED'] as const).flatMap(([source, why]) => {",
  },
  // What is taken back is posted once more instead.
  'back-to-front': {
    law: 'an entry takes back what its original posted',
    file: 'subgraphs/process/post-cost/document.ts',
    from: "direction: 'REVERSAL', part, code: legalEntity, accounts },",
    to: "direction: 'COST', part, code: legalEntity, accounts },",
  },
  // What changed is never taken back.
  'cost-stays': {
    law: 'all cost is posted',
    file: 'subgraphs/process/post-cost/plan.ts',
    from: "return claim?.state === 'POSTED' ? [{ claim, why }] : [];",
    to: 'return [];',
  },
  // The company that lends its people does not hear of it.
  'one-sided': {
    law: 'entries of two companies come in pairs',
    file: 'subgraphs/process/post-cost/document.ts',
    from: 'between === null || suppliedOn === null',
    to: 'between === null || suppliedOn !== null',
  },
  'cost-of-nothing': {
    law: 'a journal entry says whose it is',
    file: journals,
    from: "...(project === null ? {} : { entity: { id: ownId(context, 'PROJECT', project) } }),",
    to: '',
  },
  // Whoever takes an entry back writes so on it.
  'marked-as-reversed': {
    law: 'a posted journal entry never changes',
    file: journals,
    from: "const day = { legalEntity, on: write.postedOn, book: 'ledger' } as const;",
    to: `const day = { legalEntity, on: write.postedOn, book: 'ledger' } as const;
      const edit = { name: 'write:journalEntry:edit', method: 'PATCH', path: \`/services/rest/record/v1/journalEntry/\${reverses}\` };
      if (reverses !== null) await (await import('./write-record.ts')).send(context, envelope, { ...edit, body: { memo: 'Reversed' } });`,
  },
  'vendor-loses-a-side': {
    law: 'a journal entry balances',
    file: posting,
    from: 'if (main < 0) return rounded;',
    to: 'if (main < 0) return rounded.map((amount, index) => (index === 0 ? ZERO : amount));',
  },
} as const satisfies Readonly<Record<string, PlantedLaw>>;

/** By name. */
export const plantedLaws = { ...billing, ...cost };
