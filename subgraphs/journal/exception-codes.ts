// What each code of an exception means to the people who mend it: whose it is, how long it may stay, and what helps. Pure.
import { billingCodes, type ExceptionRule, outageHours } from './billing-codes.ts';
import { detectedRule } from './detectors/detected-codes.ts';
import { approvalWithdrawn } from './run-journal.ts';
import type { Direction } from './run-journal.ts';

/** Why there is an exception: how its run rests, that a reader could not be told of an event, what is wrong with a feed, or that
 * something was never begun. */
export type ExceptionKind = 'PARKED' | 'STUCK' | 'COMPENSATED' | 'DEAD_LETTER' | 'FEED' | 'DETECTED';

/** What a person can do about it here. */
export type FixAction = 'RESUME' | 'CORRECT' | 'COMPENSATE' | 'WAIVE' | 'TELL_AGAIN' | 'MEND';

/** A suggestion: what to do first, and the act here that follows. */
export interface Fix {
  readonly action: FixAction;
  readonly label: string;
}

/** Questions of money and master data wait for office hours. */
const questionHours = 24;
const letterHours = 24;

const outage: ExceptionRule = {
  title: 'A system was away',
  explanation:
    'The system could not be asked for longer than we try. Nothing was taken back; what is written stays written. For a day it is tried again by itself, with growing pauses.',
  ownerRole: 'operator',
  dueHours: outageHours,
};
const refused: ExceptionRule = {
  title: 'Refused, and taken back',
  explanation: 'A system or a rule said no. Everything written before was taken back; a replay begins anew.',
  ownerRole: 'operator',
  dueHours: questionHours,
};
const question: ExceptionRule = {
  title: 'A person must decide',
  explanation: 'The run stopped with nothing taken back, for the facts do not say what is right.',
  ownerRole: 'operator',
  dueHours: questionHours,
};
const undoFailed: ExceptionRule = {
  title: 'Taking back failed',
  explanation:
    'Something was written that ought to be taken back, and the system does not let us. Mend it there, then resume.',
  ownerRole: 'operator',
  dueHours: outageHours,
};
const letter: ExceptionRule = {
  title: 'A reader was not told',
  explanation: 'An event could not be delivered, however often it was tried. The reader does not know of it.',
  ownerRole: 'operator',
  dueHours: letterHours,
};

const feed: ExceptionRule = {
  title: 'A change was not told',
  explanation:
    'A process could not say what a change means to it. It is asked again by itself, at the latest every hour.',
  ownerRole: 'operator',
  dueHours: letterHours,
};

const detected: ExceptionRule = {
  title: 'Never begun',
  explanation: 'Something that ought to have been begun was not. It ends by itself once it is.',
  ownerRole: 'operator',
  dueHours: questionHours,
};

/** Codes that say more than the kind does. A code that is not here is explained by its kind. */
const byCode: Readonly<Record<string, Partial<ExceptionRule>>> = {
  DUPLICATE_CANDIDATE: {
    title: 'Looks like a customer that is there',
    explanation:
      'Another record may be the same customer. A second one would split its balance; a person says which is meant.',
    ownerRole: 'finance-controller',
  },
  DUPLICATE_CUSTOMER: {
    title: 'One customer, two in a system',
    explanation:
      'The CRM made one customer of two that another system keeps apart. Finance says what becomes of both balances; nothing is deleted.',
    ownerRole: 'finance-controller',
  },
  DUPLICATE: {
    title: 'One key, several records',
    explanation:
      'A system holds more than one record of one write. One of them is too many and has to be removed there.',
    dueHours: outageHours,
  },
  KEY_TAKEN: {
    title: 'Written by another run',
    explanation:
      'Another run has begun to write the same fact; this one must not write it twice. Watch that run and send it on if it rests; then waive this one.',
  },
  INPUT_CHANGED: {
    title: 'The process changed under way',
    explanation:
      'A step was begun with another input than it has now. Take it back, or let the earlier release finish it.',
  },
  APPROVAL_EXPIRED: {
    title: 'Nobody decided in time',
    explanation: 'Somebody else has to agree before the run goes on, and nobody did or refused. Resuming asks anew.',
    ownerRole: 'finance-controller',
  },
  APPROVAL_REJECTED: {
    title: 'Not agreed to',
    explanation: 'Somebody who was asked said no, and why. Resuming asks anew; nothing goes on without their yes.',
    ownerRole: 'finance-controller',
  },
  TAX_REGISTRATION_MISSING: { title: 'Tax is not determined', ownerRole: 'finance-controller' },
  TAX_ID_INVALID: { title: 'The tax id is not valid', ownerRole: 'finance-controller' },
  CURRENCY_UNKNOWN: { title: 'The ERP does not keep the currency', ownerRole: 'finance-controller' },
  PAYMENT_TERMS_UNKNOWN: { title: 'The ERP does not know the terms', ownerRole: 'finance-controller' },
  LEGAL_ENTITY_UNKNOWN: { title: 'The ERP does not know the legal entity', ownerRole: 'finance-controller' },
  PARENT_NOT_ONBOARDED: { title: 'Its parent comes first', ownerRole: 'account-manager' },
  LINK_DANGLING: { title: 'A reference leads nowhere', ownerRole: 'account-manager' },
  FEED_COUNT_DIFFERS: {
    title: 'Our count is not the system’s',
    explanation:
      'We were told of more or fewer records than there are. All are read anew; if it stays, our account may not see all.',
  },
  FEED_KEY_REUSED: {
    title: 'One key, two runs',
    explanation:
      'A change asked for a run under a key that began another one. Compare the two; nothing was begun this time.',
  },
  ...billingCodes,
  SYSTEM_UNAUTHORIZED: {
    title: 'Our credentials are refused',
    explanation: 'The system does not accept our credentials. Renew them, then resume.',
  },
  SYSTEM_FORBIDDEN: {
    title: 'Our account may not do this',
    explanation: 'The account we use lacks a permission. Grant it, then resume.',
  },
  SYSTEM_QUOTA_EXHAUSTED: {
    title: 'The quota is used up',
    explanation: 'The system takes no more calls until its quota is renewed.',
  },
};

/** Refusals that are an answer: somebody else has done it, or does, or what nobody could agree to, or wants any more; nothing is to be mended. */
const answers: readonly string[] = [
  ...['ALREADY_CONVERTED', 'CONVERSION_UNDER_WAY', 'ALREADY_UNWOUND', 'UNWINDING_UNDER_WAY'],
  ...['UNTIL_PAST', 'UNTIL_TOO_FAR', 'LIMIT_INVALID', 'LIMIT_TOO_HIGH'],
  approvalWithdrawn,
];

/** Whether a refusal, with everything taken back, is over with having been said. */
export function isAnswer(code: string): boolean {
  return answers.includes(code);
}

/** What is said of an exception. */
export function ruleOf(kind: ExceptionKind, code: string, direction: Direction | null): ExceptionRule {
  if (kind === 'DETECTED') return detectedRule(code) ?? detected;
  const base = baseOf(kind, direction);
  // On the way back the code tells why we turn, not what is wrong now.
  return direction === 'UNDOING' || kind === 'DEAD_LETTER' ? base : { ...base, ...byCode[code] };
}

function baseOf(kind: ExceptionKind, direction: Direction | null): ExceptionRule {
  switch (kind) {
    case 'PARKED':
      return direction === 'UNDOING' ? { ...outage, title: 'Taking back waits for a system' } : outage;
    case 'STUCK':
      return direction === 'UNDOING' ? undoFailed : question;
    case 'COMPENSATED':
      return refused;
    case 'DEAD_LETTER':
      return letter;
    case 'FEED':
      return feed;
    case 'DETECTED':
      return detected;
  }
}

/** What decides which acts can help a run. */
export interface Helpable {
  /** Whether something of it stands in a system, or may. */
  readonly hasWritten: boolean;
  /** Whether anything of that can be taken back. */
  readonly hasWayBack: boolean;
  /** Whether its input has a field that may be corrected. */
  readonly isCorrectable: boolean;
}

/** What may be done, the likeliest first; nothing that could not help this run. */
export function fixesOf(
  {
    kind,
    direction,
    code,
  }: { readonly kind: ExceptionKind; readonly direction: Direction | null; readonly code: string },
  { hasWritten, hasWayBack, isCorrectable }: Helpable,
): readonly Fix[] {
  const waive: Fix = { action: 'WAIVE', label: 'Leave it as it is, for good' };
  const back: readonly Fix[] = hasWayBack ? [{ action: 'COMPENSATE', label: 'Take back what was written' }] : [];
  const correct = (label: string): readonly Fix[] => (isCorrectable ? [{ action: 'CORRECT', label }] : []);
  switch (kind) {
    case 'PARKED':
      return [
        {
          action: 'RESUME',
          label: 'When the system answers again, go on where it stopped; it is tried by itself later',
        },
        ...(direction === 'ACTING' ? back : []),
        waive,
      ];
    case 'STUCK':
      return direction === 'UNDOING'
        ? [{ action: 'RESUME', label: 'Mend it in the system, then take back the rest' }, waive]
        : [
            { action: 'RESUME', label: 'Mend it in the system, then go on' },
            ...(hasWritten ? [] : correct('Change what the run was begun with, and go on')),
            ...back,
            waive,
          ];
    case 'COMPENSATED':
      return [
        { action: 'RESUME', label: 'Mend it in the system, then begin anew' },
        ...correct('Change what the run was begun with, and begin anew'),
        waive,
      ];
    case 'DEAD_LETTER':
      return [{ action: 'TELL_AGAIN', label: 'When the reader answers again, tell it' }, waive];
    case 'FEED':
      return [waive];
    case 'DETECTED':
      return [{ action: 'MEND', label: detectedRule(code)?.fix ?? 'Begin it; this ends by itself' }, waive];
  }
}
