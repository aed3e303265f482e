// Who may decide, as a table: whoever had a hand in it is refused on every way there is.
import { expect, test } from 'vitest';
import { authorityOf } from './authority.ts';
import type { Decidable, Delegation, Person } from './authority.ts';

const now = Date.UTC(2026, 10, 21);
const day = 86_400_000;
const asked: Decidable = {
  ...{ action: 'conversion.at-risk', legalEntity: 'US01', roles: ['finance-controller', 'billing-approver'] },
  ...{ makers: ['maker', 'replayer'], decisions: [] },
};
const person = (
  pseudonym: string,
  role = 'billing-approver',
  legalEntities: Person['legalEntities'] = null,
): Person => ({
  ...{ pseudonym, role, legalEntities },
});
const given = (changes: Partial<Delegation> = {}): Delegation => ({
  ...{ id: 'd', delegator: 'boss', delegate: 'deputy', role: 'finance-controller', legalEntities: null, actions: null },
  ...{ startsAtMs: now - day, endsAtMs: now + day, revokedAtMs: null },
  ...changes,
});
const deputy = person('deputy', 'operator');
const may = (authority: string, delegation: string | null = null) => ({ kind: 'MAY', authority, delegation });
const not = (why: string) => ({ kind: 'MAY_NOT', why });

const reviewed: Partial<Decidable> = { roles: ['project-manager'], managers: ['pam'] };

type Case = readonly [string, Person, readonly Delegation[], object, Partial<Decidable>?];

const cases: readonly Case[] = [
  ['an approver', person('other'), [], may('other')],
  ['the maker', person('maker'), [], not('OWN_REQUEST')],
  ['the maker in another role they hold', person('maker', 'finance-controller'), [], not('OWN_REQUEST')],
  ['whoever replayed it', person('replayer'), [], not('OWN_REQUEST')],
  [
    'the maker standing in for an approver',
    person('maker', 'operator'),
    [given({ delegate: 'maker' })],
    not('OWN_REQUEST'),
  ],
  ['whoever stands in for the maker', deputy, [given({ delegator: 'maker' })], not('DELEGATOR_OWN_REQUEST')],
  ['an approver who also stands in for the maker', person('deputy'), [given({ delegator: 'maker' })], may('deputy')],
  ['somebody of another role', person('other', 'operator'), [], not('NOT_APPROVER')],
  ['a deputy', deputy, [given()], may('boss', 'd')],
  ['a deputy before it begins', deputy, [given({ startsAtMs: now + 1 })], not('NOT_APPROVER')],
  ['a deputy at its last moment', deputy, [given({ endsAtMs: now + 1 })], may('boss', 'd')],
  ['a deputy after it ended', deputy, [given({ endsAtMs: now })], not('NOT_APPROVER')],
  ['a deputy after it was revoked', deputy, [given({ revokedAtMs: now - 1 })], not('NOT_APPROVER')],
  ['a deputy for other actions', deputy, [given({ actions: ['run.correct'] })], not('NOT_APPROVER')],
  ['a deputy of somebody who may not either', deputy, [given({ role: 'operator' })], not('NOT_APPROVER')],
  [
    'whoever the deputy passed it on to',
    person('friend', 'operator'),
    [given(), given({ delegator: 'deputy', delegate: 'friend', role: 'operator' })],
    not('NOT_APPROVER'),
  ],
  [
    'a deputy of somebody limited to another entity',
    deputy,
    [given({ legalEntities: ['DE01'] })],
    not('OUTSIDE_LEGAL_ENTITY'),
  ],
  [
    'a deputy limited to another entity',
    person('deputy', 'operator', ['DE01']),
    [given()],
    not('OUTSIDE_LEGAL_ENTITY'),
  ],
  ['an approver limited to the entity', person('other', 'billing-approver', ['US01']), [], may('other')],
  ['an approver limited to another', person('other', 'billing-approver', ['DE01']), [], not('OUTSIDE_LEGAL_ENTITY')],
  [
    'a limited approver of what is the firm’s',
    person('other', 'billing-approver', ['US01']),
    [],
    not('OUTSIDE_LEGAL_ENTITY'),
    { legalEntity: null },
  ],
  [
    'whoever has decided',
    person('other'),
    [],
    not('ALREADY_DECIDED'),
    { decisions: [{ approver: 'other', authority: 'other' }] },
  ],
  [
    'whoever has decided, for somebody else',
    person('other'),
    [given({ delegate: 'other' })],
    not('ALREADY_DECIDED'),
    { decisions: [{ approver: 'other', authority: 'other' }] },
  ],
  [
    'whoever’s deputy has decided',
    person('boss', 'finance-controller'),
    [],
    not('ALREADY_DECIDED'),
    { decisions: [{ approver: 'deputy', authority: 'boss' }] },
  ],
  [
    'a second deputy of the same person',
    deputy,
    [given()],
    not('ALREADY_DECIDED'),
    { decisions: [{ approver: 'x', authority: 'boss' }] },
  ],
  [
    'a deputy of two, one of whom has decided',
    deputy,
    [given(), given({ id: 'e', delegator: 'chief' })],
    may('chief', 'e'),
    { decisions: [{ approver: 'x', authority: 'boss' }] },
  ],
  ['whoever manages the project', person('pam', 'project-manager'), [], may('pam'), reviewed],
  ['whoever manages another project', person('max', 'project-manager'), [], not('NOT_APPROVER'), reviewed],
  [
    'a deputy of whoever manages the project',
    deputy,
    [given({ delegator: 'pam', role: 'project-manager' })],
    may('pam', 'd'),
    reviewed,
  ],
  [
    'a deputy of whoever manages another project',
    deputy,
    [given({ delegator: 'max', role: 'project-manager' })],
    not('NOT_APPROVER'),
    reviewed,
  ],
];

for (const [who, whoever, delegations, answer, changes = {}] of cases) {
  test(who, () => {
    expect(authorityOf({ ...asked, ...changes }, whoever, delegations, now)).toMatchObject(answer);
  });
}
