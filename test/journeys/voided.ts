// A person voids an invoice of ours in the ERP and bills its work anew by hand, through the gateway with real tokens, judged by the stand-ins' own
// rows: the work is held, somebody is asked, and nothing is billed beside that invoice unless a second person says that it bills something else.
import { describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import { approvedTimeOf, invoicesOf, minorOf, projectOf } from './billed.ts';
import { projectInWork, type SeenDraft } from './biller.ts';
import { rows } from './deals.ts';
import { erpScreen } from './erp-screen.ts';
import type { Opened } from './opened.ts';

/** Declares the tests on a house that follows its documents; letting work go has to be agreed to there, where it is asked at all. */
export function describeVoided(open: () => Opened): void {
  describe('an invoice that a person voids in the ERP', { timeout: 180_000 }, () => {
    const title = 'Wexford Aerospace – Customer Portal Redesign';
    let project = '';
    let draft: SeenDraft;
    let erp = '';
    let works: readonly string[] = [];
    let byHand = '';
    const adjust = (adjustment: string, workId: string | undefined) => {
      const input = { idempotencyKey: `voided-${adjustment}-${workId}`, workId, projectId: project, adjustment };
      return open().biller.byHand('adjustWork', 'AdjustWorkInput', { ...input, reason: 'looked through' });
    };
    const placesOf = async (workId: string | undefined) => {
      const [work] = await open().biller.works([workId ?? '']);
      return work?.versions.at(-1)?.places.map(({ place }) => place);
    };
    const troubles = () => open().biller.troubles(draft.invoice?.invoice.id ?? '');

    test('gives all of it back, held; its hours are free in the PSA', async () => {
      const { house, biller, billed } = open();
      ({ project, draft, erp } = await billed(title));
      await erpScreen(house.sandbox).void(erp);
      const standing = async () => (await biller.drafts(project)).at(-1)?.standing?.state;
      await expect.poll(standing, { timeout: 40_000, interval: 300 }).toBe('VOIDED');
      await biller.settle();
      works = draft.lines.flatMap(({ sources }) => sources.map(({ workId }) => workId));
      const places = (await biller.works(works)).flatMap(({ versions }) => versions.at(-1)?.places ?? []);
      expect(new Set(places.map(({ place }) => place))).toEqual(new Set(['HELD']));
      expect(places.reduce((total, { amount }) => total + minorOf(amount.amount), 0n)).toBe(minorOf(draft.net.amount));
      const { psa } = projectInWork(house.sandbox, title);
      const time = () => approvedTimeOf(house.sandbox, psa, '2026-11-01', '2026-11-20');
      await expect.poll(() => time().every(({ isBilled }) => !isBilled), { timeout: 40_000 }).toBe(true);
      expect(await troubles()).toEqual([]);
    });

    test('and bills anew by hand makes an exception with the money that is held, and with the number of that invoice', async () => {
      const { house } = open();
      byHand = await erpScreen(house.sandbox).billAnew(erp, 1_234);
      const code = async () => (await troubles()).map((trouble) => trouble.code);
      await expect.poll(code, { timeout: 40_000, interval: 300 }).toEqual(['BILLED_ANEW_BY_HAND']);
      const [trouble] = await troubles();
      expect(trouble).toMatchObject({ ownerRole: 'finance-controller', atRisk: { amount: draft.net.amount } });
      expect(trouble?.message).toContain('of 1234.00 USD');
    });

    test('is let go beside that invoice only when a second person says that it bills something else, and is given up as it is held', async () => {
      const { biller } = open();
      const [first, second] = works;
      const asked = await adjust('LET_GO', first);
      expect(asked.state).toBe('WAITING_APPROVAL');
      expect(await placesOf(first)).toEqual(['HELD']);
      expect((await adjust('WRITE_OFF', second)).state).toBe('DONE');
      expect(await placesOf(second)).toEqual(['WRITTEN_OFF']);
      // Nobody is told of it as forgotten any more: the PSA has it on a bill of its own that says so.
      const { psa } = projectInWork(open().house.sandbox, title);
      const billedThere = () =>
        approvedTimeOf(open().house.sandbox, psa, '2026-11-01', '2026-11-20')
          .filter(({ isBilled }) => isBilled)
          .map(({ id }) => mintId({ system: 'PSA', instance: 'kantata', kind: 'TIME_ENTRY', id }));
      await expect.poll(billedThere, { timeout: 40_000, interval: 300 }).toEqual([second]);
      // Wanted after all, it comes back where it went: the PSA's bill is taken back there.
      const up = {
        workId: second,
        projectId: project,
        adjustment: 'WRITE_UP',
        amount: '10',
        reason: 'agreed after all',
      };
      const wanted = await biller.byHand('adjustWork', 'AdjustWorkInput', { ...up, idempotencyKey: 'voided-up' });
      expect(wanted.failure?.code).toBe('WRITTEN_OFF');
      expect(await biller.agree('billing-approver', 'work.let-go')).toBe(1);
      expect((await biller.rest(asked.id)).state).toBe('DONE');
      expect(await placesOf(first)).toEqual(['UNBILLED']);
    });

    test('and bills by hand once more stops what was let go before; that invoice voided, it is billed once, and nothing else is', async () => {
      const { house, biller } = open();
      const before = invoicesOf(house.sandbox).length;
      const screen = erpScreen(house.sandbox);
      const further = await screen.billAnew(erp, 99);
      const [stopped] = await biller.bill(project, 'voided-beside');
      const run = await biller.rest(stopped?.billedBy?.id);
      expect([run.state, run.failure?.code]).toEqual(['COMPENSATED', 'BILLED_ANEW_BY_HAND']);
      expect(run.failure?.message).toContain('of 99.00 USD');
      expect(invoicesOf(house.sandbox).length).toBe(before);
      expect(await placesOf(works[0])).toEqual(['UNBILLED']);
      await screen.void(further);
      const replay = { runId: run.id, reason: 'it was voided', idempotencyKey: 'voided-replay' };
      expect((await biller.byHand('replayRun', 'ReplayRunInput', replay)).failure).toBeNull();
      await biller.settle();
      const [posted] = await biller.drafts(project);
      expect(posted?.state).toBe('POSTED');
      expect(posted?.lines.flatMap(({ sources }) => sources.map(({ workId }) => workId))).toEqual([works[0]]);
      expect(invoicesOf(house.sandbox).length).toBe(before + 1);
      expect(await placesOf(works[2])).toEqual(['HELD']);
      // The invoice by hand gone, nothing is asked any more of what is still held.
      await screen.void(byHand);
      await expect.poll(async () => (await troubles()).length, { timeout: 40_000, interval: 300 }).toBe(0);
    });

    test('like a further one to the same customer: what is made by hand is asked of both, and ends for both', async () => {
      const { house, biller } = open();
      const screen = erpScreen(house.sandbox);
      const { psa } = projectInWork(house.sandbox, title);
      const second = invoicesOf(house.sandbox).filter((invoice) => invoice.project === psa && invoice.id !== erp);
      await screen.void(second[0]?.id ?? '');
      const drafts = await biller.drafts(project);
      const standing = async () => (await biller.drafts(project))[0]?.standing?.state;
      await expect.poll(standing, { timeout: 40_000, interval: 300 }).toBe('VOIDED');
      await biller.settle();
      const ids = drafts.map(({ invoice }) => invoice?.invoice.id ?? '');
      const codes = async () => (await Promise.all(ids.map((id) => biller.troubles(id)))).map((all) => all.length);
      expect(await codes()).toEqual([0, 0]);
      const further = await screen.billAnew(erp, 77);
      await expect.poll(codes, { timeout: 40_000, interval: 300 }).toEqual([1, 1]);
      await screen.void(further);
      await expect.poll(codes, { timeout: 40_000, interval: 300 }).toEqual([0, 0]);
    });
  });
  describe('a milestone whose invoice a person voids in the ERP', { timeout: 180_000 }, () => {
    const completed = (psa: string, projectId: string, key: string) => async () => {
      const { house, biller } = open();
      const milestone = rows(house.sandbox, 'kantata', 'billing_milestones').find(
        (each) => each.workspace_id === psa && each.title === 'Discovery accepted',
      );
      const milestoneId = mintId({ system: 'PSA', instance: 'kantata', kind: 'MILESTONE', id: String(milestone?.id) });
      const input = { idempotencyKey: key, projectId, milestoneId, completedOn: '2026-11-19', evidence: 'Protocol 7' };
      const asked = await biller.byHand('completeMilestone', 'CompleteMilestoneInput', input);
      if (asked.state === 'WAITING_APPROVAL')
        expect(await biller.agree('finance-controller', 'milestone.complete')).toBe(1);
      const run = await biller.rest(asked.id);
      await biller.settle();
      return { run, milestoneId };
    };

    test('waits until it is let go or given up, and let go it is billed once more', async () => {
      const { house, biller } = open();
      const { psa, id: project } = projectOf(house.sandbox, 'Stadtwerke Grünau – Analytics Enablement');
      await biller.openPosition(project);
      const { run, milestoneId } = await completed(psa, project, 'voided-milestone')();
      expect(run.failure).toBeNull();
      const own = () => invoicesOf(house.sandbox).filter((invoice) => invoice.project === psa);
      const [erp] = own();
      await erpScreen(house.sandbox).void(erp?.id ?? '');
      const standing = async () => (await biller.drafts(project)).at(-1)?.standing?.state;
      await expect.poll(standing, { timeout: 40_000, interval: 300 }).toBe('VOIDED');
      await biller.settle();
      const held = async () => {
        const query = 'query ($id: ID!) { heldWork(filter: { projectId: $id }) { edges { node { workId code } } } }';
        type Held = { heldWork: { edges: readonly { node: { workId: string; code: string } }[] } };
        return (await biller.ask<Held>('operator', query, { id: project })).heldWork.edges.map(({ node }) => node);
      };
      expect(await held()).toEqual([{ workId: milestoneId, code: 'HELD_BY_PERSON' }]);
      const refused = await completed(psa, project, 'voided-milestone-held')();
      expect(refused.run.failure?.code).toBe('HELD_BY_PERSON');
      const adjust = (adjustment: string) => {
        const input = {
          idempotencyKey: `voided-plan-${adjustment}`,
          workId: milestoneId,
          projectId: project,
          adjustment,
        };
        return biller.byHand('adjustWork', 'AdjustWorkInput', {
          ...input,
          reason: 'the client asked for another date',
        });
      };
      expect((await adjust('WRITE_DOWN')).failure?.code).toBe('BILLED_BY_PLAN');
      const letGo = await adjust('LET_GO');
      expect(letGo.failure).toBeNull();
      const audit = 'query ($id: ID!) { audit(filter: { runId: $id }) { edges { node { action reason } } } }';
      type Audit = { audit: { edges: readonly { node: { action: string; reason: string | null } }[] } };
      const said = (await biller.ask<Audit>('auditor', audit, { id: letGo.id })).audit.edges.map(({ node }) => node);
      expect(said).toContainEqual({ action: 'work.adjusted', reason: 'the client asked for another date' });
      expect(await held()).toEqual([]);
      const again = await completed(psa, project, 'voided-milestone-again')();
      expect(again.run.failure).toBeNull();
      // The ERP leaves a voided document without an amount.
      expect(own().map(({ lines }) => lines.map(({ amount }) => minorOf(amount)))).toEqual([
        [0n],
        erp?.lines.map(({ amount }) => minorOf(amount)),
      ]);
      const [draft] = await biller.drafts(project);
      expect([draft?.state, draft?.lines[0]?.sources[0]?.version]).toEqual(['POSTED', 2]);
    });
  });
}
