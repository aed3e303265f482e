// The rules of a customer's life: what is refused says what to do where, and what is planned is only what differs.
import { expect, test } from 'vitest';
import type { CustomerFacts, ParentSide } from './facts.ts';
import type { CustomerChange } from './input.ts';
import { adoptions, conflictOf } from './merge.ts';
import type { MergeFacts } from './merge.ts';
import { planOf } from './plan.ts';
import { refusalOf } from './rules.ts';
import { customerRef, erpSide, facts } from './sample-customer.ts';

const parent = (change: Partial<ParentSide> = {}): ParentSide => ({
  ...{ ref: customerRef('CRM', 'P1'), above: [] },
  erp: { ref: customerRef('ERP', '9'), active: true, billedBy: ['1', '2'] },
  ...change,
});
const reparent: CustomerChange = { kind: 'REPARENT', parent: customerRef('CRM', 'P1') };
const rename: CustomerChange = { kind: 'RENAME', name: 'Acme Global' };
const taxId = (id: string | null): CustomerChange => ({ kind: 'TAX_ID', taxId: id });
const code = (change: CustomerChange, spoilt: Partial<CustomerFacts> = {}): string | null =>
  refusalOf(change, facts(spoilt))?.code ?? null;

test('a customer in order may change in every way', () => {
  const kinds = ['DEACTIVATE', 'REACTIVATE', 'MERGE', 'FOLLOW'] as const;
  const changes: readonly CustomerChange[] = [
    ...[rename, reparent, taxId('FR12303265045'), { kind: 'CREDIT', credit: 'ON_HOLD' } as const],
    ...kinds.map((kind) => ({ kind })),
  ];
  for (const change of changes) expect(code(change, { parent: parent() }), change.kind).toBeNull();
});

test('whoever could not be billed any more is not changed: legal entity, tax registration, currency, terms', () => {
  const seller = facts().sellers[0];
  if (seller === undefined) throw new Error('The sample has a seller');
  const spoilers: readonly (readonly [Partial<CustomerFacts>, string])[] = [
    [{ sellers: [{ ...seller, active: false }] }, 'LEGAL_ENTITY_INACTIVE'],
    [{ sellers: [{ ...seller, registered: false }] }, 'TAX_REGISTRATION_MISSING'],
    [{ currencies: ['USD'] }, 'CURRENCY_UNKNOWN'],
    [{ paymentTerms: ['Net 60'] }, 'PAYMENT_TERMS_UNKNOWN'],
  ];
  for (const [spoilt, expected] of spoilers) {
    for (const change of [
      rename,
      reparent,
      taxId('FR12303265045'),
      { kind: 'FOLLOW' },
      { kind: 'REACTIVATE' },
    ] as const)
      expect(code(change, { parent: parent(), ...spoilt }), `${change.kind} ${expected}`).toBe(expected);
    // A hold and an end are possible always.
    expect(code({ kind: 'CREDIT', credit: 'ON_HOLD' }, spoilt)).toBeNull();
    expect(code({ kind: 'DEACTIVATE' }, spoilt)).toBeNull();
  }
});

test('a hierarchy has no rings, no unknown or inactive parents, and a legal entity that bills both', () => {
  expect(code(reparent, { parent: 'UNKNOWN' })).toBe('PARENT_UNKNOWN');
  expect(code(reparent, { parent: parent({ ref: customerRef('CRM', 'A1') }) })).toBe('HIERARCHY_RING');
  expect(code(reparent, { parent: parent({ above: ['X', 'A1'] }) })).toBe('HIERARCHY_RING');
  const inErp = { ref: customerRef('ERP', '9'), active: true, billedBy: ['2'] };
  expect(code(reparent, { parent: parent({ erp: { ...inErp, active: false } }) })).toBe('PARENT_INACTIVE');
  expect(code(reparent, { parent: parent({ erp: inErp }) })).toBe('PARENT_LEGAL_ENTITY');
  expect(code(reparent, { parent: parent({ erp: null }) })).toBeNull();
});

test('a tax id has its country’s form, and is not taken away where the tax hangs on it', () => {
  expect(code(taxId('DE123456789'))).toBe('TAX_ID_INVALID');
  expect(refusalOf(taxId('XX12'), facts())?.message).not.toContain('XX12');
  expect(code(taxId(null))).toBe('TAX_UNDETERMINED');
  const american = { erp: erpSide({ billedBy: ['2'] }) };
  expect(code(taxId(null), american)).toBeNull();
  expect(code(taxId('FR12303265045'), { erp: null })).toBe('CUSTOMER_NOT_IN_ERP');
});

test('a busy customer is not deactivated, and is told what to end where', () => {
  const project = {
    ref: { ...customerRef('PSA', '5'), kind: 'PROJECT' as const },
    code: 'P-100',
    status: 'ACTIVE' as const,
  };
  const money = { unbilled: '1200.00', currency: 'EUR' };
  const balance = { legalEntity: 'DE01', currency: 'EUR', open: '0.00', unappliedCash: '0.00', openCredits: '0.00' };
  const refusal = refusalOf(
    { kind: 'DEACTIVATE' },
    facts({ projects: [{ ...project, ...money }], balances: [balance, { ...balance, open: '15.30' }] }),
  );
  expect(refusal?.code).toBe('CUSTOMER_IN_USE');
  expect(refusal?.message).toContain('open projects in the PSA: P-100 (complete or cancel them there)');
  expect(refusal?.message).toContain('P-100 EUR 1200.00 (bill or write it off)');
  expect(refusal?.message).toContain('DE01 EUR open 15.30 (collect');
  expect(code({ kind: 'DEACTIVATE' }, { balances: [balance] })).toBeNull();
  const done = { ...project, status: 'COMPLETED' as const, unbilled: '0.01', currency: 'EUR' };
  expect(code({ kind: 'DEACTIVATE' }, { projects: [done] })).toBe('CUSTOMER_IN_USE');
});

const told = (change: CustomerChange, spoilt: Partial<CustomerFacts> = {}, legalNames: 'FOLLOW' | 'KEEP' = 'FOLLOW') =>
  planOf(change, facts(spoilt), legalNames).changes.map(
    ({ system, thing, outcome }) => `${system} ${thing} ${outcome}`,
  );

test('only what differs is written, what may be refused first, and the value before is kept', () => {
  expect(told(rename)).toEqual(['ERP NAME WRITTEN', 'PSA NAME WRITTEN', 'CRM NAME WRITTEN']);
  expect(told(rename, {}, 'KEEP')).toEqual(['ERP NAME NOT_KEPT', 'PSA NAME WRITTEN', 'CRM NAME WRITTEN']);
  expect(told(rename, { psa: null, erp: null })).toEqual([
    'ERP NAME NOT_THERE',
    'PSA NAME NOT_THERE',
    'CRM NAME WRITTEN',
  ]);
  expect(told({ kind: 'FOLLOW' })).toEqual(['ERP NAME SAME', 'PSA NAME SAME', 'ERP PARENT SAME']);
  expect(told(reparent, { parent: parent() })).toEqual([
    'ERP PARENT WRITTEN',
    'PSA PARENT NOT_KEPT',
    'CRM PARENT WRITTEN',
  ]);
  expect(told(reparent, { parent: parent({ erp: null }) })[0]).toBe('ERP PARENT NOT_THERE');
  const [write] = planOf(taxId('FR12303265045'), facts(), 'FOLLOW').writes;
  expect(write).toMatchObject({ to: 'FR12303265045', from: 'FR40303265045' });
  expect(told({ kind: 'CREDIT', credit: 'AUTOMATIC' })).toEqual(['ERP CREDIT SAME']);
  expect(told({ kind: 'DEACTIVATE' })).toEqual(['ERP ACTIVE WRITTEN', 'PSA ACTIVE NOT_KEPT']);
});

test('every system is told with the value before and after, and what is kept there instead', () => {
  const values = (change: CustomerChange, legalNames: 'FOLLOW' | 'KEEP' = 'FOLLOW') =>
    planOf(change, facts(), legalNames).changes.map(({ system, before, after }) => [system, before, after]);
  const { crm, psa, erp } = facts();
  expect(values(rename, 'KEEP')).toEqual([
    ['ERP', erp?.legalName, erp?.legalName],
    ['PSA', psa?.name, rename.name],
    ['CRM', crm.name, rename.name],
  ]);
  expect(values(taxId('FR12303265045'))).toEqual([['ERP', 'FR40303265045', 'FR12303265045']]);
  expect(values({ kind: 'DEACTIVATE' })).toEqual([
    ['ERP', 'ACTIVE', 'INACTIVE'],
    ['PSA', null, null],
  ]);
});

const owed = { legalEntity: 'DE01', currency: 'EUR', open: '10.00', unappliedCash: '0', openCredits: '0' };
const merge = (change: Partial<MergeFacts> = {}): MergeFacts => ({
  loser: { erp: customerRef('ERP', '7'), psa: customerRef('PSA', '3') },
  winner: { erp: null, psa: null },
  named: { erp: null, psa: null },
  loserErp: { active: true, balances: [owed] },
  winnerBalances: [],
  loserProjects: 2,
  ...change,
});

test('the winner of a merge gets what only the loser had', () => {
  const winner = customerRef('CRM', 'B2');
  expect(conflictOf(merge())).toBeNull();
  expect(adoptions(merge(), winner)).toEqual([
    { system: 'ERP', thing: 'LINK', customer: customerRef('ERP', '7'), to: winner },
    { system: 'PSA', thing: 'LINK', customer: customerRef('PSA', '3'), to: winner },
    { system: 'CRM', thing: 'LINK', customer: winner, to: { erp: '7', psa: '3' } },
  ]);
  const own = { erp: customerRef('ERP', '8'), psa: customerRef('PSA', '4') };
  const ended = merge({
    winner: own,
    named: { erp: '8', psa: '4' },
    loserErp: { active: false, balances: [] },
    loserProjects: 0,
  });
  expect(conflictOf(ended)).toBeNull();
  expect(adoptions(ended, winner)).toEqual([]);
});

test('two customers in use are a person’s to decide, with both balances; so are two clients with projects', () => {
  const own = { erp: customerRef('ERP', '8'), psa: null };
  const conflict = conflictOf(merge({ winner: own, winnerBalances: [{ ...owed, open: '25.00' }] }));
  expect(conflict?.message).toContain('7 (DE01 EUR open 10.00) and 8 (DE01 EUR open 25.00)');
  expect(conflict?.fields).toEqual(['7', '8']);
  // One that is inactive and owes nothing is history.
  expect(conflictOf(merge({ winner: own, loserErp: { active: false, balances: [] } }))).toBeNull();
  expect(conflictOf(merge({ winner: own, loserErp: { active: false, balances: [owed] } }))).not.toBeNull();
  const clients = conflictOf(merge({ winner: { erp: null, psa: customerRef('PSA', '4') } }));
  expect(clients?.message).toContain('3 with 2 projects');
});
