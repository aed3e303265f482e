// The three fields by which the vendor says what an amount is in. Every record with money has them.
import type { Row } from '../database.ts';
import { textIn } from '../database.ts';
import { computed, text } from '../fields.ts';
import { baseUnitOf, symbolOf } from '../money.ts';
import type { Field } from '../resource.ts';

function currencyIn(row: Row): string {
  return textIn(row, 'currency') ?? 'USD';
}

/** currency, currency_symbol and currency_base_unit of a record that stores its currency. */
export const currencyFields: Readonly<Record<string, Field>> = {
  currency: text,
  currency_symbol: computed('text', (row) => symbolOf(currencyIn(row))),
  currency_base_unit: computed('integer', (row) => baseUnitOf(currencyIn(row))),
};
