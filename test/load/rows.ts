// What the benchmark prints.

/** One measured row, as `--json` prints it. Times in ms; CPU is that of all threads per request. */
export interface Row {
  readonly gateway: 'ours' | 'apollo-gateway' | 'hive-router-runtime' | 'floor';
  /** Which floor: the same subgraph requests, or a text and no request; null for a gateway. */
  readonly floor: 'fetches' | 'static' | null;
  readonly mode: 'A' | 'B' | 'C';
  readonly query: 'heavy' | 'small' | 'portal' | 'ar-card';
  /** Whether the verifier has seen the caller's tokens; null where there is but one. */
  readonly tokens: 'cached' | 'unseen' | null;
  /** Whether caches hold the answer; null where nothing may be kept. */
  readonly cache: 'cold' | 'warm' | null;
  readonly rps: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
  readonly subgraphCalls: number;
  readonly rssMb: number;
  /** Answers the figures are made of. */
  readonly answered: number;
  /** Requests without a proper answer. */
  readonly failed: number;
  /** Subgraph requests that came without the caller's token. */
  readonly withoutToken: number;
}

const head =
  'mode query   tokens/cache   gateway               CPU ms      rps    p50    p99  calls   RSS MB  failed  requests';

export function printRowHead(): void {
  console.log(head);
}

const variant = (row: Row): string => (row.tokens ? `${row.tokens} tokens` : (row.cache ?? ''));
const nameOf = ({ gateway, floor }: Row): string => (floor ? `${gateway}, ${floor}` : gateway);

export function printRow(row: Row): void {
  const number = (value: number, width: number, digits: number): string => value.toFixed(digits).padStart(width);
  console.log(
    `${row.mode}    ${row.query.padEnd(8)}${variant(row).padEnd(15)}${nameOf(row).padEnd(20)}` +
      `${number(row.cpuMs, 8, 3)} ${number(row.rps, 8, 0)} ${number(row.p50Ms, 6, 0)} ${number(row.p99Ms, 6, 0)} ` +
      `${number(row.subgraphCalls, 6, 2)} ${number(row.rssMb, 8, 0)} ${number(row.failed, 7, 0)} ${number(row.answered, 9, 0)}`,
  );
}

/**
 * How many times less CPU ours takes than each of the others, row by row: the median of the ratios of single rounds, for the machine's
 * speed changes more from round to round than within one. Takes the rounds of each row, each with a measurement of every column.
 */
export function printRatios(trials: readonly (readonly (readonly Row[])[])[]): void {
  console.log('\nCPU per request, the other divided by ours in the same round, median (above 1: ours takes less)');
  for (const rounds of trials) {
    const [first = []] = rounds;
    const ours = first.findIndex(({ gateway }) => gateway === 'ours');
    if (ours < 0) continue;
    const ratios = first.flatMap((row, column) => {
      if (column === ours) return [];
      const each = rounds.map((round) => (round[column]?.cpuMs ?? Number.NaN) / (round[ours]?.cpuMs ?? Number.NaN));
      each.sort((a, b) => a - b);
      return [`${nameOf(row)} ${(each[Math.floor((each.length - 1) / 2)] ?? Number.NaN).toFixed(2)}`];
    });
    const [{ mode, query }, named] = [first[ours] as Row, variant(first[ours] as Row)];
    console.log(`  ${`${mode} ${query} ${named}`.trim().padEnd(26)} ${ratios.join('   ')}`);
  }
}
