// What the CRM's resolvers pass to each other: the `mappers` of codegen.
import type {
  Contract,
  ContractAmendment,
  ContractLine,
  Opportunity,
  PerformanceObligation,
  StatementOfWork,
} from '../../schema/canon/contract.ts';
import type { Customer } from '../../schema/canon/customer.ts';
import type { EntitySource } from '../crossref/translate.ts';

/** A customer with what the CRM says of it. */
export type CustomerSource = EntitySource<Customer>;
/** A deal with what the CRM says of it. */
export type OpportunitySource = EntitySource<Opportunity>;
/** A contract with what the CRM says of it. */
export type ContractSource = EntitySource<Contract>;

/** A contract line; it keeps its contract's obligations so that it can name its own. */
export interface ContractLineSource {
  readonly line: ContractLine;
  readonly obligations: readonly PerformanceObligation[];
}
export type PerformanceObligationSource = PerformanceObligation;
export type ContractAmendmentSource = ContractAmendment;
export type StatementOfWorkSource = StatementOfWork;
