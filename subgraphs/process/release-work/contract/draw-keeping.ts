// Between the books as the journal keeps them and a draw from a retainer: what is read, which work is not what it was when it drew, and how a
// draw is written.
import type { Books, BooksPage } from '../../../journal/books.ts';
import { drawsOfLine, insertDraws, type KeptLot, lotsOfLine, saveLot } from '../../../journal/retainers.ts';
import { holdRemedies } from '../../../../schema/canon/hold.ts';
import { mintId } from '../../../../schema/canon/identity.ts';
import { isZero } from '../../../../schema/canon/money.ts';
import type { Json } from '../../../journal/run-journal.ts';
import { saveHolds } from '../../../journal/work-holds.ts';
import type { Systems } from '../../systems/systems.ts';
import { isAsClaimed } from '../changed-work.ts';
import { amountOf, book, bookedItems, capScopeOf, readBooks } from '../keeping.ts';
import { bookingOf, contentsOf, takeDocument, type TakenDraft } from '../take.ts';
import type { DrawPlan } from './draw-plan.ts';
import type { ContractProject } from './facts.ts';
import { readContractBooks } from './keeping.ts';
import type { RetainerBooks } from './prepaid.ts';

/** What the books say of a retainer. */
export async function readRetainerBooks(db: Books['db'], contract: ContractProject): Promise<RetainerBooks> {
  const { project, line } = contract;
  const id = line.kind === 'LINE' ? line.line.id : '';
  // One after another: in a transaction there is one connection.
  const work = await readBooks(db, project);
  const bills = await readContractBooks(db, contract);
  const lots = await lotsOfLine(db, id);
  return { work, bills, lots, draws: await drawsOfLine(db, id) };
}

/** Writes a draw: lots, work, what each took, drafts of what is over, and what waits. Raises WorkTaken. */
export async function takeDraw(
  page: BooksPage,
  contract: ContractProject,
  plan: DrawPlan,
  runId: string,
): Promise<readonly TakenDraft[]> {
  const { project } = contract;
  const taking = { page, project, runId, capScope: capScopeOf(project) };
  for (const { bill, expiresOn, after } of plan.lots) {
    const { quantity, drawnBefore, remaining, lapsed } = after;
    const lot: KeptLot = {
      ...{ id: bill.source, lineId: plan.lineId, projectId: project.id, from: bill.from, expiresOn },
      ...{ currency: quantity.currency, quantity: quantity.amount, drawnBefore: drawnBefore.amount },
      ...{ remaining: remaining.amount, lapsed: lapsed.amount },
    };
    await saveLot(page.db, lot, runId);
  }
  await book(
    page.db,
    plan.covered.map(({ candidate, item }) => bookingOf(taking, candidate, item)),
  );
  const draws = plan.covered.flatMap(({ item, drawn }) =>
    drawn.map(({ lot, amount }) => ({ lot, source: item.id, version: item.version, amount: amount.amount })),
  );
  await insertDraws(page.db, draws, runId);
  const drafts: TakenDraft[] = [];
  for (const document of plan.documents) drafts.push(await takeDocument(taking, document));
  const contents = contentsOf(project);
  await saveHolds(
    page.db,
    { projectIds: [project.id], kinds: ['TIME'] },
    plan.held.map(({ source, workedOn, amount, hold }) => ({
      ...{ source, workedOn, projectId: project.id, code: hold.code, owner: holdRemedies[hold.code].owner },
      hold: hold as unknown as Json,
      amount: amount === null ? null : amountOf(amount),
      ...{ currency: project.currency, runId, kind: 'TIME' as const },
      content: contents.get(source) ?? null,
    })),
  );
  page.audit('retainer.drawn', {
    ...{ project: project.id, line: plan.lineId, items: plan.covered.filter(({ drawn }) => drawn.length > 0).length },
    ...{ lapsed: plan.lapsed.amount, currency: plan.lapsed.currency, drafts: drafts.length },
  });
  return drafts;
}

/** The PSA answers so many at once. */
const askedMax = 200;

/** Work that drew and is not any more what it was: edited, rejected, deleted. Asked of the PSA itself. Raises Fault. */
export async function changedDraws(
  systems: Systems,
  db: Books['db'],
  contract: ContractProject,
): Promise<readonly string[]> {
  const { line } = contract;
  if (line.kind !== 'LINE') return [];
  const drawn = await drawsOfLine(db, line.line.id);
  const items = [...(await bookedItems(db, [...new Set(drawn.map(({ source }) => source))])).values()];
  const changed: string[] = [];
  for (let from = 0; from < items.length; from += askedMax) {
    const part = items.slice(from, from + askedMax);
    const now = await systems.psa.workNow(part.flatMap(({ facts }) => facts.entry.ref ?? []));
    const found = new Map(now.flatMap((work) => (work === null ? [] : [[mintId(work.ref) as string, work] as const])));
    for (const { source, content, item } of part) {
      const work = found.get(source) ?? null;
      // What is over is billed by us, and then on a bill of the PSA's too.
      const isOurs = work !== null && (!isZero(item.places.billed) || item.claim !== null);
      if (!isAsClaimed(work === null || !isOurs ? work : { ...work, billed: false }, content)) changed.push(source);
    }
  }
  return changed;
}
