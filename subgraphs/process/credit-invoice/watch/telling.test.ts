// What is told of documents that people change in the ERP, on a real Postgres: what somebody waived stays waived, and an invoice made by hand is
// told again when it is another one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KeptDraft } from '../../../journal/drafts.ts';
import { Operators } from '../../../journal/operate.ts';
import { OperatorViews } from '../../../journal/operator-views.ts';
import { Runs } from '../../../journal/runs.ts';
import { type DocumentTrouble, endTrouble, tellTrouble } from '../../../journal/watched-documents.ts';
import { binariesHere, makeHome, removeHomes } from '../../../store/store-rig.ts';
import { openStore, type Store } from '../../../store/store.ts';
import { besideKey, followsInvoices } from './beside.ts';

const key = Buffer.from('a key for tests that is long enough');
let store: Store;

beforeAll(async () => {
  if (binariesHere) store = await openStore({ dataDir: makeHome() });
}, 60_000);
afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

const subject = { kind: 'INVOICE', id: 'I1', label: 'INV-1' };
const trouble: DocumentTrouble = {
  ...{ code: 'DOCUMENT_CHANGED_IN_ERP', subject, system: 'erp', fields: ['DATE'] },
  ...{ message: 'Invoice INV-1 is dated 2026-11-17', atRisk: { amount: '100.00', currency: 'EUR' } },
};

test.skipIf(!binariesHere)(
  'what somebody waived is told again only when it is another matter, or happens once more',
  async () => {
    const { db } = store;
    const open = async () => {
      const { items } = await new OperatorViews(db).page({ first: 50, after: null }, { subjectId: 'I1' });
      return items;
    };
    const waive = async () => {
      const [{ id } = { id: '' }] = await open();
      const waived = await new Operators(db, key).waive(id, { operator: 'somebody', reason: 'it is meant' });
      expect(waived.kind).toBe('DONE');
    };
    await tellTrouble(db, trouble);
    await waive();
    // The client pays, and the invoice is looked at.
    await tellTrouble(db, trouble);
    expect(await open()).toEqual([]);
    await tellTrouble(db, { ...trouble, message: 'Invoice INV-1 is dated 2026-11-01' });
    expect((await open()).length).toBe(1);
    await waive();
    await tellTrouble(db, trouble);
    expect(await open()).toEqual([]);
    // Put back, and dated so again.
    await endTrouble(db, trouble);
    await tellTrouble(db, trouble);
    expect((await open()).length).toBe(1);
  },
);

test.skipIf(!binariesHere)(
  'an invoice by hand is told as it is once, when it is another one, and when it is as it was before',
  async () => {
    const { db } = store;
    const draft = { id: 'draft-1' } as KeptDraft;
    const ref = { system: 'ERP', instance: 'erp', kind: 'INVOICE', id: '9' } as const;
    const of = (status: 'OPEN' | 'VOIDED', project: string) => {
      const lines = [{ project: { ...ref, kind: 'PROJECT', id: project } as const }];
      const customer = { ...ref, kind: 'CUSTOMER', id: 'C1' } as const;
      const net = { __typename: 'Money', amount: '99.00', currency: 'EUR' } as const;
      return besideKey({ db }, draft, { ref }, { status, issuedOn: '2026-11-20', net, customer, lines });
    };
    const runs = new Runs(db, key);
    const tell = async (idempotencyKey: string | null) => {
      if (idempotencyKey === null) throw new Error('It was told already');
      const begun = await runs.begin({
        ...{ process: 'watchPostedDocuments', input: { draftId: draft.id }, idempotencyKey, scope: followsInvoices },
        ...{ initiator: 'feed', correlationId: idempotencyKey, priority: 'billing' },
      });
      expect(begun.kind).toBe('NEW');
    };
    await tell(await of('OPEN', 'another'));
    expect(await of('OPEN', 'another')).toBeNull();
    // Moved to the project whose work is held; voided; and brought back.
    await tell(await of('OPEN', 'ours'));
    await tell(await of('VOIDED', 'ours'));
    await tell(await of('OPEN', 'ours'));
    expect(await of('OPEN', 'ours')).toBeNull();
  },
);
