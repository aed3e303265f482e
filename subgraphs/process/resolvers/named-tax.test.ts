import { describe, expect, test } from 'vitest';
import { namedTax, taxErrors } from './named-tax.ts';

describe('a tax code that a caller names', () => {
  test('is what the run is begun with, and its reason where one is given', () => {
    expect(namedTax({})).toEqual({ taxCode: null });
    expect(namedTax({ taxCode: 'US-WA', taxReason: null })).toEqual({ taxCode: 'US-WA' });
    const exempt = { taxCode: 'US-EXEMPT', taxReason: 'certificate C-7' };
    expect(namedTax(exempt)).toEqual(exempt);
    expect([{}, { taxCode: 'US-WA' }, exempt].flatMap(taxErrors)).toEqual([]);
  });

  test.each([
    ['TAX_CODE_INVALID', 'taxCode', { taxCode: ' ' }],
    ['TAX_CODE_INVALID', 'taxCode', { taxCode: 'X'.repeat(61) }],
    ['TAX_REASON_INVALID', 'taxReason', { taxCode: 'US-EXEMPT', taxReason: ' ' }],
    ['TAX_REASON_INVALID', 'taxReason', { taxCode: 'US-EXEMPT', taxReason: 'x'.repeat(501) }],
    ['TAX_REASON_INVALID', 'taxReason', { taxReason: 'certificate C-7' }],
  ])('is refused with %s at %s: %j', (code, field, asked) => {
    expect(taxErrors(asked)).toMatchObject([{ code, path: ['input', field] }]);
  });
});
