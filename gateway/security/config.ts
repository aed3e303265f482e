// Settings of what may be asked, and how often it may be asked wrongly.
import { z } from 'zod';
import { numeric } from '../../subgraphs/runtime/config-file.ts';
import { defaultOperationLimits, limitModes } from '../../subgraphs/runtime/limits.ts';
import type { LimitMode, LimitName, OperationLimits } from '../../subgraphs/runtime/limits.ts';

const count = numeric.pipe(z.int().min(1));
const mode = z.enum(limitModes);

/** `depthMax: 20`, or `depthMax: { max: 20, mode: measure }` to see what it would refuse before it does. */
const limit = z.union([
  count.transform((max) => ({ max, mode: 'enforce' as LimitMode })),
  z.strictObject({ max: count, mode }),
]);

/** Sizes of one operation; what is not named keeps the default of runtime/limits.ts and is enforced. */
export const limitsSchema = z.strictObject({
  charactersMax: limit.optional(),
  tokensMax: limit.optional(),
  nestingMax: limit.optional(),
  depthMax: limit.optional(),
  fieldsMax: limit.optional(),
  aliasesMax: limit.optional(),
  rootFieldsMax: limit.optional(),
  directivesMax: limit.optional(),
  fragmentsMax: limit.optional(),
  repeatsMax: limit.optional(),
  /** Of the variables of one request, all in all: objects, lists and values. */
  variableValuesMax: limit.optional(),
  /** How deep variables nest. */
  variableDepthMax: limit.optional(),
  /** Items of one list in variables. */
  variableItemsMax: limit.optional(),
});

type LimitsConfig = z.infer<typeof limitsSchema>;

/** Bounds of the variables of one request. */
export interface VariableLimits {
  readonly variableValuesMax: number;
  readonly variableDepthMax: number;
  readonly variableItemsMax: number;
}

/** Lists of ids have a thousand entries at most, filters nest a few levels. */
export const defaultVariableLimits: VariableLimits = {
  variableValuesMax: 10_000,
  variableDepthMax: 20,
  variableItemsMax: 1_000,
};

/** The name of any limit. */
export type AnyLimit = LimitName | keyof VariableLimits;

/** All limits with their modes. */
export interface Limits {
  readonly operation: OperationLimits;
  readonly variables: VariableLimits;
  readonly modes: Partial<Readonly<Record<AnyLimit, LimitMode>>>;
}

/** Fills in the defaults. */
export function limitsOf(config: LimitsConfig): Limits {
  const given = Object.entries(config).flatMap(([name, set]) => (set ? [[name, set] as const] : []));
  const maxima: Partial<Record<AnyLimit, number>> = Object.fromEntries(given.map(([name, { max }]) => [name, max]));
  return {
    operation: { ...defaultOperationLimits, ...pick(maxima, defaultOperationLimits) },
    variables: { ...defaultVariableLimits, ...pick(maxima, defaultVariableLimits) },
    modes: Object.fromEntries(given.map(([name, set]) => [name, set.mode])),
  };
}

function pick<T extends object>(maxima: Readonly<Record<string, number | undefined>>, names: T): Partial<T> {
  return Object.fromEntries(
    Object.keys(names).flatMap((name) => (maxima[name] ? [[name, maxima[name]]] : [])),
  ) as Partial<T>;
}

/** The section `http` of gateway.yaml: what is refused before anybody knows what is asked. */
export const httpSchema = z.strictObject({
  /** A larger body is refused unread. Our largest client sends 8 kB; bulk variables may be larger. */
  bodyBytesMax: count.default(1024 * 1024),
  /** All headers together; tokens are the largest of them. */
  headerBytesMax: count.default(16 * 1024),
  /** A request, body included, must be here by then. */
  requestMs: count.default(5_000),
  /** Pages of these origins may ask from a browser; none by default. `https://portal.example`, never `*`. */
  corsOrigins: z
    .array(z.url({ protocol: /^https?$/, hostname: /.+/ }).transform((url) => new URL(url).origin))
    .default([]),
});
