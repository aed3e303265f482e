// Settings of the cache, one section of gateway.yaml.
import { z } from 'zod';
import { numeric } from '../../subgraphs/runtime/config-file.ts';

const milliseconds = numeric.pipe(z.int().min(0));
const count = numeric.pipe(z.int().min(1));

/** Old values are served and fetched anew in the background for this long after their time ran out, at most. */
export const revalidateMsDefault = 30_000;
/** Answers of the gateway kept in its own memory, in bytes of text. */
export const localBytesMaxDefault = 64 * 1024 * 1024;
/**
 * New principals per second whose first answer is kept at once. Beyond it an answer is kept from a principal's second
 * request on: a crowd that never comes back must neither cost anything nor push out those who do.
 */
export const strangersPerSecondMaxDefault = 5;

/** How long answers are repeated, and how much is kept. */
export const cacheSchema = z.strictObject({
  /**
   * An answer this young is repeated where a schema that declares @cacheControl elsewhere says nothing; a schema without any
   * maxAge has nothing repeated. 0 switches all repeating off.
   */
  freshMs: milliseconds,
  /** An answer this old is still better than none when the subgraph is silent. 0 switches it off. */
  staleMs: milliseconds,
  /** See revalidateMsDefault; never longer than the declared maxAge, and only where one is declared. */
  revalidateMs: milliseconds.default(revalidateMsDefault),
  localBytesMax: count.default(localBytesMaxDefault),
  strangersPerSecondMax: count.default(strangersPerSecondMaxDefault),
});

/** A checked section. */
export type CacheSettings = z.infer<typeof cacheSchema>;
