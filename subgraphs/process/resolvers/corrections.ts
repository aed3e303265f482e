// What of a run's input an operator may correct: per process, by the names of its mutation's input.
import { minorUnits } from '../../../schema/canon/currency.ts';
import type { Json } from '../../journal/run-journal.ts';
import type { UserError } from './begin.ts';

/** A field and its new values. */
export interface Correction {
  readonly field: string;
  readonly values: readonly string[];
}

/** The corrected input, or what is wrong with the corrections. */
export type Corrected =
  | { readonly kind: 'CORRECTED'; readonly input: Json }
  | { readonly kind: 'WRONG'; readonly errors: readonly UserError[] };

/** A value for a field; null when the values are none for it. */
type Field = { readonly says: string; readonly read: (values: readonly string[]) => Json | undefined };

const valuesMax = 50;

const single = (says: string, isValid: (value: string) => boolean): Field => ({
  says,
  read: ([value, ...others]) => (value !== undefined && others.length === 0 && isValid(value) ? value : undefined),
});

/** Who is onboarded, and by which legal entities it is billed, is another run. */
const fields: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  onboardCustomer: {
    distinctFrom: {
      says: 'ids of the ERP, at most 50',
      read: (values) => (values.length <= valuesMax ? [...new Set(values)].sort() : undefined),
    },
    currency: single('one currency code, such as EUR', (value) => (minorUnits.get(value) ?? null) !== null),
    paymentTerms: single('one name of payment terms', (value) => value.trim() !== '' && value.length <= 100),
  },
};

/** Whether anything a process was begun with may be corrected. */
export function isCorrectable(process: string | null): boolean {
  return process !== null && Object.hasOwn(fields, process);
}

/** Applies corrections to what a run of a process was begun with. */
export function correct(process: string, input: Json, corrections: readonly Correction[]): Corrected {
  const known = fields[process] ?? {};
  const changed: Record<string, Json> = {};
  const errors: UserError[] = [];
  for (const [index, { field, values }] of corrections.entries()) {
    const path = ['input', 'corrections', `${index}`];
    const rule = Object.hasOwn(known, field) ? known[field] : undefined;
    const value = rule?.read(values);
    if (rule === undefined) {
      const names = Object.keys(known).join(', ');
      const remedy = names === '' ? 'nothing of it can; begin a new one' : `these can: ${names}`;
      errors.push({
        code: 'FIELD_NOT_CORRECTABLE',
        message: `${field} of ${process} cannot be corrected; ${remedy}`,
        path,
      });
    } else if (value === undefined) {
      errors.push({ code: 'VALUE_INVALID', message: `${field} takes ${rule.says}`, path });
    } else {
      changed[field] = value;
    }
  }
  if (errors.length > 0) return { kind: 'WRONG', errors };
  return { kind: 'CORRECTED', input: isRecord(input) ? { ...input, ...changed } : changed };
}

function isRecord(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
