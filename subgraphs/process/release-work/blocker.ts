// Why nothing at all of a project can be billed now, with who mends it and how. Pure.
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

/** The first thing in the way, in the order in which they are mended; null when nothing is. */
export function blockerOf(project: WorkProject, { position }: WorkBooks, { builder }: BillingPolicy): Blocker | null {
  const { billingModel, seller, buyer, erp, contract, title } = project;
  if (billingModel !== 'TIME_AND_MATERIALS') {
    const message = `${title} is billed as ${billingModel}, not by its time`;
    return blocked('NOT_BY_TIME', message, 'bill it by its schedule', 'FINANCE');
  }
  if (position === null) return ofHold({ code: 'NO_OPENING_POSITION', project: project.id }, title);
  if (erp === null)
    return blocked('NOT_IN_ERP', `Finance has no project for ${title}`, 'make or link it in the ERP', 'FINANCE');
  if (seller === null)
    return blocked('NO_SELLER', `${title} names no legal entity of the ERP`, 'name it on the project', 'FINANCE');
  if (builder !== 'GATEWAY') {
    const message = `${seller.code} lets its ${builder} build invoices, which is not connected yet`;
    return blocked('BUILT_ELSEWHERE', message, 'bill it there, or set the builder to GATEWAY', 'FINANCE');
  }
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
  const hold: Hold | null = code === 'NOT_BY_TIME' ? null : { code: 'HELD_BY_PERSON', reason: `${message}; ${remedy}` };
  return { code, message, remedy, owner, hold };
}

function ofHold(hold: Hold, title: string): Blocker {
  const { owner, remedy } = holdRemedies[hold.code];
  return { code: hold.code, message: `${title} has no opening position that is signed off`, remedy, owner, hold };
}
