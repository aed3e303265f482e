// Who has to agree to what: the firm's policy as data. Pure; the first rule that fits decides, and where none does the strictest.
import { z } from 'zod';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { compare, money, negate, zero } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import { strictestRule } from '../../journal/approvals/rule.ts';
import type { ApprovalPolicy, ApprovalRule, AskedOfPolicy } from '../../journal/approvals/rule.ts';
import type { Clock } from '../../runtime/clock.ts';
import { numeric } from '../../runtime/config-file.ts';

/** Roles that may be named as approvers: they see the amounts, and whoever prepares or audits does not approve. */
export const approverRoles = ['finance-controller', 'billing-approver', 'account-manager', 'operator'] as const;

const hourMs = 3_600_000;
/** A holiday week, and time to notice. */
const expireHoursDefault = 168;
const expireHoursMax = 24 * 90;

const limit = z
  .strictObject({ amount: z.string(), currency: z.string() })
  .transform(({ amount, currency }, context) => {
    try {
      return money(amount, currencyCode(currency));
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'no amount' });
      return z.NEVER;
    }
  });

/** Looks at the lines of invoices of their own projects, and at nothing else: what they agree to has hours and prices, no customer’s finances. */
const lineReviewer = 'project-manager';
const lineReview = 'invoice.review';

const rule = z
  .strictObject({
    /** An action, or a group of them: `run.*`. */
    action: z.string().regex(/^([a-z][a-z-]*\.)+([a-z][a-z-]*|\*)$/, 'an action such as exception.waive, or run.*'),
    /** Codes; null: any, and what is the firm's. */
    legalEntities: z.array(z.string().min(1)).min(1).nullable().default(null),
    /** What is at stake: `none`: no money; `{ amount, currency }`: at most so much, either way, of this currency; null: whatever it is. */
    atStake: z
      .union([z.literal('none'), limit])
      .nullable()
      .default(null),
    /** As many different people must agree; 0: nobody. */
    approvers: numeric.pipe(z.int().min(0).max(10)).default(1),
    roles: z.array(z.enum([...approverRoles, lineReviewer])).default(['finance-controller']),
    expireHours: numeric.pipe(z.int().min(1).max(expireHoursMax)).default(expireHoursDefault),
  })
  .refine(
    ({ action, roles }) => action === lineReview || !roles.includes(lineReviewer),
    `${lineReviewer} decides on ${lineReview} alone; name that action`,
  );
type Rule = z.infer<typeof rule>;

/**
 * What the demo firm, and a firm that says nothing, goes by: who waives money, answers a question by hand, or lets what was refused
 * be written again, needs a second person; a customer is activated without one.
 */
const defaultRules: readonly z.input<typeof rule>[] = [
  { action: 'exception.waive', atStake: 'none', approvers: 0 },
  { action: 'exception.waive', roles: ['finance-controller', 'billing-approver'] },
  { action: 'doubt.resolve', roles: ['operator', 'finance-controller', 'billing-approver'] },
  { action: 'run.*', roles: ['operator', 'finance-controller', 'billing-approver'] },
  { action: 'customer.activate', approvers: 0 },
  // Lines are looked at by whoever releases the invoice, unless the firm wants somebody before them.
  { action: 'invoice.review', approvers: 0 },
  { action: 'invoice.*', roles: ['finance-controller', 'billing-approver'] },
  { action: 'billing.*', roles: ['finance-controller', 'billing-approver'] },
  // Whoever releases its invoice sees what proves it, unless the firm wants somebody before them.
  { action: 'milestone.complete', approvers: 0 },
  // What the PSA has approved costs what it costs; firms that want finance to see it first say so.
  { action: 'cost.*', approvers: 0 },
  { action: 'retainer.*', roles: ['finance-controller', 'billing-approver'] },
  { action: 'work.*', roles: ['finance-controller', 'billing-approver'] },
  // What the CRM's people own is theirs to say, and a hold only protects; tax, an end and a release are finance's, together.
  ...['customer.rename', 'customer.reparent', 'customer.follow', 'customer.merge', 'customer.credit-hold'].map(
    (action) => ({ action, approvers: 0 }),
  ),
  ...['customer.tax-id', 'customer.deactivate', 'customer.credit-release'].map((action) => ({
    ...{ action, roles: ['finance-controller', 'billing-approver'] satisfies (typeof approverRoles)[number][] },
  })),
];

/** Section `approvals` of the configuration. */
export const approvalsSchema = z.strictObject({
  rules: z.array(rule).default(defaultRules.map((each) => rule.parse(each))),
});

/** The firm's policy, checked. */
export type ApprovalsConfig = z.infer<typeof approvalsSchema>;

/** Who has to agree; null when nobody has to. */
export function ruleOf({ rules }: ApprovalsConfig, asked: AskedOfPolicy): ApprovalRule | null {
  const found = rules.find((each) => fits(each, asked));
  if (found === undefined) return strictestRule;
  const { approvers, roles, expireHours } = found;
  return approvers === 0 ? null : { approvers, roles, expiresInMs: expireHours * hourMs };
}

function fits({ action, legalEntities, atStake }: Rule, asked: AskedOfPolicy): boolean {
  const isNamed = action.endsWith('.*') ? asked.action.startsWith(action.slice(0, -1)) : asked.action === action;
  if (!isNamed) return false;
  if (legalEntities !== null && (asked.legalEntity === null || !legalEntities.includes(asked.legalEntity)))
    return false;
  if (atStake === null) return true;
  if (atStake === 'none') return asked.amount === null;
  return asked.amount !== null && isWithin(asked.amount, atStake);
}

/** A credit of 5,000 is as much as a charge of 5,000. Another currency is not compared, so the rule does not fit. */
function isWithin(amount: Money, most: Money): boolean {
  if (amount.currency !== most.currency) return false;
  const size = compare(amount, zero(amount.currency)) < 0 ? negate(amount) : amount;
  return compare(size, most) <= 0;
}

/** Whether project managers are asked to look at the lines of an invoice, and whether anybody else could. */
export function managerAsked(
  config: ApprovalsConfig,
  asked: { readonly legalEntity: string; readonly amount: Money },
): 'NO' | 'AMONG_OTHERS' | 'ALONE' {
  const roles = ruleOf(config, { ...asked, action: lineReview })?.roles ?? [];
  if (!roles.includes(lineReviewer)) return 'NO';
  return roles.length > 1 ? 'AMONG_OTHERS' : 'ALONE';
}

/** The policy as journal and saga ask it. */
export function policyOf(config: ApprovalsConfig, clock: Clock): ApprovalPolicy {
  return { ruleOf: (asked) => ruleOf(config, asked), nowMs: () => clock.now().getTime() };
}
