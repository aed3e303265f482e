// What the benchmark prints.

/** One measured row, as `--json` prints it. Times in ms; CPU is that of all threads per request. */
export interface Row {
  readonly gateway: 'ours' | 'apollo-gateway' | 'hive-router-runtime' | 'floor' | 'floor-static';
  readonly mode: 'A' | 'B' | 'C';
  readonly query: 'heavy' | 'small' | 'portal' | 'ar-card';
  readonly variant: string | null;
  readonly rps: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
  readonly subgraphCalls: number;
  readonly rssMb: number;
  /** Requests without a proper answer. */
  readonly failed: number;
  /** Subgraph requests that came without the caller's token. */
  readonly withoutToken: number;
}

const columns = [
  'mode query   tokens/cache   gateway               CPU ms      rps    p50    p99  calls   RSS MB  failed',
];

export function printRowHead(): void {
  console.log(columns[0]);
}

export function printRow(row: Row): void {
  const number = (value: number, width: number, digits: number): string => value.toFixed(digits).padStart(width);
  console.log(
    `${row.mode}    ${row.query.padEnd(8)}${(row.variant ?? '').padEnd(15)}${row.gateway.padEnd(20)}` +
      `${number(row.cpuMs, 8, 3)} ${number(row.rps, 8, 0)} ${number(row.p50Ms, 6, 0)} ${number(row.p99Ms, 6, 0)} ` +
      `${number(row.subgraphCalls, 6, 2)} ${number(row.rssMb, 8, 0)} ${number(row.failed, 7, 0)}`,
  );
}

/** How many times less CPU ours takes than each of the others, row by row. */
export function printRatios(rows: readonly Row[]): void {
  const groups = Map.groupBy(rows, ({ mode, query, variant }) => `${mode} ${query} ${variant ?? ''}`.trim());
  console.log('\nCPU per request, the other divided by ours (above 1: ours takes less)');
  for (const [name, same] of groups) {
    const ours = same.find((row) => row.gateway === 'ours');
    if (!ours) continue;
    const others = same.filter((row) => row !== ours);
    const ratios = others.map((row) => `${row.gateway} ${(row.cpuMs / ours.cpuMs).toFixed(2)}`);
    console.log(`  ${name.padEnd(26)} ${ratios.join('   ')}`);
  }
}
