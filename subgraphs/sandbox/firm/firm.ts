// The whole firm as one value, and how to look a record up in it.
import type {
  Amendment,
  ClientGroup,
  Contact,
  Contract,
  ContractLine,
  CrmAccount,
  Customer,
  Dimension,
  ErpCustomer,
  FirmSize,
  FiscalCalendar,
  FxRate,
  LegalEntity,
  LineMilestone,
  Obligation,
  Opportunity,
  Period,
  Person,
  Role,
  StatementOfWork,
  Terms,
} from './model.ts';
import type { Delivery } from './model-delivery.ts';
import type { Finance } from './model-finance.ts';
import type { PlantedProblem } from './planted-problem.ts';

/** What the firm is made of before anyone buys anything. */
export interface Setup {
  readonly legalEntities: readonly LegalEntity[];
  readonly departments: readonly Dimension[];
  readonly serviceLines: readonly Dimension[];
  readonly locations: readonly Dimension[];
  readonly calendars: readonly FiscalCalendar[];
  readonly periods: readonly Period[];
  readonly fxRates: readonly FxRate[];
  readonly terms: readonly Terms[];
  readonly roles: readonly Role[];
  readonly people: readonly Person[];
}

/** Customers and every system's records of them. */
export interface Parties {
  readonly customers: readonly Customer[];
  readonly crmAccounts: readonly CrmAccount[];
  readonly contacts: readonly Contact[];
  readonly clientGroups: readonly ClientGroup[];
  readonly erpCustomers: readonly ErpCustomer[];
}

/** An open deal that can become projects as soon as it is closed, by how many legal entities it is sold. */
export interface ReadyDeal {
  readonly ordinal: number;
  readonly opportunity: number;
  readonly sellers: number;
}

/** Opportunities and contracts. */
export interface Deals {
  readonly opportunities: readonly Opportunity[];
  readonly contracts: readonly Contract[];
  readonly contractLines: readonly ContractLine[];
  readonly obligations: readonly Obligation[];
  readonly amendments: readonly Amendment[];
  readonly statementsOfWork: readonly StatementOfWork[];
  readonly lineMilestones: readonly LineMilestone[];
  /** Open deals with everything a conversion needs: somebody only has to close them. The last one is sold by three legal entities. */
  readonly readyDeals: readonly ReadyDeal[];
}

/** Every kind of dirt the firm holds on purpose. */
export type DirtyKind =
  | 'duplicateCrmAccount'
  | 'customerWithoutErp'
  | 'customerWithoutClientGroup'
  | 'clientGroupWithoutCrmReference'
  | 'clientGroupNamesOtherAccount'
  | 'erpCustomersShareCrmAccount'
  | 'erpCustomerWithoutCrmReference'
  | 'projectWithoutJob'
  | 'projectWithoutCode'
  | 'projectWithoutContractLink'
  | 'jobWithoutPsaReference'
  | 'jobNamesOtherProject'
  | 'projectWithoutRateCard'
  | 'projectOverBudget'
  | 'projectOverCap'
  | 'invoiceLineWithoutTaxCode'
  | 'invoiceWithoutContractReference'
  | 'invoiceWithMistypedContractReference'
  | 'oldUnbilledTime'
  | 'rejectedTime'
  | 'awkwardName'
  | 'dealWithoutStatementOfWork'
  | 'dealWithUnapprovedContract'
  | 'dealOfUnknownLegalEntity'
  | 'dealWithoutRateCard'
  | 'dealOfCustomerOnHold';

/** One dirty record: the list of the firm it is in, its ordinal there, and what is wrong in words. */
export interface DirtyCase {
  readonly list: string;
  readonly ordinal: number;
  readonly note: string;
}

/** The firm. */
export interface Firm extends Setup, Parties, Deals, Delivery, Finance {
  readonly size: FirmSize;
  readonly seed: number;
  /** History ends here. */
  readonly today: string;
  readonly dirty: Readonly<Record<DirtyKind, readonly DirtyCase[]>>;
  /** Problems planted besides; only in dirty firms. */
  readonly planted?: readonly PlantedProblem[];
}

/** The record with this ordinal; a missing one is a defect of the generator, so it throws. */
export function at<T>(list: readonly T[], ordinal: number): T {
  const record = list[ordinal - 1];
  if (record === undefined) throw new Error(`No record ${ordinal} in a list of ${list.length}: ordinals start at 1`);
  return record;
}
