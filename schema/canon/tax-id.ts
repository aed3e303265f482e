// Tax ids as texts: whether one can be the id of a business in a country. Whether it is in force only its registry knows.
// Structures: European Commission, VIES, "VAT number structures"; HMRC; Swiss, Norwegian and Japanese registries.

const unionForms: Readonly<Record<string, string>> = {
  AT: 'U\\d{8}',
  BE: '[01]\\d{9}',
  BG: '\\d{9,10}',
  CY: '\\d{8}[A-Z]',
  CZ: '\\d{8,10}',
  DE: '\\d{9}',
  DK: '\\d{8}',
  EE: '\\d{9}',
  ES: '[A-Z0-9]\\d{7}[A-Z0-9]',
  FI: '\\d{8}',
  FR: '[A-Z0-9]{2}\\d{9}',
  GR: '\\d{9}',
  HR: '\\d{11}',
  HU: '\\d{8}',
  IE: '\\d[A-Z0-9+*]\\d{5}[A-Z]{1,2}',
  IT: '\\d{11}',
  LT: '(\\d{9}|\\d{12})',
  LU: '\\d{8}',
  LV: '\\d{11}',
  MT: '\\d{8}',
  NL: '\\d{9}B\\d{2}',
  PL: '\\d{10}',
  PT: '\\d{9}',
  RO: '\\d{2,10}',
  SE: '\\d{12}',
  SI: '\\d{8}',
  SK: '\\d{10}',
};
/** Other countries whose ids have a known form; the prefix is part of it. */
const otherForms: Readonly<Record<string, string>> = {
  GB: '(GB|XI)(\\d{9}|\\d{12}|(GD|HA)\\d{3})',
  CH: 'CHE\\d{9}(MWST|TVA|IVA)?',
  NO: '(NO)?\\d{9}(MVA)?',
  JP: 'T\\d{13}',
};
/** What no form is known for: something an office could have given out. */
const anyForm = '[A-Z0-9]{4,20}';

/** What is wrong with a tax id, in words; null when it can be one of the country. Blanks, dots, hyphens and case do not count. */
export function taxIdProblem(taxId: string, country: string | null): string | null {
  const bare = taxId.toUpperCase().replaceAll(/[\s.\-/]/g, '');
  const code = country?.toUpperCase() ?? null;
  const union = code === null ? undefined : unionForms[code];
  // Greece's VAT numbers begin with EL.
  const prefix = code === 'GR' ? 'EL' : code;
  const form = union === undefined ? (otherForms[code ?? ''] ?? anyForm) : `${prefix ?? ''}${union}`;
  if (new RegExp(`^${form}$`).test(bare)) return null;
  const length = `it has ${bare.length} letters and digits`;
  if (union !== undefined && prefix !== null && !bare.startsWith(prefix)) {
    return `a tax id of ${code ?? ''} begins with ${prefix}`;
  }
  return code === null
    ? `no office gives out such an id; ${length}`
    : `it has not the form of a tax id of ${code}; ${length}`;
}
