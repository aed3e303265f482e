// What can be a tax id in a country by its form, and what cannot.
import { expect, test } from 'vitest';
import { taxIdProblem } from './tax-id.ts';

test('an id of the country passes in any spelling', () => {
  const ids = [
    ['DE123456789', 'DE'],
    ['de 123.456-789', 'DE'],
    ['EL123456789', 'GR'],
    ['ATU12345678', 'AT'],
    ['NL123456789B01', 'NL'],
    ['GB123456789', 'GB'],
    ['T1234567890123', 'JP'],
    ['12-3456789', 'US'],
    ['AB1234', null],
  ] as const;
  for (const [id, country] of ids) expect(taxIdProblem(id, country), id).toBeNull();
});

test('a missing prefix, another country’s id and a wrong length are told, and never the id itself', () => {
  expect(taxIdProblem('123456789', 'DE')).toBe('a tax id of DE begins with DE');
  expect(taxIdProblem('GR123456789', 'GR')).toBe('a tax id of GR begins with EL');
  expect(taxIdProblem('DE12345678', 'DE')).toBe('it has not the form of a tax id of DE; it has 10 letters and digits');
  expect(taxIdProblem('FR12345678901', 'GB')).toContain('form of a tax id of GB');
  expect(taxIdProblem('', null)).toContain('no office');
});
