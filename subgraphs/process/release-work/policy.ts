// How the firm bills, per legal entity, as data: who builds the invoice, what shares one, what the client's order must be, how tax is
// rounded, and what a document of its law must carry.
import { z } from 'zod';
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import { type Money, round } from '../../../schema/canon/money.ts';
import { roundingRefusal } from '../../../schema/canon/document-tax.ts';
import type { RoundingPolicy } from '../../../schema/canon/document-tax.ts';
import { numeric, truth } from '../../runtime/config-file.ts';
import { groupings } from '../billing/grouping.ts';

const rounding = z
  .strictObject({
    level: z.enum(['LINE', 'TAX_CATEGORY', 'DOCUMENT']).default('LINE'),
    mode: z.enum(['HALF_UP', 'HALF_EVEN', 'DOWN', 'UP']).default('HALF_UP'),
    law: z.enum(['EN_16931', 'JP_QUALIFIED', 'UNREGULATED']).default('UNREGULATED'),
  })
  .superRefine(({ law, ...policy }, context) => {
    const refusal = roundingRefusal(policy, law);
    if (refusal !== null) context.addIssue({ code: 'custom', message: refusal });
  });

const percent = z.string().regex(/^(0|[1-9]\d{0,2})(\.\d{1,4})?$/);

const expenseRule = z.strictObject({
  /** By the PSA's own name; null: every category. */
  category: z.string().min(1).nullable().default(null),
  /** Number of the contract; null: every contract. */
  contract: z.string().min(1).nullable().default(null),
  /** RECHARGE is part of our supply; a DISBURSEMENT was paid in the client's name; NOT is never billed on, whatever the PSA says. */
  bill: z.enum(['RECHARGE', 'DISBURSEMENT', 'NOT']).default('RECHARGE'),
  markupPercent: percent.default('0'),
  markupOn: z.enum(['NET', 'GROSS']).default('NET'),
  /** Tax that what was paid contains, on its net; null: the PSA does not say, and neither does the firm. */
  taxPercent: percent.nullable().default(null),
  /** How much of that tax we get back: it is not billed on. */
  recoverablePercent: percent.refine((share) => Number(share) <= 100, 'at most 100').default('100'),
  receiptRequired: truth.default(true),
});

/** How expenses of a category are billed on under a contract. */
export type ExpenseRule = z.infer<typeof expenseRule>;

const rule = z.strictObject({
  /** Code; null: every legal entity without a rule of its own. */
  legalEntity: z.string().min(1).nullable().default(null),
  /** GATEWAY posts to the ERP; PSA and ERP build it themselves from what is submitted. */
  builder: z.enum(['GATEWAY', 'PSA', 'ERP']).default('GATEWAY'),
  /** How an ERP comes to build it: when we ask, or by its own billing run or a person there, which we wait for. */
  erpBuilds: z.enum(['WHEN_ASKED', 'BY_ITSELF']).default('WHEN_ASKED'),
  /** After so many hours without a document a person is asked to see to it. */
  buildsWithinHours: numeric.pipe(z.number().min(0).max(2_160)).default(72),
  /** What is billed apart, where the contract does not say otherwise. */
  grouping: z.array(z.enum(groupings)).default(['PROJECT']),
  /** The same where a contract says otherwise; by its number. */
  contractGroupings: z
    .array(z.strictObject({ contract: z.string().min(1), grouping: z.array(z.enum(groupings)).min(1) }))
    .default([]),
  /** Where the ERP keeps cost centres, by its own names: a practice's own, else the company's (practice null). */
  costCentres: z
    .array(z.strictObject({ practice: z.string().min(1).nullable().default(null), costCentre: z.string().min(1) }))
    .default([]),
  /** Companies whose people may deliver what this one sells, and by which agreement; its own always may. */
  deliveredBy: z.array(z.strictObject({ legalEntity: z.string().min(1), agreement: z.string().min(1) })).default([]),
  /** IANA name of the zone its business day is of; null: the firm's. */
  timeZone: z
    .string()
    .nullable()
    .default(null)
    .refine((name) => name === null || isTimeZone(name), 'an IANA time zone such as Asia/Tokyo'),
  purchaseOrderRequired: truth.default(false),
  /** On the invoice of the time, on invoices of their own (postExpenses), or not at all. */
  expenses: z.enum(['WITH_TIME', 'APART', 'NEVER']).default('WITH_TIME'),
  /** The most specific counts: contract and category, contract, category, all. */
  expenseRules: z.array(expenseRule).default([]),
  rounding: rounding.prefault({}),
  /** By how much the ERP's posted tax may differ from our estimate before somebody has to agree; in units of the document's currency. */
  taxToleranceMax: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,4})?$/)
    .default('0.05'),
  /** ISO 4217 of the country's own money where tax must be stated in it as well. */
  nationalCurrency: z
    .string()
    .nullable()
    .default(null)
    .refine((code) => code === null || isCurrency(code), 'an ISO 4217 code'),
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isCurrency(code: string): boolean {
  try {
    return currencyCode(code) === code;
  } catch {
    return false;
  }
}

/** Section `billing` of the configuration. */
export const billingSchema = z.strictObject({ rules: z.array(rule).default([]) });

/** How the firm bills, checked. */
export type BillingConfig = z.infer<typeof billingSchema>;

/** How one legal entity bills. */
export type BillingPolicy = z.infer<typeof rule>;

/** The rule of a legal entity, else the general one, else the defaults. */
export function billingPolicyOf({ rules }: BillingConfig, legalEntity: string): BillingPolicy {
  const own = rules.find((each) => each.legalEntity === legalEntity);
  return own ?? rules.find((each) => each.legalEntity === null) ?? rule.parse({});
}

/** Who builds a document. A type, so that a draft keeps it as JSON. */
export type DocumentBuilder =
  { readonly kind: 'GATEWAY' | 'PSA' } | { readonly kind: 'ERP'; readonly builds: BillingPolicy['erpBuilds'] };

/** Who builds the documents of a legal entity. */
export function builderOfPolicy({ builder, erpBuilds }: Pick<BillingPolicy, 'builder' | 'erpBuilds'>): DocumentBuilder {
  return builder === 'ERP' ? { kind: builder, builds: erpBuilds } : { kind: builder };
}

/** How a category is billed on under a contract. */
export function expenseRuleOf(
  { expenseRules }: Pick<BillingPolicy, 'expenseRules'>,
  asked: { readonly category: string; readonly contract: string | null },
): ExpenseRule {
  const fitting = expenseRules
    .filter(({ category }) => category === null || category === asked.category)
    .filter(({ contract }) => contract === null || contract === asked.contract);
  const weight = ({ contract, category }: ExpenseRule): number =>
    (contract === null ? 0 : 2) + (category === null ? 0 : 1);
  return fitting.sort((a, b) => weight(b) - weight(a))[0] ?? expenseRule.parse({});
}

/** How it rounds tax, without the law that limits it. */
export function roundingOf({ rounding: { level, mode } }: BillingPolicy): RoundingPolicy {
  return { level, mode };
}

/** By how much posted tax may differ; less than a currency's smallest unit, as 0.05 yen, is nothing at all. */
export function taxTolerance(
  { taxToleranceMax }: Pick<BillingPolicy, 'taxToleranceMax'>,
  currency: CurrencyCode,
): Money {
  return round(taxToleranceMax, currency, 'DOWN');
}
