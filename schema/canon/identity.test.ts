import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identityText, isCanonicalId, mintId, mintingRef, recordKinds, type VendorRef } from './identity.ts';

const account: VendorRef = { system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: '001000000000001AAA' };
const erpCustomer: VendorRef = { system: 'ERP', instance: 'netsuite', kind: 'CUSTOMER', id: '501' };

test('the published example mints the published id', () => {
  expect(identityText(account)).toBe('CRM|salesforce|CUSTOMER|001000000000001AAA');
  expect(mintId(account)).toMatchInlineSnapshot(`"2fbbd114-e73d-5ee5-9be3-b5085e2a4bff"`);
});

test('an ERP customer that names its CRM account takes the account’s identity', () => {
  expect(mintingRef(erpCustomer, [account])).toBe(account);
  expect(mintingRef(erpCustomer, [])).toBe(erpCustomer);
  expect(mintingRef(account, [erpCustomer])).toBe(account);
});

test('ids are well formed, stable and differ for every kind, system, instance and vendor id', () => {
  const ref = fc.record({
    system: fc.constantFrom('CRM' as const, 'PSA' as const, 'ERP' as const),
    instance: fc.constantFrom('a', 'b'),
    kind: fc.constantFrom(...recordKinds),
    id: fc.string({ minLength: 1, maxLength: 18 }).filter((text) => !text.includes('|')),
  });
  fc.assert(
    fc.property(ref, ref, (one, other) => {
      expect(isCanonicalId(mintId(one))).toBe(true);
      expect(mintId({ ...one })).toBe(mintId(one));
      expect(mintId(one) === mintId(other)).toBe(identityText(one) === identityText(other));
    }),
  );
});
