// Settings of demand control.
import { z } from 'zod';
import { numeric, truth } from '../../subgraphs/runtime/config-file.ts';
import { limitModes } from '../../subgraphs/runtime/limits.ts';

const count = numeric.pipe(z.int().min(0));

/** What an operation may cost. */
export const demandSchema = z.strictObject({
  /** enforce: refuse what is estimated above costMax. measure: only count it. off: do not estimate. */
  mode: z.enum(limitModes).default('enforce'),
  /**
   * A portfolio page of 200 projects with everything on it is 5,000 to 8,000; 200 projects each with its own time entries
   * (a vendor call each) are above.
   */
  costMax: count.default(15_000),
  /** Items of a list whose field says nothing by @listSize: nothing is known of it, and a guess would refuse honest queries. */
  listSize: count.default(1),
  /** Whether answers are counted too, for the metric of actual cost; takes time with the size of the answer. */
  actual: truth.default(false),
});

/** Checked settings of demand control. */
export type DemandConfig = z.infer<typeof demandSchema>;
