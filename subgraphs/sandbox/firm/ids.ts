// Ordinals of the firm's records to the ids each vendor would have given them, so that references across vendors agree.
// Records that a stand-in creates later take the next ordinal of their list and pass through the same functions.

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
/** Six base-62 digits follow the object prefix and the pod, as in a real organisation's ids. */
const SERIAL_DIGITS = 6;
const POD = '5g0000';

/** Appends the three checksum characters that make a case-sensitive 15-character id safe to compare without case. */
export function withChecksum(id15: string): string {
  if (id15.length !== 15)
    throw new Error(`A Salesforce id has 15 characters before its checksum, "${id15}" has ${id15.length}`);
  let suffix = '';
  for (let chunk = 0; chunk < 15; chunk += 5) {
    let bits = 0;
    for (let index = 0; index < 5; index += 1) {
      const character = id15.charAt(chunk + index);
      if (character >= 'A' && character <= 'Z') bits |= 1 << index;
    }
    suffix += CHECKSUM.charAt(bits);
  }
  return id15 + suffix;
}

/** The 18-character Salesforce id of the n-th record (n >= 1) of the object with this three-character prefix. */
export function salesforceId(prefix: string, ordinal: number): string {
  let serial = '';
  for (let rest = ordinal; rest > 0; rest = Math.floor(rest / 62)) serial = BASE62.charAt(rest % 62) + serial;
  return withChecksum(prefix + POD + serial.padStart(SERIAL_DIGITS, '0'));
}

/** A numeric id as text; each kind of record counts from a start of its own so that ids of two kinds rarely look alike. */
function numericId(start: number): (ordinal: number) => string {
  return (ordinal) => String(start + ordinal);
}

/** Salesforce ids by the firm's list: accounts come from `crmAccounts`, users from `people`. */
export const salesforceIds = {
  organization: () => salesforceId('00D', 1),
  account: (ordinal: number) => salesforceId('001', ordinal),
  contact: (ordinal: number) => salesforceId('003', ordinal),
  user: (ordinal: number) => salesforceId('005', ordinal),
  opportunity: (ordinal: number) => salesforceId('006', ordinal),
  contract: (ordinal: number) => salesforceId('800', ordinal),
  contractLine: (ordinal: number) => salesforceId('a0L', ordinal),
  performanceObligation: (ordinal: number) => salesforceId('a0P', ordinal),
  contractAmendment: (ordinal: number) => salesforceId('a0M', ordinal),
  statementOfWork: (ordinal: number) => salesforceId('a0S', ordinal),
  contractMilestone: (ordinal: number) => salesforceId('a0K', ordinal),
} as const;

/** Kantata ids (numeric text, one number space per resource, as in the vendor's API). */
export const kantataIds = {
  account: () => '8402315',
  user: numericId(13_250_000),
  role: numericId(61_100),
  workspaceGroup: numericId(720_000),
  workspace: numericId(41_300_000),
  story: numericId(905_000_000),
  milestone: numericId(318_000),
  workspaceResource: numericId(27_400_000),
  assignment: numericId(55_000_000),
  resourceRequest: numericId(1_160_000),
  projectTemplate: numericId(64_200),
  projectTemplateAssignment: numericId(98_700),
  rateCard: numericId(88_300),
  rateCardVersion: numericId(92_500),
  rateCardRole: numericId(410_000),
  timeEntry: numericId(1_450_000_000),
  timesheet: numericId(36_000_000),
  expense: numericId(17_700_000),
  invoice: numericId(6_210_000),
} as const;

/** NetSuite internal ids. Customers and jobs share the entity number space, and all transactions share theirs. */
export const netsuiteIds = {
  /** Subsidiary 1 is the consolidating parent without postings, so the firm's first legal entity is 2. */
  subsidiary: numericId(1),
  currency: numericId(0),
  fiscalCalendar: numericId(0),
  period: numericId(200),
  term: numericId(0),
  account: numericId(110),
  department: numericId(0),
  classification: numericId(0),
  location: numericId(0),
  taxCode: numericId(10),
  employee: numericId(50_000),
  customer: numericId(1_000),
  job: numericId(10_000),
  item: numericId(300),
  invoice: numericId(100_000),
  payment: numericId(300_000),
  creditMemo: numericId(400_000),
  journal: numericId(500_000),
  billingSchedule: numericId(700),
  billingScheduleLine: numericId(20_000),
  currencyRate: numericId(0),
} as const;
