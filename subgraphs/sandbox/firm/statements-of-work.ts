// What deals carry besides their contract: statements of work, project templates, and the instalments of fixed prices.
import { dateOf, dayOf } from './days.ts';
import type { Dirt } from './dirt.ts';
import type { BillingModel, ContractLine, LineMilestone, Opportunity, StatementOfWork } from './model.ts';
import { PROJECT_TEMPLATES } from './project-templates.ts';
import type { Random } from './random.ts';

/** Tenths of a fixed price that fall due at each third of the term. */
const INSTALMENT_TENTHS = [3, 3, 4] as const;
const INSTALMENT_NAMES = ['Kick-off accepted', 'Interim result accepted', 'Final acceptance'] as const;

/** The template for a service line, by the billing model where there is one for it. */
export function templateFor(serviceLine: number, billingModel: BillingModel): string | undefined {
  const own = PROJECT_TEMPLATES.filter((template) => template.serviceLine === serviceLine);
  return (own.find((template) => template.billingModel === billingModel) ?? own[0])?.key;
}

/** One or more per deal that came so far; only deals that lack one on purpose have none. */
export function statementsOf(opportunities: readonly Opportunity[], dirt: Dirt, random: Random): StatementOfWork[] {
  const without = new Set(dirt.cases.dealWithoutStatementOfWork.map(({ ordinal }) => ordinal));
  const statements: StatementOfWork[] = [];
  const add = (opportunity: Opportunity, state: StatementOfWork['state'], version: number): void => {
    const ordinal = statements.length + 1;
    const isApproved = state === 'approved' || state === 'signed';
    const { createdAt, modifiedAt, closeOn, amount, sowApprovedAt } = opportunity;
    statements.push({
      ...{ ordinal, opportunity: opportunity.ordinal, version, state, amount, createdAt, modifiedAt },
      number: `SOW-${String(1000 + opportunity.ordinal)}-${version}`,
      approvedAt: isApproved ? sowApprovedAt : undefined,
      signedOn: state === 'signed' ? closeOn : undefined,
    });
  };
  for (const opportunity of opportunities) {
    if (without.has(opportunity.ordinal)) continue;
    switch (opportunity.stage) {
      case 'won':
      case 'contracted': {
        // Some were sent back once; the version before stays on record.
        const version = random.chance(0.15) ? 2 : 1;
        if (version === 2) add(opportunity, 'rejected', 1);
        add(opportunity, opportunity.stage === 'won' ? 'signed' : 'approved', version);
        break;
      }
      case 'negotiation':
        add(opportunity, random.chance(0.6) ? 'inApproval' : 'draft', 1);
        break;
      case 'proposal':
        if (random.chance(0.5)) add(opportunity, 'draft', 1);
        break;
      default:
    }
  }
  return statements;
}

/** Three instalments of each line with a fixed price; the last one takes what rounding leaves. */
export function instalmentsOf(lines: readonly ContractLine[]): LineMilestone[] {
  const instalments: LineMilestone[] = [];
  for (const line of lines) {
    if (line.billingModel !== 'fixedFee' && line.billingModel !== 'milestone') continue;
    const [from, to] = [dayOf(line.start), dayOf(line.end)];
    let left = line.amount;
    INSTALMENT_TENTHS.forEach((tenths, index) => {
      const isLast = index === INSTALMENT_TENTHS.length - 1;
      const amount = isLast ? left : (line.amount * BigInt(tenths)) / 10n;
      left -= amount;
      instalments.push({
        ordinal: instalments.length + 1,
        line: line.ordinal,
        name: INSTALMENT_NAMES[index] ?? '',
        dueOn: dateOf(Math.round(from + ((to - from) * (index + 1)) / INSTALMENT_TENTHS.length)),
        amount,
      });
    });
  }
  return instalments;
}
