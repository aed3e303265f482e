// Likely matches of customers, the oracle's way: by plain comparison of every pair of records.

/** A record of any system, and what a person would compare it by. */
export interface MatchableRecord {
  readonly id: string;
  readonly name: string;
  readonly website: string | null;
  readonly taxId: string | null;
}

/** Two ids that one reference field's claims brought into conflict. */
export interface Claim {
  readonly id: string;
  readonly other: string;
}

/** A record that may be the same customer. */
export interface LikelyMatch {
  readonly otherId: string;
  readonly score: string;
  readonly matchedOn: readonly string[];
}

/** Doubt, in percent, that remains after each agreement; a conflict of claims leaves one percent. */
const doubtPercent: Readonly<Record<string, bigint>> = { TAX_ID: 5n, DOMAIN: 30n, NAME: 40n };
const claimScore = '0.99';
const matchesMax = 20;
const legalForm =
  /^(inc|incorporated|llc|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|kg|se|sa|sas|sarl|srl|spa|bv|nv|oy|ab|as|aps|kk|pty|pte|lp|llp|the)$/;

/** Matches of any id among these records. */
export function likelyMatches(
  records: readonly MatchableRecord[],
  claims: readonly Claim[],
): (id: string) => readonly LikelyMatch[] {
  const known = records.map((record) => ({ id: record.id, words: agreementsOf(record) }));
  return (id) => {
    const found = new Map<string, Set<string>>();
    for (const mine of known.filter((record) => record.id === id)) {
      for (const other of known) {
        if (other.id === id) continue;
        const agreed = Object.entries(mine.words).filter(([word, text]) => text !== '' && other.words[word] === text);
        for (const [word] of agreed) found.set(other.id, (found.get(other.id) ?? new Set()).add(word));
      }
    }
    const matches = [...found].map(([otherId, words]): LikelyMatch => ({
      otherId,
      score: scoreOf(words),
      matchedOn: [...words].sort(),
    }));
    const claimed = claims
      .flatMap((claim) => (claim.id === id ? [claim.other] : claim.other === id ? [claim.id] : []))
      .map((otherId): LikelyMatch => ({ otherId, score: claimScore, matchedOn: ['CLAIMED_TWICE'] }));
    return [...claimed, ...matches.filter(({ otherId }) => !claimed.some((claim) => claim.otherId === otherId))]
      .sort((a, b) => Number(b.score) - Number(a.score) || (a.otherId < b.otherId ? -1 : 1))
      .slice(0, matchesMax);
  };
}

/** Two digits, half up: 1 less the product of the doubts. */
function scoreOf(words: ReadonlySet<string>): string {
  let doubt = 10_000n;
  for (const word of words) doubt = (doubt * (doubtPercent[word] ?? 70n)) / 100n;
  return `0.${((10_000n - doubt + 50n) / 100n).toString().padStart(2, '0')}`;
}

function agreementsOf({ name, website, taxId }: MatchableRecord): Readonly<Record<string, string>> {
  return {
    NAME: plainName(name),
    DOMAIN:
      website === null
        ? ''
        : website
            .replace(/^https?:\/\//, '')
            .replace(/^www\./, '')
            .replace(/[/?#].*$/, ''),
    TAX_ID: (taxId ?? '').toUpperCase().replace(/[^A-Z0-9]/g, ''),
  };
}

/** A name without case, accents, punctuation and legal form. */
function plainName(name: string): string {
  const bare = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’.]/g, '');
  return (bare.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !legalForm.test(word)).join(' ');
}
