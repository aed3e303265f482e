// Counts on the path of every request: prom-client's own counter makes a text of the labels at each of them. Here a series is
// found once, a count is an addition, and the registry is told when somebody reads it.
import { Counter } from 'prom-client';
import type { CounterConfiguration } from 'prom-client';

/** Counts one. */
export type Count = () => void;

/** Adds a counter to its registers; gives series by the values of its labels. Series are kept for ever: labels must be few. */
export function quickCounter<L extends string>(
  options: Omit<CounterConfiguration<L>, 'collect'>,
): (...values: readonly string[]) => Count {
  const series: { readonly labels: Partial<Record<L, string>>; count: number }[] = [];
  const { labelNames = [] } = options;
  new Counter({
    ...options,
    collect() {
      this.reset();
      for (const { labels, count } of series) this.inc(labels, count);
    },
  });
  return (...values) => {
    const labels = Object.fromEntries(labelNames.map((name, index) => [name, values[index] ?? '']));
    const one = { labels: labels as Partial<Record<L, string>>, count: 0 };
    series.push(one);
    return () => {
      one.count += 1;
    };
  };
}
