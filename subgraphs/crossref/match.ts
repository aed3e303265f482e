// Likely matches: what a person would compare two records by. They are listed with a score and never merged.

/** How much one agreement says; two independent ones say more, never all (1 would be certainty). */
const weights: Readonly<Record<string, number>> = { taxId: 0.95, domain: 0.7, name: 0.6 };

/** Words that say how a company is made up, not which it is. */
const legalForms = new Set(
  'inc incorporated llc ltd limited plc corp corporation co company gmbh ag kg se sa sas sarl srl spa bv nv oy ab as aps kk pty pte lp llp the'.split(
    ' ',
  ),
);

/** A name reduced to what tells companies apart; null when nothing is left of it. */
export function nameKey(name: string): string | null {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !legalForms.has(word));
  return words.length === 0 ? null : `name:${words.join(' ')}`;
}

/** Every key a record is matched by. */
export function matchKeysOf(name: string | null, keys: readonly string[]): readonly string[] {
  const own = name === null ? null : nameKey(name);
  return [...new Set(own === null ? keys : [own, ...keys])];
}

/** Likelihood from 0 to 1 that two records which agree on these keys are one, as decimal text. */
export function score(agreed: readonly string[]): string {
  const kinds = new Set(agreed.map(kindOf));
  const doubt = [...kinds].reduce((rest, kind) => rest * (1 - (weights[kind] ?? 0.3)), 1);
  return (1 - doubt).toFixed(2);
}

/** What agreed, in the words of the graph: NAME, DOMAIN, TAX_ID. */
export function matchedOn(agreed: readonly string[]): readonly string[] {
  const words: Readonly<Record<string, string>> = { name: 'NAME', domain: 'DOMAIN', taxId: 'TAX_ID' };
  return [...new Set(agreed.map(kindOf))].map((kind) => words[kind] ?? kind.toUpperCase()).sort();
}

function kindOf(key: string): string {
  return key.slice(0, key.indexOf(':'));
}
