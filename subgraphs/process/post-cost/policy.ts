// How the cost of work stands in each legal entity's books, as data: its accounts, its cards where the PSA says no rate, and between which
// companies people may work for each other.
import { z } from 'zod';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { type RateEntry, rateTable, type RateTable } from '../../../schema/canon/rate.ts';
import type { IntercompanyMapping } from '../billing/entity.ts';

/** As the ERP's chart has it. */
const account = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,29}$/, 'the number of an account, such as 5000');
const code = z.string().min(1);
const day = z.iso.date().nullable().default(null);

const rule = z.strictObject({
  /** Code; null: every legal entity without a rule of its own. */
  legalEntity: code.nullable().default(null),
  /** Cost of delivery: debited for billable work. */
  billable: account,
  /** The same for work no client pays; absent: as `billable`. */
  notBillable: account.nullable().default(null),
  /** Labour absorbed: credited. */
  absorbed: account,
  /** How an entry's cost is rounded to the smallest unit. */
  rounding: z.enum(['HALF_UP', 'HALF_EVEN', 'DOWN', 'UP']).default('HALF_UP'),
  /** Where the ERP keeps cost centres: the one of this company's delivery. */
  costCentre: z.string().min(1).nullable().default(null),
  /** First day whose cost is posted, for projects without an opening position; null: they wait for one. */
  startsOn: day,
});

const between = z.strictObject({
  /** Who sells the project, and who employs whoever works on it; codes. */
  project: code,
  employer: code,
  /** By which agreement. */
  agreement: z.string().min(1),
  /** In the project's books: credited instead of labour absorbed. */
  dueTo: account,
  /** In the employer's books: debited instead of cost of delivery. */
  dueFrom: account,
});

const card = z
  .strictObject({
    /** The PSA's own id of a person, or null. */
    person: z.string().min(1).nullable().default(null),
    /** By the PSA's own name, or null. Exactly one of the two. */
    role: z.string().min(1).nullable().default(null),
    /** Of the company that employs them. */
    currency: z.string(),
    hourlyRate: z.string().regex(/^\d{1,9}(\.\d{1,6})?$/, 'decimal text such as 62.50'),
    from: day,
    to: day,
  })
  .refine(({ person, role }) => (person === null) !== (role === null), 'either a person or a role');

/** Section `cost` of the configuration. */
export const costSchema = z
  .strictObject({
    rules: z.array(rule).default([]),
    intercompany: z.array(between).default([]),
    cards: z.array(card).default([]),
  })
  .superRefine(({ cards }, context) => {
    try {
      cardsOf({ cards });
    } catch (error) {
      context.addIssue({
        code: 'custom',
        path: ['cards'],
        message: error instanceof Error ? error.message : 'no cards',
      });
    }
  });

/** How cost is posted, checked. */
export type CostConfig = z.infer<typeof costSchema>;

/** How one legal entity keeps it. */
export type CostRule = z.infer<typeof rule>;

/** Between two companies. */
type Between = CostConfig['intercompany'][number];

/** The rule of a legal entity, else the general one; null: nobody has said where its cost goes. */
export function costRuleOf({ rules }: Pick<CostConfig, 'rules'>, legalEntity: string): CostRule | null {
  const own = rules.find((each) => each.legalEntity === legalEntity);
  return own ?? rules.find((each) => each.legalEntity === null) ?? null;
}

/** The mappings as the rule of several companies wants them (DOMAIN rule 18). */
export function mappingsOf({ intercompany }: Pick<CostConfig, 'intercompany'>): readonly IntercompanyMapping[] {
  return intercompany.map(({ project, employer, agreement }) => ({ seller: project, deliverer: employer, agreement }));
}

/** The cards to resolve from. Raises RangeError where two are in force on one day. */
export function cardsOf({ cards }: Pick<CostConfig, 'cards'>): RateTable<'COST'> {
  return rateTable(
    'COST',
    cards.map(({ person, role, currency, hourlyRate, from, to }): RateEntry<'COST'> => ({
      kind: 'COST',
      subject: person === null ? { scope: 'ROLE', ids: [role ?? ''] } : { scope: 'PERSON', ids: [person] },
      ...{ currency: currencyCode(currency), hourlyRate, effectiveFrom: from, effectiveTo: to },
    })),
  );
}

/** The mapping between two companies; null within one. */
export function betweenOf({ intercompany }: CostConfig, project: string, employer: string): Between | null {
  return intercompany.find((each) => each.project === project && each.employer === employer) ?? null;
}
