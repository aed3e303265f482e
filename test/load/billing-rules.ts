// `npm run bench -- billing-rules`: the rules of billing alone, no store and no vendor: work is weighed, priced, capped, grouped, drafted,
// taxed, claimed, sent and found posted, and the work law is looked at after each of these. Twice: a firm of many projects, and all of it
// in one project, where whatever looks through a whole list per item would show. The amounts are checked by arithmetic of this file.
import { parseArgs } from 'node:util';
import { currencyCode } from '../../schema/canon/currency.ts';
import { money } from '../../schema/canon/money.ts';
import type { Money } from '../../schema/canon/money.ts';
import { changeWork, claimKey } from '../../subgraphs/process/billing/work-item.ts';
import type { WorkChange } from '../../subgraphs/process/billing/work-item.ts';
import { workFaults, type WorkItem } from '../../subgraphs/process/billing/work-law.ts';
import type { BilledPart } from '../../subgraphs/process/release-work/document.ts';
import { planRelease } from '../../subgraphs/process/release-work/plan.ts';
import { books, buyer, entry, eur, project, question } from '../../subgraphs/process/release-work/sample-work.ts';

/** A piece of work of ten times as many may cost so much more: caches and the collector, not the rules. */
const growthMax = 2;

const projectSize = 50;
/** One project's work is in memory at once, 5 kB each: more of it than this no project has. */
const oneProjectMax = 100_000;

const usage = `npm run bench -- billing-rules [-- --items <n,n,...>] [--rounds <n>] [--planted] [--json]

Bills 1000, 10000, 100000 and 1000000 pieces of work by the rules alone, as projects of 50 each and, up to ${oneProjectMax}, as one project, the best of
<rounds> (3, of a million 1). Exits 1 when a piece costs more than ${growthMax} times as much at one size as at the one before, or an amount is wrong.
--planted looks through the whole list for each piece, which has to be seen.`;

/** Every project's cap is beyond what it has, but for one in so many, whose last hours it keeps. */
const cappedEvery = 10;

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '1000,10000,100000,1000000' },
    rounds: { type: 'string', default: '3' },
    planted: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

interface Made {
  readonly project: ReturnType<typeof project>;
  readonly books: ReturnType<typeof books>;
}

const roles = ['Consultant', 'Senior consultant', 'Architect'];

/** A project of so many hours, and what of it is to be billed by this file's own arithmetic. */
function makeProject(ordinal: number, size: number): Made & { readonly cents: bigint } {
  const id = `P${ordinal}`;
  let worth = 0n;
  const work = Array.from({ length: size }, (_, index) => {
    const minutes = 30 + (index % 16) * 15;
    const rate = 100 + (index % 3) * 40;
    worth += BigInt(Math.round((minutes * rate * 100) / 60));
    const day = String((index % 18) + 2).padStart(2, '0');
    const change = { minutes, hourlyRate: String(rate), role: roles[index % 3] ?? null, workedOn: `2026-11-${day}` };
    return entry(`${id}-T${index}`, change);
  });
  const isCapped = ordinal % cappedEvery === 0;
  const limit = isCapped ? (worth * 9n) / 10n : worth * 2n;
  const cap = { id: `contract ${id}`, scope: { kind: 'CONTRACT', contract: id } as const, limit: eur(major(limit)) };
  const contract = { id, number: id, isActive: true, status: 'ACTIVE', purchaseOrder: 'PO-7', caps: [cap] };
  const position = books().position;
  return {
    project: project(work, { id, contract, buyer: buyer() }),
    books: books({ position: position === null ? null : { ...position, project: id } }),
    cents: isCapped ? limit : worth,
  };
}

function major(cents: bigint): string {
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}

/** Bills a project to the end; answers with what was billed. Raises Error when the work law does not hold. */
function bill({ project: one, books: kept }: Made): bigint {
  const plan = planRelease(one, kept, question());
  if (plan.blocker !== null) throw new Error(plan.blocker.message);
  let cents = 0n;
  for (const { lines, capped, document } of plan.documents) {
    const held = new Map(capped.map((each) => [each.candidate, each.held]));
    for (const part of lines.flatMap(({ parts }) => parts)) {
      if (values.planted) one.entries.findLast(({ source }) => source === part.candidate.entry.source);
      const posted = throughAll(part, held.get(part.candidate) ?? null);
      cents += BigInt(posted.places.billed.amount.replace('.', ''));
    }
    if (money(document.taxEstimate.amount, currencyCode('EUR')).amount === '0.00') throw new Error('no tax');
  }
  return cents;
}

/** Claims a piece of work, sends it and finds it posted; what a cap keeps is held. */
function throughAll({ candidate, billed }: BilledPart, kept: Money | null): WorkItem {
  const run = claimKey(candidate.item);
  const item = kept === null ? candidate.item : moved(candidate.item, { kind: 'HOLD', amount: kept });
  const claimed = moved(item, { kind: 'CLAIM', run, amount: billed, why: candidate.why });
  return moved(moved(claimed, { kind: 'SUBMIT', run }), { kind: 'FOUND_POSTED', run, posted: billed });
}

function moved(item: WorkItem, by: WorkChange): WorkItem {
  const result = changeWork(item, by);
  if (result.kind === 'REFUSED') throw new Error(result.message);
  const [fault] = workFaults(result.item);
  if (fault !== undefined) throw new Error(fault);
  return result.item;
}

interface Row {
  readonly shape: 'PROJECTS' | 'ONE_PROJECT';
  readonly items: number;
  readonly itemsPerSecond: number;
  readonly microsecondsPerItem: number;
  /** Cost of an item over its cost at the size before; null for the first. */
  readonly growth: number | null;
  readonly rssMb: number;
}

function measure(shape: Row['shape'], items: number, before: Row | null): Row {
  const size = shape === 'ONE_PROJECT' ? items : projectSize;
  const rounds = items >= 1_000_000 ? 1 : Number(values.rounds);
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    let spent = 0;
    for (let ordinal = 1; ordinal <= items / size; ordinal += 1) {
      // Made outside of what is timed, and let go of: a firm's work is not in memory at once either.
      const made = makeProject(ordinal, size);
      const begun = process.cpuUsage();
      const cents = bill(made);
      const { user, system } = process.cpuUsage(begun);
      spent += user + system;
      if (cents !== made.cents) throw new Error(`P${ordinal} billed ${cents} cents, ${made.cents} were to be billed`);
    }
    best = Math.min(best, spent);
  }
  const each = best / items;
  return {
    ...{ shape, items, itemsPerSecond: 1_000_000 / each, microsecondsPerItem: each },
    growth: before === null ? null : each / before.microsecondsPerItem,
    rssMb: process.memoryUsage().rss / 1_048_576,
  };
}

// The compiler has seen everything before anything is timed.
for (let ordinal = 1; ordinal <= 100; ordinal += 1) bill(makeProject(ordinal, projectSize));
const rows: Row[] = [];
for (const shape of ['PROJECTS', 'ONE_PROJECT'] as const) {
  let before: Row | null = null;
  for (const items of values.items.split(',').map(Number)) {
    if (shape === 'ONE_PROJECT' && items > oneProjectMax) continue;
    before = measure(shape, items, before);
    rows.push(before);
    if (!values.json)
      console.log(
        `${shape.padEnd(12)} ${String(items).padStart(8)} items ${before.itemsPerSecond.toFixed(0).padStart(8)}/s ` +
          `${before.microsecondsPerItem.toFixed(1).padStart(7)} us each, ${before.growth === null ? 'first' : `x${before.growth.toFixed(2)}`}, ${before.rssMb.toFixed(0)} MB`,
      );
  }
}
const superLinear = rows.filter(({ growth }) => growth !== null && growth > growthMax);
if (values.json) console.log(JSON.stringify({ rows, superLinear: superLinear.length }));
else
  console.log(
    superLinear.length === 0 ? 'the cost of an item does not grow with their number' : 'grows super-linearly',
  );
process.exitCode = superLinear.length === 0 ? 0 : 1;
