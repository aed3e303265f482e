// A tax code that a caller names for what is billed, and why no tax is due under it.
import type { UserError } from './begin.ts';

const taxCodeLengthMax = 60;
/** A sentence; more is a story that belongs elsewhere. */
const reasonCharactersMax = 500;

/** As a caller writes them. */
interface AskedTax {
  readonly taxCode?: string | null | undefined;
  readonly taxReason?: string | null | undefined;
}

/** As a run is begun with them: a reason that is not given is no part of its input, which stays what it was before there were any. */
export function namedTax({ taxCode, taxReason }: AskedTax): {
  readonly taxCode: string | null;
  readonly taxReason?: string;
} {
  return { taxCode: taxCode ?? null, ...(taxReason == null ? {} : { taxReason }) };
}

/** What is wrong with them. Whether a code needs a reason its legal entity's codes say, when the work is looked at. */
export function taxErrors({ taxCode = null, taxReason = null }: AskedTax): readonly UserError[] {
  const isCode = taxCode === null || (taxCode.trim() !== '' && taxCode.length <= taxCodeLengthMax);
  const isReason = taxReason === null || (taxReason.trim() !== '' && taxReason.length <= reasonCharactersMax);
  return [
    ...(isCode
      ? []
      : [wrong('TAX_CODE_INVALID', 'A tax code is named as the ERP names it, such as US-EXEMPT', 'taxCode')]),
    ...(isReason ? [] : [wrong('TAX_REASON_INVALID', `Say it in 1 to ${reasonCharactersMax} characters`, 'taxReason')]),
    ...(taxReason === null || taxCode !== null
      ? []
      : [wrong('TAX_REASON_INVALID', 'A reason goes with the taxCode it is for; name that too', 'taxReason')]),
  ];
}

function wrong(code: string, message: string, field: string): UserError {
  return { code, message, path: ['input', field] };
}
