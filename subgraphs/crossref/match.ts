// Likely matches: what a person would compare two records by. They are listed with a score and never merged.
import type { RecordKind } from '../../schema/canon/identity.ts';

/**
 * Kinds whose names and numbers tell records apart. Projects are called "Phase 2" everywhere, and people's names are
 * nobody's business here.
 */
export const matchedKinds: ReadonlySet<RecordKind> = new Set<RecordKind>(['CUSTOMER']);

/** How much one agreement says; two independent ones say more, never all (1 would be certainty). */
const weights: Readonly<Record<string, number>> = { taxId: 0.95, domain: 0.7, name: 0.6 };

/** A key nobody has weighed yet says a little. */
const weightOfOthers = 0.3;
/** A key that more ids share says nothing about any of them: a group's website, a placeholder tax number. */
export const sharedByMax = 8;

/** What is known of one canonical id, over all its records. */
export interface Matchable {
  readonly id: string;
  readonly keys: readonly string[];
}

/** Two ids that are likely one; `firstId` sorts before `secondId`. */
export interface Match {
  readonly firstId: string;
  readonly secondId: string;
  readonly score: string;
  readonly matchedOn: readonly string[];
}

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

/** The pairs of different ids that agree on something, each once, of which one is among `mine`; `all` includes them. */
export function likelyMatches(mine: ReadonlySet<string>, all: readonly Matchable[]): readonly Match[] {
  const idsByKey = new Map<string, string[]>();
  for (const { id, keys } of all) for (const key of keys) idsByKey.set(key, [...(idsByKey.get(key) ?? []), id]);
  const agreed = new Map<string, string[]>();
  for (const [key, sharing] of idsByKey) {
    if (sharing.length > sharedByMax) continue;
    for (const [one, other] of pairsOf([...sharing].sort())) {
      if (!mine.has(one) && !mine.has(other)) continue;
      const pair = `${one} ${other}`;
      agreed.set(pair, [...(agreed.get(pair) ?? []), key]);
    }
  }
  return [...agreed].map(([pair, keys]) => {
    const [firstId = '', secondId = ''] = pair.split(' ');
    return { firstId, secondId, score: score(keys), matchedOn: matchedOn(keys) };
  });
}

function pairsOf(ids: readonly string[]): readonly (readonly [string, string])[] {
  return ids.flatMap((one, index) => ids.slice(index + 1).map((other) => [one, other] as const));
}

/** Likelihood from 0 to 1 that two records which agree on these keys are one, as decimal text. */
export function score(agreed: readonly string[]): string {
  const kinds = new Set(agreed.map(kindOf));
  const doubt = [...kinds].reduce((rest, kind) => rest * (1 - (weights[kind] ?? weightOfOthers)), 1);
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
