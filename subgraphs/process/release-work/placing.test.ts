// Where a document counts: its day, its fiscal period, its cost centre, and whose people may deliver it.
import { expect, test } from 'vitest';
import { planRelease } from './plan.ts';
import { billingPolicyOf, billingSchema } from './policy.ts';
import { books, entry, project, question, seller } from './sample-work.ts';

const [november] = seller().periods;
if (november === undefined) throw new Error('the sample seller has no period');
const december = { ...november, name: 'Dec 2026', startOn: '2026-12-01', endOn: '2026-12-31' };
const policyWith = (rule: object) => billingPolicyOf(billingSchema.parse({ rules: [rule] }), 'DE01');
const ofNovember = (receivables: 'OPEN' | 'CLOSED') => seller({ periods: [{ ...november, receivables }, december] });

function planned(
  change: Parameters<typeof project>[1],
  asked: Parameters<typeof question>[0] = {},
  work = [entry('T0')],
) {
  return planRelease(project(work, change), books(), question(asked));
}
const dayOf = (plan: ReturnType<typeof planned>) => plan.documents.map(({ document }) => document.issuedOn);

test('rules 44, 45: what is billed after a month is dated on its last day while it is open, and in the next one once it is closed', () => {
  const asked = { today: '2026-12-02', through: '2026-11-30' };
  expect(dayOf(planned({ seller: ofNovember('OPEN') }, asked))).toEqual(['2026-11-30']);
  expect(dayOf(planned({ seller: ofNovember('CLOSED') }, asked))).toEqual(['2026-12-02']);
  // Work of both is of the later one.
  const both = [entry('T0'), entry('T1', { workedOn: '2026-12-01' })];
  expect(dayOf(planned({ seller: ofNovember('OPEN') }, { ...asked, through: '2026-12-02' }, both))).toEqual([
    '2026-12-02',
  ]);
  expect(dayOf(planned({ seller: ofNovember('OPEN') }))).toEqual(['2026-11-20']);
  const locked = seller({ periods: [{ ...november, receivables: 'LOCKED' }] });
  expect(planned({ seller: locked }, asked).held[0]?.hold.code).toBe('NO_OPEN_PERIOD');
});

test('rule 21: work is billed apart by the fiscal period of its seller, not by the month', () => {
  const weeks = { ...november, name: 'P11', startOn: '2026-10-26', endOn: '2026-11-22' };
  const work = [entry('T0', { workedOn: '2026-10-27' }), entry('T1', { workedOn: '2026-11-03' })];
  const position = { ...books().position!, on: '2026-09-30' };
  const asked = question({ policy: policyWith({ grouping: ['PERIOD'] }) });
  const plan = (periods: (typeof november)[]) =>
    planRelease(project(work, { seller: seller({ periods }) }), books({ position }), asked);
  expect(plan([weeks]).documents.map(({ batch }) => batch)).toEqual(['PERIOD=P11']);
  expect(plan([november]).documents.map(({ batch }) => batch)).toEqual(['PERIOD=2026-10', 'PERIOD=Nov%202026']);
});

test('what is billed apart is the contract’s to say, and the company’s where it says nothing', () => {
  const work = [entry('T0'), entry('T1', { role: 'Analyst' })];
  const contract = { id: 'K1', number: 'C-7', isActive: true, status: 'ACTIVE', purchaseOrder: null, caps: [] };
  const policy = policyWith({ contractGroupings: [{ contract: 'C-7', grouping: ['WORK_TYPE'] }] });
  expect(planned({ contract }, { policy }, work).documents.length).toBe(2);
  expect(planned({ contract: { ...contract, number: 'C-8' } }, { policy }, work).documents.length).toBe(1);
});

test('an invoice counts at the cost centre of its practice, and one the ERP does not have is said, not left out', () => {
  const policy = policyWith({
    costCentres: [{ costCentre: 'Delivery' }, { practice: 'Data', costCentre: 'Data delivery' }],
  });
  const keeping = seller({ costCentres: ['Delivery', 'Data delivery'], practices: ['Data', 'Cloud'] });
  const centreOf = (plan: ReturnType<typeof planned>) => plan.documents[0]?.document.dimensions.costCentre;
  expect(centreOf(planned({ seller: keeping }, { policy }))).toBe('Data delivery');
  expect(centreOf(planned({ seller: keeping, practice: 'Cloud' }, { policy }))).toBe('Delivery');
  expect(centreOf(planned({ seller: keeping }))).toBeNull();
  const without = planned({ seller: seller({ costCentres: ['Delivery'] }) }, { policy });
  expect(without.documents).toEqual([]);
  expect(JSON.stringify(without.held[0]?.hold)).toContain('Data delivery');
});

test('rule 18: what another company’s people delivered waits until the two are mapped', () => {
  const held = planned({ delivererCode: 'UK01' });
  expect(held.documents).toEqual([]);
  expect(held.held.map(({ hold }) => hold)).toEqual([
    { code: 'NO_INTERCOMPANY_MAPPING', seller: 'DE01', deliverer: 'UK01' },
  ]);
  const policy = policyWith({ deliveredBy: [{ legalEntity: 'UK01', agreement: 'IC-3' }] });
  expect(planned({ delivererCode: 'UK01' }, { policy }).documents.length).toBe(1);
  expect(planned({ delivererCode: 'IN01' }, { policy }).documents).toEqual([]);
});

test('rule 21: a company’s own time zone is one there is', () => {
  expect(policyWith({ timeZone: 'Asia/Tokyo' }).timeZone).toBe('Asia/Tokyo');
  expect(billingSchema.safeParse({ rules: [{ timeZone: 'Tokyo time' }] }).success).toBe(false);
});
