// A person removes an invoice of ours in the ERP, and a credit of one, through the gateway with real tokens, judged by the stand-ins' own rows: it is
// asked about with its money, and whoever is asked can end it.
import { describe, expect, test } from 'vitest';
import { invoicesOf } from './billed.ts';
import { memosOf, projectInWork } from './biller.ts';
import { erpScreen } from './erp-screen.ts';
import type { Opened } from './opened.ts';

/** Declares the tests on a house that follows its documents. */
export function describeRemoved(open: () => Opened): void {
  describe('what a person removes in the ERP', { timeout: 180_000 }, () => {
    const title = 'Ferronnerie Châteauneuf – Customer Portal Redesign';
    let project = '';
    const codesOf = (subject: string | undefined) => async () =>
      (await open().biller.troubles(subject ?? '')).map(({ code }) => code);
    const seen = { timeout: 40_000, interval: 300 };
    const own = () => {
      const { house } = open();
      const { psa } = projectInWork(house.sandbox, title);
      return invoicesOf(house.sandbox).filter((invoice) => invoice.project === psa);
    };

    test('is asked about; an invoice said to be gone for good is billed once more, whole, and nothing else is posted', async () => {
      const { house, biller, billed } = open();
      const { draft, erp, ...of } = await billed(title);
      project = of.project;
      const id = draft.invoice?.invoice.id ?? '';
      await erpScreen(house.sandbox).remove('invoice', erp);
      await expect.poll(codesOf(id), seen).toEqual(['DOCUMENT_CHANGED_IN_ERP']);
      const part = await biller.credit('gone-part', id, { lines: [{ name: draft.lines[0]?.name }] });
      expect((await biller.rest(part.run?.id)).failure?.code).toBe('NOT_IN_ERP');
      expect((await biller.credited('gone-whole', id)).failure).toBeNull();
      expect(await codesOf(id)()).toEqual([]);
      const [again, before] = await biller.drafts(project);
      expect([again?.state, again?.net]).toEqual(['POSTED', draft.net]);
      expect(before?.credits).toMatchObject([{ origin: 'ERP', outcome: 'REBILL', number: null, net: draft.net }]);
      const versions = again?.lines.flatMap(({ sources }) => sources.map(({ version }) => version));
      expect(new Set(versions)).toEqual(new Set([2]));
      expect(own().length).toBe(1);
    });

    test('and a credit that is gone and posted again by hand is that very credit: nothing is given back twice', async () => {
      const { house, biller } = open();
      const screen = erpScreen(house.sandbox);
      const [erp] = own();
      const invoice = erp?.id ?? '';
      const [draft] = await biller.drafts(project);
      const credits = async () => (await biller.drafts(project))[0]?.credits ?? [];
      await screen.credit(invoice);
      await expect.poll(async () => (await credits()).length, seen).toBe(1);
      await biller.settle();
      const works = draft?.lines.flatMap(({ sources }) => sources.map(({ workId }) => workId)) ?? [];
      const held = await biller.works(works);
      const [memo] = memosOf(house.sandbox, [invoice]);
      await screen.change('creditMemo', memo?.id ?? '', { apply: { items: [{ doc: { id: invoice }, apply: false }] } });
      await screen.remove('creditMemo', memo?.id ?? '');
      const creditId = (await biller.creditIds(project))[0] ?? '';
      await expect.poll(codesOf(creditId), seen).toEqual(['CREDIT_CHANGED_IN_ERP']);
      await screen.credit(invoice);
      await expect.poll(codesOf(creditId), seen).toEqual([]);
      await biller.settle();
      expect(await codesOf(draft?.invoice?.invoice.id)()).toEqual([]);
      const there = memosOf(house.sandbox, [invoice]).map(({ number }) => number);
      expect((await credits()).map(({ number }) => number)).toEqual(there);
      const now = await biller.works(works);
      expect(now.map(({ versions }) => versions)).toEqual(held.map(({ versions }) => versions));
    });
  });
}
