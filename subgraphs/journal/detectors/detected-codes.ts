// What detectors find, in words for the people who mend it: whose it is, how long it may stay, and what to do. Pure.
import type { Role } from '../../../schema/canon/roles.ts';

/** What is said of a case. */
export interface DetectedRule {
  readonly title: string;
  readonly explanation: string;
  readonly ownerRole: Role;
  /** Hours from its opening until somebody should have ended it. */
  readonly dueHours: number;
  /** What mends it; the exception ends by itself then. */
  readonly fix: string;
}

/** A day for what holds up delivery, two for what holds up a bill: both wait for office hours. */
const deliveryHours = 24;
const billingHours = 48;

/** By code: a further detector is a line here, a file of its own and a line in the registry (process/detectors). */
export const detectedRules = {
  WON_DEAL_WITHOUT_RUN: {
    title: 'Won, and nothing was begun',
    explanation:
      'The deal is where projects start, names no project, and no conversion of it goes on: none was ever begun, or it was unwound or given up. Nobody delivers it, nobody bills it.',
    ownerRole: 'account-manager',
    dueHours: deliveryHours,
    fix: 'Convert the deal (convertOpportunityToProject), or name its project on it in the CRM',
  },
  CONVERTED_DEAL_REOPENED: {
    title: 'Reopened, and its projects run',
    explanation:
      'The deal was converted and is not sold any more: it was reopened, lost or removed. People work on what nobody may have bought.',
    ownerRole: 'account-manager',
    dueHours: deliveryHours,
    fix: 'Win the deal again in the CRM, or have finance unwind the conversion (unwindConversion) before more is worked on it',
  },
  CONVERTED_WITHOUT_CONTRACT: {
    title: 'Converted, and without its contract',
    explanation:
      'A project that a conversion made names no contract in the PSA: it is billed without the contract’s caps, order and lines, or not at all.',
    ownerRole: 'finance-controller',
    dueHours: billingHours,
    fix: 'Link the project to its contract in the PSA',
  },
  CONTRACT_WITHOUT_SCHEDULE: {
    title: 'In force, and not planned to be billed',
    explanation:
      'The contract has begun and is billed by dates or milestones, and no project of it has a billing schedule in the ERP: no bill will ever be due.',
    ownerRole: 'finance-controller',
    dueHours: billingHours,
    fix: 'Make the billing schedule in the ERP, or convert the contract’s deal',
  },
  REQUEST_WITHOUT_ASSIGNMENT: {
    title: 'Asked for, and nobody is there',
    explanation: 'A project needs somebody within days, or did already, and nobody is assigned.',
    ownerRole: 'project-manager',
    dueHours: deliveryHours,
    fix: 'Assign somebody in the PSA, or move or withdraw the request',
  },
  PROJECT_WITHOUT_FINANCE_CODE: {
    title: 'Delivered, and finance does not know it',
    explanation:
      'The project is delivered and has no project in the ERP: what is worked on it can be neither billed nor costed.',
    ownerRole: 'finance-controller',
    dueHours: deliveryHours,
    fix: 'Make the project in the ERP and name the PSA’s project on it',
  },
  APPROVED_TIME_NOT_RELEASED: {
    title: 'Approved, and never billed',
    explanation: 'Time was approved long ago, is the bill of its project, and is on no invoice.',
    ownerRole: 'billing-preparer',
    dueHours: billingHours,
    fix: 'Release the time to an invoice, or say why it is not to be billed',
  },
  AT_RISK_PAST_EXPIRY: {
    title: 'Begun at risk, and the time for it is over',
    explanation: 'Work began with gates waived until a day that is past, and the gates are still shut.',
    ownerRole: 'finance-controller',
    dueHours: deliveryHours,
    fix: 'Mend the gates and convert the deal again, have the waiver renewed, or unwind it (unwindConversion)',
  },
  AT_RISK_OVER_LIMIT: {
    title: 'Begun at risk, and more was spent than agreed',
    explanation: 'Work began with gates waived up to an amount, and more than that is worked.',
    ownerRole: 'finance-controller',
    dueHours: deliveryHours,
    fix: 'Stop the work, mend the gates and convert the deal again, or have a higher limit approved',
  },
  DOUBLED_RECORD: {
    title: 'Made twice',
    explanation:
      'A call that nobody had an answer to was looked for, not found, and sent again; then the first one arrived as well. Two records stand where one was meant.',
    ownerRole: 'operator',
    dueHours: deliveryHours,
    fix: 'Keep the record that the run names (trace by the key), move what was booked on the other one, and remove that in the PSA',
  },
  // These are found by the watch over posted documents (process/credit-invoice), not by a detector.
  DOCUMENT_CHANGED_IN_ERP: {
    title: 'Our invoice was changed in the ERP',
    explanation:
      'Somebody edited, re-dated or removed an invoice that we posted. Our books say what was posted; they were not changed to fit.',
    ownerRole: 'finance-controller',
    dueHours: 4,
    fix: 'Put the invoice back as it was posted, or credit it and bill the work again (creditAndRebill); of one that was removed nothing is posted by that, and its work goes back',
  },
  CREDIT_CHANGED_IN_ERP: {
    title: 'A credit of our invoice is not there any more',
    explanation:
      'A credit memo whose work was taken back was voided, removed or changed in the ERP. The work may be billed twice now.',
    ownerRole: 'finance-controller',
    dueHours: 4,
    fix: 'Post the credit again in the ERP, of the same amount; or write off the work that it gave back (adjustWork) and leave this as it is',
  },
  BILLED_ANEW_BY_HAND: {
    title: 'Voided, and perhaps billed anew by hand',
    explanation:
      'Somebody credited or voided an invoice of ours in the ERP, and an invoice that nobody here posted is to the same customer. Its work is held: if that invoice bills it, it is not to be billed again.',
    ownerRole: 'finance-controller',
    dueHours: 4,
    fix: 'If that invoice bills the work, write the work off (adjustWork, WRITE_OFF), else let it go (LET_GO), which somebody else agrees to',
  },
  BILLED_WORK_CHANGED: {
    title: 'Billed work was rejected or changed',
    explanation:
      'Hours on a posted invoice were edited, rejected or removed in the PSA afterwards. The invoice stands as it is.',
    ownerRole: 'finance-controller',
    dueHours: billingHours,
    fix: 'Credit that work on its invoice (creditAndRebill with its id), and bill it again where it is right now',
  },
  // Found by the watch over posted cost (process/post-cost), not by a detector.
  COST_CHANGED_IN_ERP: {
    title: 'Our journal entry was changed in the ERP',
    explanation:
      'Somebody edited, re-dated or removed a journal entry that posts what work costs, or takes that back. Our books say what was posted; they were not changed to fit.',
    ownerRole: 'finance-controller',
    dueHours: 4,
    fix: 'Put the entry back as it was posted; what is to be otherwise is corrected on the work in the PSA, which has it taken back and posted anew',
  },
  // No detector's: told by alerts themselves.
  ALERT_NOT_TOLD: {
    title: 'An alert reached nobody',
    explanation: 'A rule was broken, and its channel did not take the news, however often it was tried.',
    ownerRole: 'operator',
    dueHours: 4,
    fix: 'Mend the channel, look at the alert yourself, and leave this as it is',
  },
} as const satisfies Readonly<Record<string, DetectedRule>>;

/** A code of what a detector finds. */
export type DetectedCode = keyof typeof detectedRules;

/** What is said of a code; null for one that no detector of this version has. */
export function detectedRule(code: string): DetectedRule | null {
  return Object.hasOwn(detectedRules, code) ? detectedRules[code as DetectedCode] : null;
}
