// `npm run measure -- watched-documents`: everything a person can do to our documents in the ERP's own screen, one act after the other: what
// was noticed, how soon, and whether the books hold. Judged by arithmetic of this file over the ERP's rows against where the graph says the
// value of every hour is; what is an exception must name the difference to the cent. A planted second memo must be seen.
import { mintId } from '../../schema/canon/identity.ts';
import { openHouse } from '../house/house.ts';
import { Biller, creditsAgreed, memosOf, projectInWork, type SeenDraft, until } from '../journeys/biller.ts';
import { type HeldInvoice, invoicesOf, minorOf } from '../journeys/billed.ts';
import { rows } from '../journeys/deals.ts';
import { columnOf, erpScreen } from '../journeys/erp-screen.ts';

const house = await openHouse({
  worker: true,
  env: { CONVERSION_FOLLOWS: 'false', DOCUMENTS_FOLLOW: 'true', DETECTORS: 'true' },
  approvals: { rules: creditsAgreed },
  detectors: { everySeconds: 2, billedWorkChanged: { graceMinutes: 0 } },
});
const { sandbox } = house;
const biller = new Biller(house);
const screen = erpScreen(sandbox);
const faults: string[] = [];
let planted = 0;
let acts = 0;

interface Billed {
  readonly project: string;
  readonly draft: SeenDraft;
  readonly erp: string;
  readonly invoiceId: string;
}

/** Bills the work of a project. */
async function billed(title: string): Promise<Billed> {
  const { id: project } = projectInWork(sandbox, title);
  const before = new Set(invoicesOf(sandbox).map(({ id }) => id));
  await biller.openPosition(project);
  const [draft] = await biller.bill(project, `bill-${project}`);
  const erp = invoicesOf(sandbox).find(({ id }) => !before.has(id))?.id;
  if (draft?.invoice == null || erp === undefined) throw new Error(`${title} was not billed`);
  return { project, draft, erp, invoiceId: draft.invoice.invoice.id };
}

/** What the ERP's rows say is billed of a project: lines of its invoices less lines of their memos. */
function billedByRows(invoices: readonly HeldInvoice[], memos: readonly { readonly net: bigint }[]): bigint {
  const lines = invoices.flatMap((invoice) => invoice.lines);
  const charged = lines.reduce((total, { amount }) => total + minorOf(amount), 0n);
  return memos.reduce((left, { net }) => left - net, charged);
}

/** Where the graph says the value of all hours of a project is that were ever on a draft. */
async function booksOf(project: string): Promise<ReadonlyMap<string, bigint>> {
  const drafts = await biller.drafts(project);
  const ids = [
    ...new Set(drafts.flatMap(({ lines }) => lines.flatMap(({ sources }) => sources.map((each) => each.workId)))),
  ];
  const places = new Map<string, bigint>();
  for (const { versions } of await biller.works(ids))
    for (const { place, amount } of versions.flatMap((version) => version.places))
      places.set(place, (places.get(place) ?? 0n) + minorOf(amount.amount));
  return places;
}

/** Compares both; `out` is what an exception says they differ by. */
async function judge(act: string, { project, erp, draft }: Billed, out: bigint): Promise<string> {
  const own = invoicesOf(sandbox).filter(({ id, project: psa }) => id === erp || psa === psaOf(erp));
  const memos = memosOf(
    sandbox,
    own.map(({ id }) => id),
  );
  const rows = billedByRows(own, memos);
  const books = await booksOf(project);
  const inBooks = books.get('BILLED') ?? 0n;
  const difference = inBooks > rows ? inBooks - rows : rows - inBooks;
  if (difference !== out)
    faults.push(`${act}: the ERP has ${rows}, the books ${inBooks}, told is a difference of ${out}`);
  // Nothing is lost on the way: what left the bill is held, free, given up, or billed anew.
  const placed = ['BILLED', 'HELD', 'UNBILLED', 'CLAIMED', 'IN_DOUBT', 'CONCEDED'].reduce(
    (total, place) => total + (books.get(place) ?? 0n),
    0n,
  );
  if (placed !== minorOf(draft.net.amount))
    faults.push(`${act}: ${placed} of ${draft.net.amount} are somewhere in the books`);
  // The same books with one memo twice: whoever judges must see it.
  const [memo] = memos;
  if (memo !== undefined && billedByRows(own, [...memos, memo]) !== inBooks) planted += 1;
  return [...books].map(([place, amount]) => `${place} ${amount}`).join(', ');
}

function psaOf(erp: string): string | null {
  return invoicesOf(sandbox).find(({ id }) => id === erp)?.project ?? null;
}

/** Does something, waits until it is noticed, and judges. */
async function act(
  what: string,
  on: Billed,
  { does, noticed }: { readonly does: () => Promise<unknown>; readonly noticed: () => Promise<bigint | null> },
): Promise<void> {
  await does();
  const begun = performance.now();
  try {
    const out = await until(`${what} to be noticed`, noticed);
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    await biller.settle();
    console.log(`${what.padEnd(52)} noticed after ${seconds.padStart(4)} s   ${await judge(what, on, out)}`);
    acts += 1;
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
    console.log(`${what.padEnd(52)} NOT NOTICED`);
  }
}

/** A person at the PSA's screen: its bill locks the work, so that goes first. */
async function editBilled(workId: string): Promise<void> {
  const entries = rows(sandbox, 'kantata', 'time_entries');
  const own = entries.find(
    ({ id }) => mintId({ system: 'PSA', instance: 'kantata', kind: 'TIME_ENTRY', id: String(id) }) === workId,
  );
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${sandbox.credentials.kantata.accessToken}`,
  };
  const call = async (method: string, path: string, body?: object): Promise<void> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${sandbox.urls.kantata}/api/v1/${path}.json`, { method, headers, ...sent });
    if (!answer.ok) throw new Error(`The PSA refused: ${answer.status} ${await answer.text()}`);
  };
  await call('PUT', `invoices/${String(own?.invoice_id)}/cancel`, {});
  await call('PUT', `time_entries/${String(own?.id)}`, { time_entry: { time_in_minutes: 13 } });
}

const standing = async ({ project }: Billed) => (await biller.drafts(project)).at(-1)?.standing ?? null;
const creditCount = async ({ project }: Billed): Promise<number> =>
  (await biller.drafts(project)).at(-1)?.credits.length ?? 0;
/** What an exception of a code says is at stake; null while there is none. */
const trouble = async (subject: string | null, code: string): Promise<bigint | null> => {
  const open = await biller.troubles(subject);
  const found = open.find((each) => each.code === code);
  return found === undefined ? null : minorOf(found.atRisk?.amount ?? '0');
};
const once = (is: boolean): bigint | null => (is ? 0n : null);

try {
  const paid = await billed('Juniper – Integration Hub');
  await act('pays a part of an invoice', paid, {
    does: () => screen.pay(paid.erp, 1_000),
    noticed: async () => once((await standing(paid))?.payment === 'PARTIALLY_PAID'),
  });
  await act('pays the rest', paid, {
    does: () => screen.pay(paid.erp),
    noticed: async () => once((await standing(paid))?.payment === 'PAID'),
  });

  const credited = await billed('Hannigan – Operating Model Review');
  await act('credits an invoice whole, with tax', credited, {
    does: () => screen.credit(credited.erp),
    noticed: async () => once((await creditCount(credited)) === 1),
  });

  const part = await billed('Solstice Retail – Data Platform Build');
  const [, line] = (sandbox.standIns.netsuite.standIn.dump(['transactionline']).transactionline ?? []).filter(
    ({ transaction }) => String(transaction) === part.erp,
  );
  await act('credits 1,000 of it on a line without a name', part, {
    does: () => screen.credit(part.erp, { item: { items: [{ item: { id: String(line?.item) }, amount: 1_000 }] } }),
    noticed: async () => once((await creditCount(part)) === 1),
  });
  const foreign = memosOf(sandbox, [part.erp])[0]?.id ?? '';
  const creditId = async (): Promise<string | null> => (await biller.creditIds(part.project))[0] ?? null;
  await act('removes that credit again', part, {
    does: async () => {
      await screen.change('creditMemo', foreign, { apply: { items: [{ doc: { id: part.erp }, apply: false }] } });
      await screen.remove('creditMemo', foreign);
    },
    noticed: async () => trouble(await creditId(), 'CREDIT_CHANGED_IN_ERP'),
  });

  const voided = await billed('Wexford Aerospace – Customer Portal Redesign');
  await act('voids an invoice', voided, {
    does: () => screen.void(voided.erp),
    noticed: async () => once((await standing(voided))?.state === 'VOIDED'),
  });

  const edited = await billed('Vantage_Point Media – Cloud Migration');
  const day = String(columnOf(sandbox, edited.erp, 'trandate'));
  await act('re-dates an invoice', edited, {
    does: () => screen.edit(edited.erp, { tranDate: '2026-11-17' }),
    noticed: async () => once((await trouble(edited.invoiceId, 'DOCUMENT_CHANGED_IN_ERP')) !== null),
  });
  await act('puts the date back', edited, {
    does: () => screen.edit(edited.erp, { tranDate: day }),
    noticed: async () => once((await trouble(edited.invoiceId, 'DOCUMENT_CHANGED_IN_ERP')) === null),
  });
  await act('edits the amount of a line', edited, {
    does: () => screen.edit(edited.erp, { item: { items: [{ line: 1, amount: 1 }] } }),
    noticed: () => trouble(edited.invoiceId, 'DOCUMENT_CHANGED_IN_ERP'),
  });

  const removed = await billed('Ferronnerie Châteauneuf – Customer Portal Redesign');
  await act('removes an invoice', removed, {
    does: () => screen.remove('invoice', removed.erp),
    noticed: () => trouble(removed.invoiceId, 'DOCUMENT_CHANGED_IN_ERP'),
  });

  const ours = await billed('Hansewerk Service – Analytics Enablement');
  await biller.credited('measure-ours', ours.invoiceId, { rebill: false });
  await act('(our own credit is not taken for a person’s)', ours, {
    does: () => Promise.resolve(),
    noticed: async () => once((await standing(ours))?.payment === 'PAID' && (await creditCount(ours)) === 1),
  });

  const [work] = paid.draft.lines.flatMap(({ sources }) => sources);
  await act('(in the PSA) frees billed work from its bill and edits it', paid, {
    does: () => editBilled(work?.workId ?? ''),
    noticed: async () => once((await trouble(work?.workId ?? '', 'BILLED_WORK_CHANGED')) !== null),
  });

  console.log(`${acts} acts noticed; planted second memos seen ${planted}`);
  console.log(faults.length === 0 ? 'the books hold after every act, to the cent' : faults.join('\n'));
  process.exitCode = faults.length === 0 && acts === 12 && planted > 0 ? 0 : 1;
} finally {
  await house.close();
}
