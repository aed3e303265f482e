// Between the books as the journal keeps them and a plan of bills: what is read of a line, and how its drafts are written.
import type { Books, BooksPage } from '../../../journal/books.ts';
import { itemsOfLine, saveLine } from '../../../journal/billing-lines.ts';
import type { Json } from '../../../journal/run-journal.ts';
import { saveHolds } from '../../../journal/work-holds.ts';
import { holdRemedies } from '../../../../schema/canon/hold.ts';
import { type KnownBill, knownNames, named } from '../../billing/bill-names.ts';
import type { WorkItem } from '../../billing/work-law.ts';
import { amountOf, bookedItems, orderUsedOf, signedPosition, usedOf, type WorkFacts } from '../keeping.ts';
import { takeDocument, type TakenDraft } from '../take.ts';
import type { WorkProject } from '../facts.ts';
import type { ContractBooks, ContractProject } from './facts.ts';
import type { ContractPlan } from './plan.ts';

/** What the books say of the bills of a project. */
export async function readContractBooks(
  db: Books['db'],
  {
    project,
    line,
    bills,
  }: Pick<ContractProject, 'line' | 'bills'> & {
    readonly project: Pick<WorkProject, 'id' | 'contract' | 'currency'>;
  },
): Promise<ContractBooks> {
  // One after another: in a transaction there is one connection.
  const position = await signedPosition(db, project.id);
  const items = line.kind === 'LINE' ? await itemsOfLine<Json, WorkFacts & Json>(db, line.line.id) : [];
  // In its newest version; a milestone has the PSA's name for ever.
  const ours = items.filter(({ facts }) => facts.entry.ref === null);
  const known = new Map(ours.map(({ source, content, facts }) => [source, knownBill(facts, content)]));
  for (const source of position?.milestonesBilled.keys() ?? [])
    if (!known.has(source)) known.set(source, { source, scheduleLine: null, content: null, span: null });
  const names = knownNames(bills, [...known.values()]);
  const booked = await bookedItems(
    db,
    named(bills, names).map(({ source }) => source),
  );
  const kept = new Map(
    [...booked].map(([source, { item, content, facts }]) => [
      source,
      {
        ...{ item, content, heldByPerson: facts.heldByPerson },
        ...(facts.besides === undefined ? {} : { besides: facts.besides }),
      },
    ]),
  );
  // Written as such by `book`.
  const orderUsed = await orderUsedOf(db, project);
  const used = await usedOf(db, project);
  return { position, kept, orderUsed, used, names, items: items.map(({ state }) => state as unknown as WorkItem) };
}

/** A bill as its item in the books says it. */
export function knownBill({ entry }: Pick<WorkFacts, 'entry'>, content: string): KnownBill {
  const isPlanned = entry.kind !== 'TIME' && entry.kind !== 'EXPENSE';
  const span = isPlanned ? { from: entry.from, to: entry.to } : null;
  return { source: entry.source, scheduleLine: isPlanned ? entry.scheduleLine : null, content, span };
}

/** Writes the drafts of a plan and the line they are of. Raises WorkTaken, and an error of the database where the billing law would not hold. */
export async function takeBills(
  page: BooksPage,
  { project }: ContractProject,
  plan: ContractPlan,
  runId: string,
): Promise<readonly TakenDraft[]> {
  const { line, documents, held } = plan;
  const holds = held.map(({ bill, amount, hold }) => ({
    ...{ source: bill.source, workedOn: bill.dueOn ?? bill.from, projectId: project.id, code: hold.code },
    ...{ owner: holdRemedies[hold.code].owner, hold: hold as unknown as Json, amount: amountOf(amount) },
    ...{ currency: project.currency, runId, kind: 'PLAN' as const },
  }));
  await saveHolds(page.db, { projectIds: [project.id], kinds: ['PLAN'] }, holds);
  if (line === null || documents.length === 0) return [];
  await saveLine(page.db, {
    ...{ id: line.id, projectId: project.id, contractId: project.contract?.id ?? '', model: project.billingModel },
    ...{ value: amountOf(line.value), billedBefore: amountOf(line.before), runId },
  });
  const drafts: TakenDraft[] = [];
  for (const document of documents)
    drafts.push(await takeDocument({ page, project, runId, capScope: line.id }, document));
  return drafts;
}
