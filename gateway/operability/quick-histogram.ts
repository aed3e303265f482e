// Times observed on the path of every request: prom-client's own histogram makes a text of the labels at each observation
// (2.5 % of a small request's CPU). Here a series is found once, and an observation is an addition.
import { Histogram } from 'prom-client';
import type { Registry } from 'prom-client';

/** Takes one observation of a series, in seconds. */
export type Observe = (seconds: number) => void;

/** One label's values. */
interface Series {
  readonly label: string;
  /** Per bucket, not cumulated; the last one has no bound. */
  readonly counts: number[];
  sum: number;
}

/** What it is called, and which of its label's values are told apart. */
export interface QuickHistogramOptions<L extends string> {
  readonly name: string;
  readonly help: string;
  readonly label: L;
  readonly buckets: readonly number[];
  readonly registers: Registry[];
}

/** A histogram with one label. Series are kept for ever: labels must be few. */
export class QuickHistogram<L extends string> extends Histogram<L> {
  readonly #options: QuickHistogramOptions<L>;
  readonly #series: Series[] = [];

  constructor(options: QuickHistogramOptions<L>) {
    const { name, help, label, buckets, registers } = options;
    super({ name, help, labelNames: [label], buckets: [...buckets], registers });
    this.#options = options;
  }

  /** Takes observations of one series. */
  series(label: string): Observe {
    const { buckets } = this.#options;
    const series: Series = { label, counts: Array.from({ length: buckets.length + 1 }, () => 0), sum: 0 };
    this.#series.push(series);
    return (seconds) => {
      let bucket = 0;
      while (bucket < buckets.length && seconds > (buckets[bucket] ?? 0)) bucket += 1;
      series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
      series.sum += seconds;
    };
  }

  /** What GET /metrics shows: prom-client asks by this name, which its types leave out. */
  getForPromString() {
    const { name, help } = this.#options;
    const values = this.#series.flatMap((series) => this.#valuesOf(series));
    return Promise.resolve({ name, help, type: 'histogram', values, aggregator: 'sum' });
  }

  #valuesOf({ label, counts, sum }: Series) {
    const { name, label: labelName, buckets } = this.#options;
    const own = { [labelName]: label };
    let count = 0;
    const bounds = [...buckets, '+Inf'].map((le, bucket) => {
      count += counts[bucket] ?? 0;
      return { metricName: `${name}_bucket`, labels: { le, ...own }, value: count };
    });
    return [
      ...bounds,
      { metricName: `${name}_sum`, labels: own, value: sum },
      { metricName: `${name}_count`, labels: own, value: count },
    ];
  }
}
