// Why nothing at all of a project can be billed now, with who mends it and how. Pure.
import type { BillingModel } from '../../../schema/canon/contract.ts';
import { holdRemedies } from '../../../schema/canon/hold.ts';
import type { Hold } from '../../../schema/canon/hold.ts';
import type { WorkBooks, WorkProject } from './facts.ts';
import type { BillingPolicy } from './policy.ts';

/** What is in the way. `hold` is the reason its work carries meanwhile; null where the project is not billed by its time at all. */
export interface Blocker {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** Business role. */
  readonly owner: string;
  readonly hold: Hold | null;
}

/** Time of these models is covered by what the contract bills by plan: it ends ABSORBED (DOMAIN rule 24). */
const absorbing: readonly BillingModel[] = ['FIXED_FEE', 'MILESTONE', 'RECURRING'];

/** Whether a project's time is billed by nobody, for its fee covers it. */
export function absorbsTime({ billingModel }: Pick<WorkProject, 'billingModel'>): boolean {
  return absorbing.includes(billingModel);
}

/** Why a release of time is not for a project at all; null where its time is billed, or covered. */
export function notByTime(project: WorkProject): Blocker | null {
  const { billingModel, title } = project;
  if (billingModel === 'TIME_AND_MATERIALS' || absorbsTime(project)) return null;
  const message = `${title} is billed as ${billingModel}, not by its time`;
  const remedy = billingModel === 'RETAINER' ? 'draw its retainer down' : 'correct how it is billed';
  return { code: 'NOT_BY_TIME', message, remedy, owner: 'FINANCE', hold: null };
}

/** Why no expense of a project is billed at all; null where expenses are. */
export function expensesBlocker(
  { title, billingModel, seller }: WorkProject,
  { expenses }: BillingPolicy,
): Blocker | null {
  const owner = 'FINANCE';
  if (expenses === 'NEVER') {
    const message = `${seller?.code ?? title} bills no expenses on`;
    return { code: 'EXPENSES_NEVER', message, remedy: 'have its policy changed first', owner, hold: null };
  }
  if (billingModel !== 'UNKNOWN') return null;
  const message = `How ${title} is billed is not known`;
  return { code: 'NOT_BY_TIME', message, remedy: 'correct how it is billed', owner, hold: null };
}

/** What stands in the way of taking any decision on a project's work; null where its position is signed off (DOMAIN rule 31). */
export function positionBlocker({ id, title }: WorkProject, { position }: Pick<WorkBooks, 'position'>): Blocker | null {
  return position === null ? ofHold({ code: 'NO_OPENING_POSITION', project: id }, title) : null;
}

/** The first thing in the way of a bill, in the order in which they are mended; null when nothing is. */
export function blockerOf(project: WorkProject, { position }: Pick<WorkBooks, 'position'>): Blocker | null {
  const { seller, buyer, erp, contract, title } = project;
  const unsigned = positionBlocker(project, { position });
  if (unsigned !== null) return unsigned;
  if (erp === null)
    return blocked('NOT_IN_ERP', `Finance has no project for ${title}`, 'make or link it in the ERP', 'FINANCE');
  if (seller === null)
    return blocked('NO_SELLER', `${title} names no legal entity of the ERP`, 'name it on the project', 'FINANCE');
  if (buyer?.erp == null)
    return blocked('NOT_IN_ERP', `Finance does not know the customer of ${title}`, 'onboard the customer', 'FINANCE');
  if (project.isBillingHeld)
    return blocked('BILLING_HELD', `The billing of ${title} is held in the ERP`, 'let it go on there', 'FINANCE');
  if (contract !== null && !contract.isActive) {
    const message = `Contract ${contract.number} of ${title} is ${contract.status}`;
    return blocked('CONTRACT_NOT_ACTIVE', message, 'have it signed or amended', 'ACCOUNT_MANAGER');
  }
  return null;
}

function blocked(code: string, message: string, remedy: string, owner: string): Blocker {
  return { code, message, remedy, owner, hold: { code: 'HELD_BY_PERSON', reason: `${message}; ${remedy}` } };
}

function ofHold(hold: Hold, title: string): Blocker {
  const { owner, remedy } = holdRemedies[hold.code];
  return { code: hold.code, message: `${title} has no opening position that is signed off`, remedy, owner, hold };
}
