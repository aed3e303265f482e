// What each code of an exception of billing means to the people who mend it. Pure.
import type { Role } from '../../schema/canon/roles.ts';

/** What a code says of an exception. */
export interface ExceptionRule {
  readonly title: string;
  readonly explanation: string;
  readonly ownerRole: Role;
  /** Hours from its opening until somebody should have ended it. */
  readonly dueHours: number;
}

/** Outages mend themselves or not within half a day. */
export const outageHours = 4;

/** Codes of what is billed, credited or costed. */
export const billingCodes: Readonly<Record<string, Partial<ExceptionRule>>> = {
  NO_OPENING_POSITION: {
    title: 'What was billed before is not signed off',
    explanation:
      'Until it is, nothing of the project is billed, so that nothing is billed twice. Take it over and have it signed off.',
    ownerRole: 'finance-controller',
  },
  DIFFERENCE_UNEXPLAINED: { title: 'ERP and PSA differ on what was billed', ownerRole: 'finance-controller' },
  WORK_CHANGED: {
    title: 'Work changed on its way to the client',
    explanation:
      'Hours were edited, rejected or billed elsewhere after they were put on a draft, under review or while the invoice was made. Nothing of it is billed and all of it is free; send the run on, or release it anew.',
    ownerRole: 'billing-preparer',
  },
  AMOUNTS_DIFFER: {
    title: 'PSA and ERP plan different amounts',
    explanation:
      'A milestone is worth one amount in the PSA and another in the ERP’s schedule. Nobody’s word counts until they agree.',
    ownerRole: 'finance-controller',
  },
  LINE_UNKNOWN: {
    title: 'Which contract line is billed is not known',
    explanation:
      'No line of the contract, or more than one, fits the project and its schedule. Correct the contract or the schedule.',
    ownerRole: 'finance-controller',
  },
  OVER_CAP: {
    title: 'Beyond what the contract is worth',
    explanation:
      'A bill would take more than its contract line, or its cap, allows. Amend the contract, or correct the bill.',
    ownerRole: 'account-manager',
  },
  NO_MANAGER: { title: 'Nobody is there to look at the lines of an invoice', ownerRole: 'project-manager' },
  MILESTONE_UNKNOWN: { title: 'The schedule has no such milestone', ownerRole: 'project-manager' },
  MILESTONE_GONE: { title: 'The PSA has no such milestone any more', ownerRole: 'project-manager' },
  ALREADY_BILLED: { title: 'Billed already', ownerRole: 'billing-preparer' },
  BILLED_BEFORE: { title: 'Billed before go-live', ownerRole: 'billing-preparer' },
  BILLED_ELSEWHERE: {
    title: 'Billed by somebody else',
    explanation:
      'The ERP or the PSA says that it is billed, and not by us. Find that invoice; nothing is billed twice.',
    ownerRole: 'finance-controller',
  },
  CREDIT_INSTEAD: { title: 'Less is accepted than was billed', ownerRole: 'finance-controller' },
  RETAINER_SHORT: {
    title: 'More was used than is paid in',
    explanation:
      'A credit took back what a retainer had covered already. Bill the period again, or have the work written off.',
    ownerRole: 'finance-controller',
  },
  COST_HELD: {
    title: 'The cost of work waits',
    explanation:
      'What could be posted is. The rest has no rate, no employer, no dimension or no mapping between companies; costHolds says which and who mends it. Mended, resume.',
    ownerRole: 'finance-controller',
  },
  NO_COST_ACCOUNTS: { title: 'No accounts for the cost of work', ownerRole: 'finance-controller' },
  ACCOUNT_UNKNOWN: { title: 'The ERP has no such account', ownerRole: 'finance-controller' },
  WORK_TAKEN: { title: 'The work is on another draft', ownerRole: 'billing-preparer' },
  POSTED_DIFFERS: {
    title: 'The ERP posted something else',
    explanation:
      'What is in the ERP is not what was sent. Nothing was taken back; compare the two, mend it there, or have it billed anew, then resume.',
    ownerRole: 'finance-controller',
    dueHours: outageHours,
  },
  BUILT_DIFFERS: {
    title: 'The PSA built another amount',
    explanation:
      'Its invoice did not come to what was claimed. It was taken back there, nothing was posted, and the work is free: mend the rates, then release it anew.',
    ownerRole: 'finance-controller',
  },
  BUILT_IN_PARTS: {
    title: 'The ERP built several invoices',
    explanation: 'One was to come of what was submitted. Leave one there that bills all of it, then resume.',
    ownerRole: 'finance-controller',
  },
  BUILT_VOIDED: {
    title: 'The ERP’s invoice was voided',
    explanation:
      'Somebody there voided what was built of the submitted work. Take the run back: the work is free then. Release it anew.',
    ownerRole: 'finance-controller',
  },
  BUILDER_REFUSED: {
    title: 'The ERP builds no invoice',
    explanation:
      'Somebody there closed or removed what was submitted. The work is free; ask them why, then release it anew.',
    ownerRole: 'finance-controller',
  },
  BILLED_ANEW_BY_HAND: {
    title: 'Perhaps billed by hand already',
    explanation:
      'A person voided or credited what billed this work in the ERP, and an invoice that nobody here posted is to the same customer. Nothing was posted, and the work is free. Hold it, and write it off if that invoice bills it, or let it go.',
    ownerRole: 'finance-controller',
  },
  NOT_BUILT_YET: {
    title: 'The ERP has not built the invoice yet',
    explanation:
      'What was submitted lies there, and nobody has billed it. It is looked at again by itself; have it billed, or closed, there.',
    ownerRole: 'finance-controller',
  },
  NOT_IN_PSA: {
    title: 'More than the PSA can bill',
    explanation: 'The PSA builds invoices of its own records, and of so many at once. Release less at a time.',
    ownerRole: 'billing-preparer',
  },
};
