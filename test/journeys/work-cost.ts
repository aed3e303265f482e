// What approved work costs reaches the ledger, through the gateway with real tokens, judged by the stand-ins' own records and the test's own
// arithmetic: once, billable or not, with dimensions, in balance; what waits is an exception; what changed is taken back and posted anew.
import { beforeAll, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import type { Role } from '../../schema/canon/roles.ts';
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import type { TestHouse } from '../house/house.ts';
import { centsOf, minorOf } from './billed.ts';
import { type Biller, projectInWork, type SeenRun } from './biller.ts';
import { rows } from './deals.ts';
import { erpScreen } from './erp-screen.ts';

/** Accounts of all companies but UK01; people of US01 may work for JP01, and of JP01 for DE01. */
export const journeyCost = {
  rules: ['US01', 'DE01', 'JP01'].map((legalEntity) => ({
    ...{ legalEntity, billable: '5000', notBillable: '5100', absorbed: '2300' },
  })),
  intercompany: [
    { project: 'JP01', employer: 'US01', agreement: 'IC-7', dueTo: '2400', dueFrom: '1150' },
    // An account the ERP does not have: the second of two entries is refused.
    { project: 'DE01', employer: 'JP01', agreement: 'IC-8', dueTo: '2400', dueFrom: '9999' },
  ],
};

/** Approved time of November as the PSA holds it. */
function workedOn(sandbox: Sandbox, project: string) {
  const approved = new Set(
    rows(sandbox, 'kantata', 'timesheet_submissions')
      .filter(({ status }) => status === 'approved')
      .map(({ id }) => id),
  );
  return rows(sandbox, 'kantata', 'time_entries')
    .filter((row) => row.workspace_id === project && String(row.date_performed) > '2026-10-31')
    .filter((row) => row.approved === true || approved.has(row.active_submission_id))
    .map((row) => ({
      ...{ own: String(row.id), user: String(row.user_id), sheet: String(row.active_submission_id) },
      id: mintId({ system: 'PSA', instance: 'kantata', kind: 'TIME_ENTRY', id: String(row.id) }),
      isBillable: row.billable === true,
      ...{ minutes: Number(row.time_in_minutes), rate: Number(row.cost_rate_in_cents) },
    }));
}

/** Our journal entries in the ERP's ledger: what each account got, debits plus, and where it counts. */
function journals(sandbox: Sandbox) {
  const number = new Map(rows(sandbox, 'netsuite', 'account').map((row) => [row.id, String(row.acctnumber)]));
  const code = new Map(
    rows(sandbox, 'netsuite', 'subsidiary').map((row) => [row.id, String(row.custrecord_entity_code)]),
  );
  const lines = Map.groupBy(rows(sandbox, 'netsuite', 'transactionline'), ({ transaction }) => String(transaction));
  return rows(sandbox, 'netsuite', 'transaction')
    .filter(({ type, externalid }) => type === 'Journal' && String(externalid).startsWith('cost-'))
    .map((row) => {
      const own = lines.get(String(row.id)) ?? [];
      const accounts = new Map<string, bigint>();
      for (const { expenseaccount, foreignamount } of own) {
        const text = String(foreignamount);
        const minor = text.startsWith('-') ? -minorOf(text.slice(1)) : minorOf(text);
        const account = number.get(expenseaccount) ?? '';
        accounts.set(account, (accounts.get(account) ?? 0n) + minor);
      }
      return {
        ...{ id: String(row.id), on: String(row.trandate), reverses: row.custbody_reverses ?? null },
        ...{ accounts: Object.fromEntries(accounts), books: code.get(own[0]?.subsidiary) },
        isDimensioned: own.every((line) => line.department != null && line.location != null),
        jobs: new Set(own.map(({ entity }) => entity)).size,
      };
    });
}

const troublesQuery = '{ processExceptions(first: 200) { edges { node { subject { id } atRisk { amount } } } } }';
interface Troubles {
  readonly processExceptions: {
    readonly edges: readonly {
      readonly node: { readonly subject: { readonly id: string } | null; readonly atRisk: unknown };
    }[];
  };
}

function entryId(id: string): string {
  return mintId({ system: 'ERP', instance: 'netsuite', kind: 'JOURNAL_ENTRY', id });
}

/** A person at the PSA's own screen. Answers with the first record's id. */
async function inPsa({ urls, credentials }: Sandbox, method: string, path: string, body: object): Promise<string> {
  const headers = { authorization: `Bearer ${credentials.kantata.accessToken}`, 'content-type': 'application/json' };
  const url = `${urls.kantata}/api/v1/${path}.json`;
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} was refused (${answer.status}): ${text}`);
  return (JSON.parse(text) as { results?: readonly { id: string }[] }).results?.[0]?.id ?? '';
}

interface Answer {
  readonly run: SeenRun | null;
  readonly preview: {
    readonly blocker: { readonly code: string; readonly remedy: string } | null;
    readonly postings: readonly {
      readonly amount: { readonly amount: string } | null;
      readonly items: number;
      readonly lines: readonly { readonly amount: { readonly amount: string } | null }[];
    }[];
    readonly held: readonly { readonly workId: string; readonly code: string; readonly ownerRole: string }[];
  } | null;
}

interface Source {
  readonly workId: string;
  readonly version: number;
  readonly state: string;
  readonly amount: { readonly amount: string } | null;
}

interface Posting {
  readonly id: string;
  readonly postedBy: { readonly id: string } | null;
  readonly kind: string;
  readonly state: string;
  readonly generation: number;
  readonly amount: { readonly amount: string } | null;
  readonly reverses: { readonly generation: number } | null;
  readonly entries: readonly { readonly journalEntryId: string; readonly legalEntityCode: string }[];
  readonly lines: readonly {
    readonly amount: { readonly amount: string } | null;
    readonly sources: readonly Source[];
  }[];
}

/** What may be told of a posting, a line or a piece of work. */
interface Told {
  readonly amount: { readonly amount: string } | null;
  readonly hours?: string | null;
  readonly hourlyRate?: string | null;
  readonly rateWhy?: string | null;
}
type Figures = Told & { readonly lines: readonly (Told & { readonly sources: readonly Told[] })[] };

/** Declares the steps on a house that is open; its cost is `journeyCost`. */
export function describeWorkCost(opened: () => { readonly house: TestHouse; readonly biller: Biller }): void {
  describe('the cost of work', { timeout: 180_000 }, () => {
    let house: TestHouse;
    let biller: Biller;
    let project: { readonly psa: string; readonly id: string };
    beforeAll(() => {
      ({ house, biller } = opened());
      project = projectInWork(house.sandbox, 'Weißbach Präzisionstechnik – Operating Model Review');
    });

    async function post(key: string, id: string, more: object = {}): Promise<Answer & { readonly rested: SeenRun }> {
      const query = `mutation ($input: PostWorkCostInput!) { postWorkCost(input: $input) { run { id } userErrors { message }
        preview { blocker { code remedy } postings { items amount { amount } lines { amount { amount } } } held { workId code ownerRole } } } }`;
      const input = { idempotencyKey: key, projectIds: [id], through: '2026-11-20', ...more };
      const { postWorkCost } = await biller.ask<{ postWorkCost: Answer }>('finance-controller', query, { input });
      const rested = await biller.rest(postWorkCost.run?.id);
      await biller.settle();
      return { ...postWorkCost, rested };
    }
    async function postings(id: string): Promise<readonly Posting[]> {
      const query = `query ($id: ID!) { costPostings(projectId: $id) { edges { node { id postedBy { id } kind state generation amount { amount }
        reverses { generation } entries { journalEntryId legalEntityCode } lines { amount { amount } sources { workId version state amount { amount } } } } } } }`;
      const { costPostings } = await biller.ask<{ costPostings: { edges: readonly { node: Posting }[] } }>(
        'auditor',
        query,
        {
          id,
        },
      );
      return costPostings.edges.map(({ node }) => node);
    }
    /** What a role reads of the newest posting: its pieces of work, and every figure with which an hour's cost could be reckoned. */
    async function readOfCost(role: Role, id: string): Promise<{ readonly works: number; readonly figures: number }> {
      const query = `query ($id: ID!) { costPostings(projectId: $id, first: 1) { edges { node { amount { amount } lines { hours amount { amount }
        sources { resource { displayName } hours hourlyRate rateWhy amount { amount } } } } } } }`;
      const { data } = await house.ask(role, query, { id });
      const [node] = (data as { costPostings: { edges: readonly { node: Figures }[] } }).costPostings.edges.map(
        (edge) => edge.node,
      );
      const lines = node?.lines ?? [];
      const sources = lines.flatMap((line) => line.sources);
      const told = [node, ...lines, ...sources].flatMap((each) => [
        each?.amount,
        each?.hours,
        each?.hourlyRate,
        each?.rateWhy,
      ]);
      return { works: sources.length, figures: told.filter((figure) => figure != null).length };
    }
    async function claimsOf(work: ReturnType<typeof workedOn>): Promise<readonly (readonly string[])[]> {
      const query = 'query ($ids: [ID!]!) { workCost(workIds: $ids) { claims { version state } } }';
      const { workCost } = await biller.ask<{ workCost: readonly { readonly claims: readonly Source[] }[] }>(
        'auditor',
        query,
        { ids: work.map(({ id }) => id) },
      );
      return workCost.map(({ claims }) => claims.map(({ version, state }) => `${version} ${state}`));
    }
    /** Says in the ERP who employs somebody; answers with the way back. */
    async function employBy(code: string, user: string): Promise<() => Promise<void>> {
      const person = rows(house.sandbox, 'kantata', 'users').find(({ id }) => id === user);
      const employee = rows(house.sandbox, 'netsuite', 'employee').find(({ email }) => email === person?.email_address);
      const other = rows(house.sandbox, 'netsuite', 'subsidiary').find((row) => row.custrecord_entity_code === code);
      const by = (subsidiary: unknown): Promise<void> =>
        erpScreen(house.sandbox).change('employee', String(employee?.id), { subsidiary: { id: String(subsidiary) } });
      await by(other?.id);
      return () => by(employee?.subsidiary);
    }
    const costOf = (work: ReturnType<typeof workedOn>, isBillable: boolean): bigint =>
      centsOf(work.filter((each) => each.isBillable === isBillable));

    test('waits for an opening position, and for accounts; only finance asks for it', async () => {
      const early = await post('cost-too-early', project.id, { dryRun: true });
      expect([early.rested.failure?.code, early.preview?.blocker?.code]).toEqual([
        'NO_OPENING_POSITION',
        'NO_OPENING_POSITION',
      ]);
      const unnamed = projectInWork(house.sandbox, 'Tideway Port – Pricing Diagnostic');
      expect((await post('cost-no-accounts', unnamed.id)).rested.failure).toMatchObject({
        code: 'NO_COST_ACCOUNTS',
        message: expect.stringContaining('section "cost"') as string,
      });
      const query = 'mutation ($input: PostWorkCostInput!) { postWorkCost(input: $input) { run { id } } }';
      for (const role of ['billing-preparer', 'project-manager', 'operator'] as const) {
        const input = { idempotencyKey: `cost-by-${role}`, projectIds: [project.id], through: '2026-11-20' };
        const reply = await house.ask(role, query, { input });
        expect(reply.errors[0]?.extensions?.code, role).toBe('FORBIDDEN');
      }
    });

    test('is looked at to the cent, and what one person costs is seen by finance alone', async () => {
      await biller.openPosition(project.id);
      const work = workedOn(house.sandbox, project.psa);
      expect(work.filter(({ isBillable }) => !isBillable).length).toBeGreaterThan(0);
      const looked = await post('cost-look', project.id, { dryRun: true });
      const [posting, ...others] = looked.preview?.postings ?? [];
      expect([posting?.items, others.length, looked.preview?.held]).toEqual([work.length, 0, []]);
      expect(minorOf(posting?.amount?.amount ?? '0')).toBe(centsOf(work));
      expect(journals(house.sandbox)).toEqual([]);
      const query =
        'query ($id: ID!) { run(id: $id) { costPreview { postings { items amount { amount } lines { hours amount { amount } } } } } }';
      const reply = await house.ask('project-manager', query, { id: looked.run?.id });
      const { run } = reply.data as { run: { costPreview: NonNullable<Answer['preview']> } };
      const [seen] = run.costPreview.postings;
      expect([seen?.items, seen?.amount]).toEqual([work.length, null]);
      expect(new Set(seen?.lines.map(({ amount }) => amount))).toEqual(new Set([null]));
    });

    test('what nobody maps between two companies waits as an exception of finance; the rest is posted, and mended the rest of it', async () => {
      const work = workedOn(house.sandbox, project.psa);
      const [{ user } = { user: '' }] = work;
      const moveBack = await employBy('US01', user);
      const { rested } = await post('cost-first', project.id);
      expect([rested.state, rested.failure?.code]).toEqual(['STUCK', 'COST_HELD']);
      const [trouble] = await biller.troubles(project.id);
      expect([trouble?.code, trouble?.ownerRole]).toEqual(['COST_HELD', 'finance-controller']);
      const query =
        'query ($id: ID!) { costHolds(projectId: $id) { edges { node { workId code ownerRole heldAt dueAt } } } }';
      const { costHolds } = await biller.ask<{
        costHolds: { edges: readonly { node: { workId: string; code: string } }[] };
      }>('auditor', query, { id: project.id });
      const theirs = work.filter((each) => each.user === user);
      expect(costHolds.edges.map(({ node }) => node.workId).sort()).toEqual(theirs.map(({ id }) => id).sort());
      expect(new Set(costHolds.edges.map(({ node }) => node.code))).toEqual(new Set(['NO_INTERCOMPANY_MAPPING']));
      const posted = (): bigint =>
        journals(house.sandbox).reduce((sum, { accounts }) => sum - (accounts['2300'] ?? 0n), 0n);
      expect(posted()).toBe(centsOf(work.filter((each) => each.user !== user)));
      await moveBack();
      await biller.byHand('replayRun', 'ReplayRunInput', {
        runId: rested.id,
        reason: 'mended',
        idempotencyKey: 'cost-replayed',
      });
      await biller.settle();
      expect(posted()).toBe(centsOf(work));
      expect(await biller.troubles(project.id)).toEqual([]);
    });

    test('stands in the ledger once, in balance, billable or not on its account, with its dimensions; billing changes nothing of it', async () => {
      const work = workedOn(house.sandbox, project.psa);
      const before = journals(house.sandbox);
      const total = (account: string): bigint =>
        before.reduce((sum, { accounts }) => sum + (accounts[account] ?? 0n), 0n);
      expect([total('5000'), total('5100')]).toEqual([costOf(work, true), costOf(work, false)]);
      for (const { accounts, isDimensioned, jobs, on } of before) {
        expect(Object.values(accounts).reduce((sum, amount) => sum + amount, 0n)).toBe(0n);
        expect([isDimensioned, jobs, on]).toEqual([true, 1, '2026-11-20']);
      }
      await biller.bill(project.id, 'cost-then-billed', '2026-11-06');
      expect((await post('cost-again', project.id)).rested.failure).toBeNull();
      expect(journals(house.sandbox)).toEqual(before);
    });

    test('from a line of the journal entry one comes to each version of the hours behind it, and back', async () => {
      const work = workedOn(house.sandbox, project.psa);
      const all = await postings(project.id);
      const sources = all.flatMap(({ lines }) => lines.flatMap((line) => line.sources));
      expect(sources.map(({ workId }) => workId).sort()).toEqual(work.map(({ id }) => id).sort());
      for (const { lines } of all)
        for (const line of lines)
          expect(line.sources.reduce((sum, { amount }) => sum + minorOf(amount?.amount ?? '0'), 0n)).toBe(
            minorOf(line.amount?.amount ?? '0'),
          );
      expect(all.every(({ state, entries }) => state === 'POSTED' && entries.length === 1)).toBe(true);
    });

    test('work that is taken back in the PSA is taken back by an entry that refers to its original; what stands is what is approved', async () => {
      const before = journals(house.sandbox);
      const kept = await postings(project.id);
      const billed = new Set(
        rows(house.sandbox, 'kantata', 'time_entries').flatMap((row) =>
          row.invoice_id == null ? [] : [String(row.id)],
        ),
      );
      const sheets = Map.groupBy(workedOn(house.sandbox, project.psa), ({ sheet }) => sheet);
      const [sheet, gone] = [...sheets].find(([, own]) => own.every(({ own: id }) => !billed.has(id))) ?? ['', []];
      expect(gone.length).toBeGreaterThan(0);
      const first = kept.find(({ lines }) =>
        lines.some(({ sources }) => sources.some(({ workId }) => workId === gone[0]?.id)),
      )?.generation;
      await inPsa(house.sandbox, 'PUT', `timesheet_submissions/${sheet}/cancel`, {});
      // What one person's hours cost: nobody puts it together with them who may not see it, before it is taken back or after.
      const looked = await post('cost-look-back', project.id, { dryRun: true });
      const query =
        'query ($id: ID!) { run(id: $id) { costPreview { reversals { amount { amount } works { because } } } } }';
      const reply = await house.ask('project-manager', query, { id: looked.run?.id });
      const reversals = [{ amount: null, works: gone.map(() => ({ because: 'NOT_APPROVED' })) }];
      expect(reply.data).toEqual({ run: { costPreview: { reversals } } });
      expect((await post('cost-changed', project.id)).rested.failure).toBeNull();
      const [taken, ...more] = journals(house.sandbox).slice(before.length);
      expect(more.length).toBe(0);
      expect(before.map(({ id }) => id)).toContain(taken?.reverses);
      expect(taken?.accounts['2300']).toBe(centsOf(gone));
      const [reversal] = await postings(project.id);
      expect([reversal?.kind, reversal?.generation, reversal?.reverses?.generation]).toEqual(['REVERSAL', 1, first]);
      expect(await claimsOf(gone)).toEqual(gone.map(() => ['1 REVERSED']));
      expect(await readOfCost('project-manager', project.id)).toEqual({ works: gone.length, figures: 0 });
      expect((await readOfCost('auditor', project.id)).figures).toBeGreaterThan(gone.length);
      const standing = (): bigint =>
        journals(house.sandbox).reduce((sum, { accounts }) => sum - (accounts['2300'] ?? 0n), 0n);
      expect(standing()).toBe(centsOf(workedOn(house.sandbox, project.psa)));
      // Edited, handed in and approved again, it is a new version with a new claim.
      const [edited] = gone;
      await inPsa(house.sandbox, 'PUT', `time_entries/${edited?.own}`, { time_entry: { time_in_minutes: 135 } });
      const lines = gone.map(({ own }) => own);
      const again = { title: 'Once more', user_id: edited?.user, workspace_id: project.psa, line_item_ids: lines };
      const made = await inPsa(house.sandbox, 'POST', 'timesheet_submissions', { timesheet_submission: again });
      await inPsa(house.sandbox, 'PUT', `timesheet_submissions/${made}/approve`, {});
      expect((await post('cost-anew', project.id)).rested.failure).toBeNull();
      expect(await claimsOf(gone)).toEqual(gone.map(() => ['1 REVERSED', '2 POSTED']));
      expect(standing()).toBe(centsOf(workedOn(house.sandbox, project.psa)));
    });

    test('of people of another company it is in the books of both, by the agreement between them', async () => {
      const shared = projectInWork(house.sandbox, '青空物産株式会社 – Order-to-Cash Transformation');
      const before = journals(house.sandbox).length;
      await biller.openPosition(shared.id);
      // Five at once: whoever comes second finds nothing left.
      const asked = await Promise.all([1, 2, 3, 4, 5].map((n) => post(`cost-of-two-${n}`, shared.id)));
      expect(asked.map(({ rested }) => rested.failure)).toEqual(asked.map(() => null));
      const made = journals(house.sandbox).slice(before);
      const [supply] = made.filter(({ books }) => books === 'US01');
      const [delivery] = made.filter(({ accounts }) => accounts['2400'] !== undefined);
      expect([made.length, delivery?.books, supply?.accounts['1150']]).toEqual([
        3,
        'JP01',
        -(delivery?.accounts['2400'] ?? 0n),
      ]);
      expect(supply?.accounts['2300']).toBe(delivery?.accounts['2400']);
    });

    test('a lost reply makes no second entry, and what one company refuses is taken back in the other’s books, by a mirror; nobody who may not see costs reads the amount', async () => {
      const other = projectInWork(house.sandbox, 'Hansewerk Maschinenbau – Treasury Dashboard');
      const work = workedOn(house.sandbox, other.psa);
      const theirs = work.filter(({ user }) => user === work[0]?.user);
      const moveBack = await employBy('JP01', theirs[0]?.user ?? '');
      const before = journals(house.sandbox).length;
      await biller.openPosition(other.id);
      const match = '^POST .*/record/v1/journalEntry$';
      house.sandbox.standIns.netsuite.faults.plant({ kind: 'dropReplyAfterCommit', match, count: 1 });
      expect((await post('cost-refused', other.id)).rested.failure).toBeNull();
      const made = journals(house.sandbox).slice(before);
      const delivered = made.filter(({ accounts }) => accounts['2400'] !== undefined);
      expect(delivered.map(({ reverses }) => reverses === null)).toEqual([true, false]);
      expect(delivered.reduce((sum, { accounts }) => sum + (accounts['2400'] ?? 0n), 0n)).toBe(0n);
      const absorbed = (all: typeof made): bigint =>
        all.reduce((sum, { accounts }) => sum - (accounts['2300'] ?? 0n), 0n);
      expect(absorbed(made)).toBe(centsOf(work) - centsOf(theirs));
      expect(await claimsOf(theirs)).toEqual(theirs.map(() => ['1 UNCLAIMED']));
      const dropped = (await postings(other.id)).find(({ state }) => state === 'DROPPED');
      const [trouble] = await biller.troubles(dropped?.id ?? '');
      expect(minorOf(trouble?.atRisk?.amount ?? '0')).toBe(centsOf(theirs));
      const { data } = await house.ask('account-manager', troublesQuery);
      const { processExceptions } = data as Troubles;
      const seen = processExceptions.edges.map(({ node }) => node).filter(({ subject }) => subject?.id === dropped?.id);
      expect(seen).toEqual([{ subject: { id: dropped?.id }, atRisk: null }]);
      // Mended, sending it on plans the work anew: now it is of one company, and its first claim stays on record.
      await moveBack();
      await biller.byHand('replayRun', 'ReplayRunInput', {
        ...{ runId: dropped?.postedBy?.id, reason: 'mended', idempotencyKey: 'cost-sent-on' },
      });
      await biller.settle();
      expect(absorbed(journals(house.sandbox).slice(before))).toBe(centsOf(work));
      expect(await claimsOf(theirs)).toEqual(theirs.map(() => ['1 UNCLAIMED', '2 POSTED']));
    });

    test('who edits, re-dates or removes a journal entry makes an exception with its amount, which ends when it is put back; ours make none', async () => {
      const codes = async (id: string): Promise<readonly string[]> =>
        (await biller.troubles(entryId(id))).map(({ code }) => code);
      const noticed = (id: string, told: readonly string[]): Promise<void> =>
        expect.poll(() => codes(id), { timeout: 60_000, interval: 300 }).toEqual(told);
      const all = journals(house.sandbox);
      const [entry, gone] = all.filter(({ reverses }) => reverses === null);
      if (entry === undefined || gone === undefined) throw new Error('Two entries are needed');
      const whole = (accounts: Readonly<Record<string, bigint>>): bigint =>
        Object.values(accounts).reduce((sum, amount) => (amount > 0n ? sum + amount : sum), 0n);
      const atRisk = async (id: string): Promise<bigint> =>
        minorOf((await biller.troubles(entryId(id)))[0]?.atRisk?.amount ?? '0');
      const screen = erpScreen(house.sandbox);
      await screen.change('journalEntry', entry.id, { tranDate: '2026-11-17' });
      await noticed(entry.id, ['COST_CHANGED_IN_ERP']);
      expect(await atRisk(entry.id)).toBe(whole(entry.accounts));
      const hidden = await house.ask('account-manager', troublesQuery);
      const seen = (hidden.data as Troubles).processExceptions.edges.map(({ node }) => node);
      expect(seen.find(({ subject }) => subject?.id === entryId(entry.id))?.atRisk).toBeNull();
      await screen.change('journalEntry', entry.id, { tranDate: entry.on });
      await noticed(entry.id, []);
      // One line on another account: so much is at stake, and no more.
      const lines = rows(house.sandbox, 'netsuite', 'transactionline');
      const own = lines.filter(({ transaction }) => String(transaction) === entry.id);
      const [first] = own;
      const [other] = rows(house.sandbox, 'netsuite', 'account').filter(({ acctnumber }) => acctnumber === '6000');
      const change = (account: unknown): Promise<void> =>
        screen.change('journalEntry', entry.id, {
          line: { items: [{ line: Number(first?.id), account: { id: String(account) } }] },
        });
      await change(other?.id);
      await noticed(entry.id, ['COST_CHANGED_IN_ERP']);
      expect(await atRisk(entry.id)).toBe(minorOf(String(first?.foreignamount)));
      await change(first?.expenseaccount);
      await noticed(entry.id, []);
      await screen.remove('journalEntry', gone.id);
      await noticed(gone.id, ['COST_CHANGED_IN_ERP']);
      expect(await atRisk(gone.id)).toBe(whole(gone.accounts));
      for (const { id } of all) if (id !== gone.id) expect(await codes(id), id).toEqual([]);
    });
  });
}
