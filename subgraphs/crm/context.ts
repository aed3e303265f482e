// What the CRM's resolvers may reach, made anew for every request: loaders never outlive the person who asked.
import DataLoader from 'dataloader';
import type { Contract, Opportunity, StatementOfWork } from '../../schema/canon/contract.ts';
import type { Customer } from '../../schema/canon/customer.ts';
import type { Candidate } from '../crossref/candidates.ts';
import type { Crossref } from '../crossref/crossref.ts';
import { answerLoader, type Sourced, type Translator } from '../crossref/translate.ts';
import type { WriteDesk } from '../ledger/desk.ts';
import type { CrmPort } from '../ports/crm.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { Reports } from '../runtime/reports.ts';

/** The context of one request to the CRM's system API. */
export interface CrmContext {
  readonly envelope: Envelope;
  readonly reports: Reports;
  readonly port: CrmPort;
  readonly desk: WriteDesk;
  readonly translator: Translator;
  readonly customers: DataLoader<string, Sourced<Customer> | null>;
  readonly opportunities: DataLoader<string, Sourced<Opportunity> | null>;
  readonly contracts: DataLoader<string, Sourced<Contract> | null>;
  readonly opportunitiesOf: DataLoader<string, Sourced<readonly Opportunity[]> | null>;
  /** The current statement of work of each deal. */
  readonly statementsOf: DataLoader<string, Sourced<StatementOfWork> | null>;
  readonly contractsOf: DataLoader<string, Sourced<readonly Contract[]> | null>;
  readonly candidatesOf: DataLoader<string, readonly Candidate[]>;
}

/** What a request brings along. */
export interface CrmRequest {
  readonly envelope: Envelope;
  readonly reports: Reports;
  readonly desk: WriteDesk;
}

/** The context of one request. */
export function crmContext(
  { envelope, reports, desk }: CrmRequest,
  port: CrmPort,
  translator: Translator,
  crossref: Crossref,
): CrmContext {
  return {
    envelope,
    reports,
    desk,
    port,
    translator,
    customers: answerLoader(translator, 'CUSTOMER', (refs) => port.customersByRef(envelope, refs)),
    opportunities: answerLoader(translator, 'OPPORTUNITY', (refs) => port.opportunitiesByRef(envelope, refs)),
    contracts: answerLoader(translator, 'CONTRACT', (refs) => port.contractsByRef(envelope, refs)),
    opportunitiesOf: answerLoader(translator, 'CUSTOMER', (refs) => port.opportunitiesOf(envelope, refs)),
    statementsOf: answerLoader(translator, 'OPPORTUNITY', (refs) => port.statementsOfWorkOf(envelope, refs)),
    contractsOf: answerLoader(translator, 'CUSTOMER', (refs) => port.contractsOf(envelope, refs)),
    candidatesOf: new DataLoader((ids) => crossref.candidatesOf(ids)),
  };
}
