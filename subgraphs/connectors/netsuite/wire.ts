// Shapes of what NetSuite sends, checked on arrival. Bodies come through exact-json: every JSON number is text here.
import { z } from 'zod';

/** The answer does not have the documented shape; the message names the key, never a value. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** An internal id. */
export const id = z.string().regex(/^-?\d+$/);
/** Exact decimal text; the database writes 0.5 as `.5`. */
export const decimal = z
  .string()
  .regex(/^-?(\d+(\.\d*)?|\.\d+)$/)
  .transform((value) => value.replace(/^(-?)\./, '$10.').replace(/\.$/, ''));
/** A business day. */
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A moment with the account's offset. */
export const zonedTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/);
/** NetSuite's booleans in queries. */
export const flag = z.enum(['T', 'F']).transform((value) => value === 'T');
/** A count. */
export const whole = z.string().regex(/^\d+$/).transform(Number);

/** NetSuite leaves nulls out of its answers; here they are null again. */
export function maybe<S extends z.ZodType>(schema: S): z.ZodType<z.output<S> | null> {
  return schema.nullish().transform((value) => value ?? null);
}

const pageSchema = z.object({
  items: z.array(z.unknown()),
  hasMore: z.boolean(),
  totalResults: whole,
});
/** One page of a SuiteQL answer, its rows unchecked. */
export type SuiteQlPage = z.output<typeof pageSchema>;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: whole });
export type TokenAnswer = z.output<typeof tokenSchema>;

/** Checks a body against a schema. Raises UnexpectedAnswer naming what it is and the first key that does not fit. */
export function checked<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new UnexpectedAnswer(`${what}: ${path === '' ? 'the whole body' : `"${path}"`} is missing or of another form`);
}

/** The envelope of a SuiteQL answer. */
export function suiteQlPage(body: unknown): SuiteQlPage {
  return checked(pageSchema, body, 'the page of a query');
}

/** The answer of the token endpoint. */
export function tokenAnswer(body: unknown): TokenAnswer {
  return checked(tokenSchema, body, 'the access token');
}

/** Every row of a query. */
export function checkedRows<S extends z.ZodType>(
  schema: S,
  rows: readonly unknown[],
  what: string,
): readonly z.output<S>[] {
  return rows.map((row) => checked(schema, row, `a row of ${what}`));
}
