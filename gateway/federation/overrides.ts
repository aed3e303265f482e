// Progressive @override: which subgraph answers a field that is on its way from one to another. Decided once per request,
// so that one answer never mixes both.
import { z } from 'zod';

/** The `overrides` section of the configuration. */
export const overridesSchema = z.strictObject({
  /** Custom @override labels that hold; `percent(…)` labels need none, they hold by chance. */
  labels: z.array(z.string().min(1)).default([]),
});

/** The labels that hold for one request. */
export interface Overrides {
  /** Names the choice: requests with equal keys have equal plans. Empty where the supergraph has no labels. */
  readonly key: string;
  readonly labels: readonly string[];
  /** From 0 to 100: `percent(30)` holds below 30. */
  readonly percentage: number;
}

/** The labels a supergraph uses. */
export interface OverrideLabels {
  readonly labels: readonly string[];
  readonly percentages: readonly number[];
}

/** No label holds, and no percentage but 100. */
export const noOverrides: Overrides = { key: '', labels: [], percentage: 100 };

/**
 * Decides per request. `percent(30)` holds for 30 of 100 requests, by chance (the specification has it so: a label that
 * must hold for some callers only is a custom one). All percentages of a request share one draw, so there are no more
 * plans per query than distinct percentages and one.
 */
export function createOverrides(
  { labels, percentages }: OverrideLabels,
  active: readonly string[],
  random: () => number = Math.random,
): () => Overrides {
  const held = labels.filter((label) => active.includes(label)).sort();
  const bounds = [...new Set(percentages)].sort((a, b) => b - a);
  // One choice per interval between two percentages, each standing for every draw in it.
  const choices = [...bounds, 0].map((percentage) => ({
    key: labels.length + bounds.length === 0 ? '' : `${percentage}:${held.join(',')}`,
    labels: held,
    percentage,
  }));
  const last = choices.at(-1) ?? noOverrides;
  return () => {
    if (bounds.length === 0) return last;
    const draw = random() * 100;
    return choices.find(({ percentage }) => draw >= percentage) ?? last;
  };
}
