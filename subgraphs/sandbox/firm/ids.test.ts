import { describe, expect, it } from 'vitest';
import { kantataIds, netsuiteIds, salesforceIds, withChecksum } from './ids.ts';

describe('ids', () => {
  it('gives the checksum that Salesforce gives', () => {
    expect(withChecksum('001D000000IRFma')).toBe('001D000000IRFmaIAH');
    expect(withChecksum('00530000004rVBX')).toBe('00530000004rVBXAA2');
  });

  it('refuses to add a checksum to anything but 15 characters', () => {
    expect(() => withChecksum('001D000000IRFmaIAH')).toThrow('has 18');
  });

  it('keeps the object prefix and never gives two records one id', () => {
    const ids = Array.from({ length: 5000 }, (_, index) => salesforceIds.account(index + 1));
    expect(new Set(ids).size).toBe(5000);
    expect(ids.every((id) => /^0015g0000[0-9A-Za-z]{6}[A-Z0-5]{3}$/u.test(id))).toBe(true);
    // A client that ignores case must still tell them apart: that is what the checksum is for.
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(5000);
  });

  it('gives customers and jobs of the ERP different ids, since they share a number space', () => {
    const customers = Array.from({ length: 2000 }, (_, index) => netsuiteIds.customer(index + 1));
    const jobs = Array.from({ length: 2000 }, (_, index) => netsuiteIds.job(index + 1));
    expect(new Set([...customers, ...jobs]).size).toBe(4000);
  });

  it('gives numeric text', () => {
    expect(kantataIds.timeEntry(1)).toBe('1450000001');
  });
});
