// Shapes of what Salesforce sends, checked on arrival. Bodies come through exact-json: every JSON number is text here.
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { fullId, recordIdForm } from './record-id.ts';

/** The answer does not have the documented shape; the message names the key, never a value. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** Digits enough for any currency field (18), and for writing 1.0E7 out without rounding. */
const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });

const id = z.string().regex(recordIdForm).transform(fullId);
const text = z.string();
/** Salesforce prints doubles as Java does: 1.0E7 is ten million. A double ends at E308; a longer exponent would fill memory. */
const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/)
  .transform((value) => new Exact(value).toFixed());
const date = z.iso.date();
/** `2026-05-01T07:25:37.000+0000`, without a colon in the offset; RFC 3339 UTC here. */
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/)
  .transform((value) => value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  .refine((value) => !Number.isNaN(Date.parse(value)))
  .transform((value) => new Date(value).toISOString());
const currency = z.string().regex(/^[A-Z]{3}$/);

/** The kinds of value a mapped field may hold; a mapped field is read by its kind and is null when empty. */
export const kinds = {
  text: text.nullable(),
  decimal: decimal.nullable(),
  date: date.nullable(),
  instant: instant.nullable(),
  flag: z.boolean().nullable(),
  id: id.nullable(),
} as const;

const owner = z.object({ Name: text, Email: text.nullish() }).nullish();

/** Account, by its standard fields; mapped ones are read by `mapped`. */
export const accountRecord = z.looseObject({
  Id: id,
  Name: text,
  ParentId: id.nullable(),
  BillingCountry: text.nullable(),
  Website: text.nullable(),
  Owner: owner,
});
export type AccountRecord = z.output<typeof accountRecord>;

/** Opportunity, by its standard fields. */
export const opportunityRecord = z.looseObject({
  Id: id,
  Name: text,
  AccountId: id.nullable(),
  ContractId: id.nullable(),
  StageName: text,
  Probability: decimal.nullable(),
  Amount: decimal.nullable(),
  CurrencyIsoCode: currency,
  CloseDate: date,
});
export type OpportunityRecord = z.output<typeof opportunityRecord>;

/** Contract, by its standard fields. */
export const contractRecord = z.looseObject({
  Id: id,
  ContractNumber: text,
  AccountId: id.nullable(),
  Status: text,
  StartDate: date.nullable(),
  EndDate: date.nullable(),
  CustomerSignedDate: date.nullable(),
  CurrencyIsoCode: currency,
});
export type ContractRecord = z.output<typeof contractRecord>;

/** A line of a contract. */
export const lineRecord = z.object({
  Id: id,
  Contract__c: id,
  Name: text,
  Description__c: text.nullable(),
  Billing_Model__c: text.nullable(),
  Amount__c: decimal.nullable(),
  Unit_Price__c: decimal.nullable(),
  Quantity__c: decimal.nullable(),
  Not_To_Exceed__c: decimal.nullable(),
  Start_Date__c: date.nullable(),
  End_Date__c: date.nullable(),
  Rollover__c: z.boolean(),
  Revenue_Method__c: text.nullable(),
  Performance_Obligation__c: id.nullable(),
});
export type LineRecord = z.output<typeof lineRecord>;

/** A performance obligation. */
export const obligationRecord = z.object({
  Id: id,
  Contract__c: id,
  Name: text,
  Description__c: text.nullable(),
  Revenue_Method__c: text.nullable(),
  Allocated_Amount__c: decimal.nullable(),
});
export type ObligationRecord = z.output<typeof obligationRecord>;

/** An amendment. */
export const amendmentRecord = z.object({
  Id: id,
  Contract__c: id,
  Number__c: decimal,
  Effective_Date__c: date.nullable(),
  Approved_At__c: instant.nullable(),
  Kind__c: text.nullable(),
  Value_Delta__c: decimal.nullable(),
  Reason__c: text.nullable(),
});
export type AmendmentRecord = z.output<typeof amendmentRecord>;

/** What the change query reads of any object. */
export const changeRecord = z.looseObject({
  Id: id,
  SystemModstamp: instant,
  IsDeleted: z.boolean(),
  Name: text.nullish(),
  Website: text.nullish(),
});

/** An account as it is now, deleted or not. */
export const accountState = z.looseObject({
  Id: id,
  Name: text,
  ParentId: id.nullish(),
  BillingCountry: text.nullish(),
  IsDeleted: z.boolean(),
  MasterRecordId: id.nullish(),
});
export const accountStateFields = ['Id', 'Name', 'ParentId', 'BillingCountry', 'IsDeleted', 'MasterRecordId'] as const;

/** One row of a count. */
export const countRecord = z.looseObject({
  total: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number),
});

/** Where a result goes on: a path of the same host, never another host, for the session goes with it. */
const locator = text.regex(/^\/services\/data\/v\d+\.\d+\/query(All)?\/[\w-]+$/);
const records = z.array(z.unknown());
const pageSchema = z.discriminatedUnion('done', [
  z.object({ done: z.literal(true), records }),
  z.object({ done: z.literal(false), records, nextRecordsUrl: locator }),
]);
const sessionSchema = z.object({ access_token: text.min(1), instance_url: z.url({ protocol: /^https?$/ }) });
const describeSchema = z.object({ fields: z.array(z.object({ name: text, type: text })) });

/** A field as the org describes it. */
export interface FieldDescription {
  readonly name: string;
  readonly type: string;
}

/** Checks a value against a schema. Raises UnexpectedAnswer naming what it is and the first key that does not fit. */
export function checked<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new UnexpectedAnswer(`${what}: ${path === '' ? 'the whole body' : `"${path}"`} is missing or of another form`);
}

/** A mapped field of a record, read by its kind. */
export function mapped<K extends keyof typeof kinds>(
  record: Readonly<Record<string, unknown>>,
  field: string,
  kind: K,
): z.output<(typeof kinds)[K]> {
  return checked(kinds[kind], record[field], `field ${field}`) as z.output<(typeof kinds)[K]>;
}

/** One page of a query. An unfinished one without a next page is refused: a short list would look complete. */
export function queryAnswer(body: unknown): {
  readonly records: readonly unknown[];
  readonly nextRecordsUrl: string | null;
} {
  const page = checked(pageSchema, body, 'the page of a query');
  return { records: page.records, nextRecordsUrl: page.done ? null : page.nextRecordsUrl };
}

/** The answer of the token endpoint. A session bought over TLS may not be asked for in the clear. */
export function sessionAnswer(body: unknown, loginUrl: string): z.output<typeof sessionSchema> {
  const secure = z.url({ protocol: /^https$/ });
  const schema = loginUrl.startsWith('https:') ? sessionSchema.extend({ instance_url: secure }) : sessionSchema;
  return checked(schema, body, 'the session');
}

/** The description of an object. */
export function describeAnswer(body: unknown): readonly FieldDescription[] {
  return checked(describeSchema, body, 'the description').fields;
}
