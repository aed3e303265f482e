// Settings of registered operations.
import { z } from 'zod';
import { truth } from '../../subgraphs/runtime/config-file.ts';
import { limitModes } from '../../subgraphs/runtime/limits.ts';

/** Which documents may be asked. */
export const operationsSchema = z
  .strictObject({
    /** A manifest of registered operations, from where the command was given; null: there are none. */
    manifest: z.string().nullable().default(null),
    /** What becomes of a document that is not in the manifest: enforce refuses it, measure counts it, off lets it pass. */
    require: z.enum(limitModes).default('enforce'),
    /** Automatic persisted queries: whoever may ask may also register. Only where nothing is registered by manifest. */
    automatic: truth.default(false),
  })
  .refine(({ manifest, automatic }) => manifest === null || !automatic, {
    path: ['automatic'],
    message: 'automatic persisted queries would let anybody register; switch them off where a manifest is given',
  });
