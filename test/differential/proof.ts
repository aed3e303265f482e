// One question to both sides, and what came of it: the gateway's answer (or a planted engine's) beside the oracle's.
import { compareAnswers, type Difference } from './compare.ts';
import type { Oracle } from './oracle.ts';
import { type FieldGraphs, fieldGraphs } from './owners-of-fields.ts';
import type { RandomQuery } from './random-query.ts';
import type { Tally } from './tally.ts';

/** An answer of the side under test. */
export interface Answer {
  readonly data: unknown;
  readonly errors: readonly unknown[];
}

/** Asks the side under test. */
export type Ask = (query: RandomQuery) => Promise<Answer>;

/** A query whose answers differ. */
export interface Finding {
  readonly query: RandomQuery;
  readonly difference: Difference;
}

/** Questions at once: enough to fill the waits of a round trip, few enough to stay inside every budget. */
const atOnce = 4;
/** Characters of a differing value that a report shows. */
const shownMax = 600;

/** Compares answers of an oracle with those of another side. */
export class Proof {
  readonly #oracle: Oracle;
  readonly #ask: Ask;
  readonly #graphs: FieldGraphs = fieldGraphs();

  constructor(oracle: Oracle, ask: Ask) {
    this.#oracle = oracle;
    this.#ask = ask;
  }

  /** The first difference of one query, or null; errors are one. */
  async compare(query: RandomQuery, tally: Tally): Promise<Finding | null> {
    const { document, variables } = query;
    const expected = this.#oracle.answer(document, query.oracleVariables);
    if (expected.errors) throw new Error(`The oracle fails: ${JSON.stringify(expected.errors)}\n${query.text}`);
    const actual = await this.#ask(query);
    tally.queries += 1;
    if (actual.errors.length > 0) {
      return { query, difference: { path: '', coordinate: 'errors', expected: [], actual: actual.errors } };
    }
    const question = { schema: this.#oracle.schema, graphs: this.#graphs, document, variables };
    const difference = compareAnswers(question, expected.data, actual.data, tally);
    return difference === null ? null : { query, difference };
  }

  /** All findings of some queries, a few asked at once. */
  async compareAll(queries: readonly RandomQuery[], tally: Tally): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    const waiting = queries.values();
    const work = async (): Promise<void> => {
      for (const query of waiting) {
        const finding = await this.compare(query, tally);
        if (finding !== null) findings.push(finding);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return findings;
  }
}

/** Findings in words: for each place of the schema how many, and the shortest query that shows it. */
export function told(findings: readonly Finding[]): string {
  const groups = Map.groupBy(findings, ({ difference }) => difference.coordinate);
  return [...groups]
    .map(([coordinate, group]) => {
      const [shortest] = group.toSorted((one, other) => one.query.text.length - other.query.text.length);
      const { query, difference } = shortest!;
      return [
        `${coordinate}: ${group.length} of the queries differ; the shortest at ${difference.path}`,
        `expected ${shown(difference.expected)}`,
        `actual   ${shown(difference.actual)}`,
        query.text,
        JSON.stringify(query.variables),
      ].join('\n  ');
    })
    .join('\n');
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, shownMax);
}
