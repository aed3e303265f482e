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
   * Our own clients' operations are below 3,000; 200 projects with 50 invoices of 10 lines each are 110,000. What a vendor
   * is asked one by one (a project's time entries) weighs 2,000, so that at most a hundred such calls come of one operation.
   */
  costMax: count.default(200_000),
  /** Items of a list whose field says nothing by @listSize: nothing is known of it, and a guess would refuse honest queries. */
  listSize: count.default(1),
  /** Whether answers are counted too, for the metric of actual cost; takes time with the size of the answer. */
  actual: truth.default(false),
});

/** Checked settings of demand control. */
export type DemandConfig = z.infer<typeof demandSchema>;
