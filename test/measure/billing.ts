// `npm run measure -- billing`: the pure rules alone, from priced time to taxed documents: work items per second, and how that grows.
import { type CurrencyCode, currencyCode } from '../../schema/canon/currency.ts';
import { taxOfDocument } from '../../schema/canon/document-tax.ts';
import { add, type Money, money, sum, zero } from '../../schema/canon/money.ts';
import { type RateEntry, rateTable } from '../../schema/canon/rate.ts';
import { splitByCaps } from '../../subgraphs/process/billing/cap.ts';
import { groupBillables } from '../../subgraphs/process/billing/grouping.ts';
import { priceTime } from '../../subgraphs/process/billing/time-and-materials.ts';
import { changeWork } from '../../subgraphs/process/billing/work-item.ts';
import { newWork, type WorkItem, workFaults } from '../../subgraphs/process/billing/work-law.ts';

const eur: CurrencyCode = currencyCode('EUR');
/** As in a large firm: 100,000 entries over 2,000 projects. */
const itemsPerProject = 50;
const sizes = [1_000, 10_000, 100_000, 1_000_000];
const policy = { currency: eur, mode: 'HALF_UP' } as const;

interface Bill {
  readonly documents: number;
  readonly gross: Money;
  readonly held: Money;
}

/** Bills so many items: price, cap, claim, group, tax; the law is checked on each item. */
function bill(count: number): Bill {
  const projects = Math.ceil(count / itemsPerProject);
  const rates = rateTable(
    'BILL',
    Array.from({ length: projects }, (_, project) => roleRate(project)),
  );
  let documents = 0;
  let gross = zero(eur);
  let held = zero(eur);
  for (let project = 0; project < projects; project += 1) {
    const items = Array.from({ length: Math.min(itemsPerProject, count - project * itemsPerProject) }, (_, index) => {
      const workedOn = `2026-03-${String((index % 28) + 1).padStart(2, '0')}`;
      const facts = {
        person: `r${index % 9}`,
        role: 'dev',
        project: `p${project}`,
        task: null,
        contract: null,
        customer: null,
      };
      const priced = priceTime(
        { id: `t${project}-${index}`, workedOn, minutes: 15 * ((index % 32) + 1), facts },
        rates,
        policy,
      );
      if (priced.kind === 'HELD') throw new Error(`${priced.id} has no rate`);
      return { id: priced.id, contract: `c${project}`, line: 'l', workedOn, value: priced.standard, why: priced.why };
    });
    const cap = {
      id: 'nte',
      scope: { kind: 'CONTRACT', contract: `c${project}` },
      limit: money('20000', eur),
      consumed: zero(eur),
    } as const;
    const { splits } = splitByCaps(items, [cap]);
    held = add(
      held,
      sum(
        eur,
        splits.map((split) => split.held),
      ),
    );
    for (const item of items) claimed(item.id, item.value, splits.find(({ id }) => id === item.id)?.held ?? item.value);
    const billables = splits.map(({ id, billable }) => ({ id, amount: billable, ...place(project) }));
    for (const group of groupBillables(billables, ['PROJECT', 'PERIOD'])) {
      const lines = group.items.map(({ amount }) => ({ net: amount, category: 'S', ratePercent: '19' }));
      gross = add(gross, taxOfDocument(lines, eur, { level: 'TAX_CATEGORY', mode: 'HALF_UP' }).gross);
      documents += 1;
    }
  }
  return { documents, gross, held };
}

function roleRate(project: number): RateEntry<'BILL'> {
  const subject = { scope: 'PROJECT_ROLE', ids: [`p${project}`, 'dev'] } as const;
  return {
    kind: 'BILL',
    subject,
    currency: eur,
    hourlyRate: `${100 + (project % 60)}.125`,
    effectiveFrom: '2026-01-01',
    effectiveTo: null,
  };
}

function place(project: number): {
  seller: string;
  deliverer: string;
  account: string;
  project: string;
  workType: string;
  period: string;
  purchaseOrder: null;
} {
  return {
    seller: 'DE01',
    deliverer: 'DE01',
    account: `a${project % 300}`,
    project: `p${project}`,
    workType: 'time',
    period: '2026-03',
    purchaseOrder: null,
  };
}

/** Holds the excess and claims the rest, as a run would, and checks the law. */
function claimed(id: string, value: Money, held: Money): WorkItem {
  let item = newWork(id, 1, value);
  for (const change of [
    { kind: 'HOLD', amount: held },
    { kind: 'CLAIM', run: 'run', amount: item.places.unbilled, why: '' },
  ] as const) {
    const amount = change.kind === 'CLAIM' ? item.places.unbilled : held;
    const result = changeWork(item, { ...change, amount });
    if (result.kind === 'CHANGED') item = result.item;
  }
  const [fault] = workFaults(item);
  if (fault !== undefined) throw new Error(fault);
  return item;
}

bill(1_000);
for (const size of sizes) {
  const startedMs = performance.now();
  const { documents, gross, held } = bill(size);
  const seconds = (performance.now() - startedMs) / 1_000;
  const rate = Math.round(size / seconds).toLocaleString('en');
  const mb = Math.round(process.memoryUsage().rss / 1_048_576);
  console.log(
    `${size.toLocaleString('en').padStart(9)} items: ${seconds.toFixed(2)} s, ${rate} a second, ${documents} documents, EUR ${gross.amount}, EUR ${held.amount} held over caps, ${mb} MB`,
  );
}
