import type { JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import { claimsSchema, defaultClaims, legalEntitiesIn, roleIn } from './claims.ts';

const claims = claimsSchema.parse({
  role: 'realm_access.roles',
  roles: { 'e2c-finance': 'finance-controller', operator: 'portal-user' },
});

describe('the role in a token', () => {
  it.each<[string, JWTPayload, string | null]>([
    ['its own name', { realm_access: { roles: 'reporting-client' } }, 'reporting-client'],
    [
      'one of a list, others being somebody else’s',
      { realm_access: { roles: ['offline', 'operator'] } },
      'portal-user',
    ],
    ['the provider’s word for it', { realm_access: { roles: ['e2c-finance'] } }, 'finance-controller'],
    ['twice the same', { realm_access: { roles: ['e2c-finance', 'finance-controller'] } }, 'finance-controller'],
    [
      'two different ones, of which nobody knows which is meant',
      { realm_access: { roles: ['e2c-finance', 'portal-user'] } },
      null,
    ],
    ['in another claim', { role: 'operator' }, null],
    ['nothing', {}, null],
    ['a path through a text', { realm_access: 'roles' }, null],
    ['a name of JavaScript’s own', { realm_access: { roles: ['constructor', '__proto__'] } }, null],
  ])('%s', (_, payload, role) => {
    expect(roleIn(payload, claims)).toBe(role);
  });

  it('is found in a claim whose name holds dots', () => {
    const url = claimsSchema.parse({ role: 'https://firm.example/role' });
    expect(roleIn({ 'https://firm.example/role': 'operator' }, url)).toBe('operator');
  });

  it('cannot be mapped to something that is no role', () => {
    expect(() => claimsSchema.parse({ roles: { boss: 'emperor' } })).toThrow();
  });
});

describe('the legal entities in a token', () => {
  it.each<[string, unknown, readonly string[] | 'all' | null]>([
    ['without the claim', undefined, 'all'],
    ['a list', ['UK02', 'UK01', 'UK02'], ['UK01', 'UK02']],
    ['an empty list', [], []],
    ['a text', 'UK01', null],
    ['a list with something else in it', ['UK01', 7], null],
    ['null', null, null],
    ['a list without end', Array.from({ length: 501 }, (_, n) => `E${n}`), null],
  ])('%s', (_, claim, expected) => {
    const payload = claim === undefined ? {} : { legal_entities: claim };
    expect(legalEntitiesIn(payload, defaultClaims)).toEqual(expected);
  });
});
