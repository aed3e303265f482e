// The CRM's system API as a process asks it about deals.
import {
  CrmDealFactsDocument,
  type CrmDealFactsQuery,
  CrmLinkOpportunityDocument,
  CrmLookUpOpportunityLinkDocument,
  CrmUnlinkOpportunityDocument,
} from '../../../schema/generated/crm-writes.ts';
import type { CrmDeals, DealFacts } from './crm-deals.ts';
import { type Endpoint, lookUpMsMax, readMsMax, writeMsMax } from './endpoint.ts';
import { foundBy, lookUpTicket, outcomeOf, readBy, recordRef, writeTicket } from './exchange.ts';
import type { RecordRef } from './write-call.ts';

type Told = NonNullable<CrmDealFactsQuery['deal']>;

/** Deals of the CRM behind an endpoint. */
export function crmDeals(endpoint: Endpoint): CrmDeals {
  return {
    linkOpportunity: async (call, { opportunity, links }) => {
      const asked = { ticket: writeTicket(call), opportunity, links };
      return outcomeOf(await endpoint.ask(CrmLinkOpportunityDocument, asked, writeMsMax));
    },
    findOpportunityLink: async (call, { opportunity, links }) => {
      const asked = { ticket: lookUpTicket(call), opportunity, links };
      return foundBy('crm', call, await endpoint.ask(CrmLookUpOpportunityLinkDocument, asked, lookUpMsMax));
    },
    unlinkOpportunity: async (call, { opportunity, links }) => {
      const asked = { ticket: writeTicket(call), opportunity, links };
      return outcomeOf(await endpoint.ask(CrmUnlinkOpportunityDocument, asked, writeMsMax));
    },
    deal: async (opportunity) =>
      readBy('crm', await endpoint.ask(CrmDealFactsDocument, { opportunity }, readMsMax), ({ deal }) =>
        deal === null ? null : dealOf(deal),
      ),
  };
}

function dealOf(told: Told): DealFacts {
  const { contract, statementOfWork, links } = told;
  return {
    ...told,
    ref: recordRef('crm', told.ref),
    customer: maybeRef(told.customer),
    contract: contract === null ? null : { ...contract, ...refOf(contract), rateCard: maybeRef(contract.rateCard) },
    statementOfWork: statementOfWork === null ? null : { ...statementOfWork, ...refOf(statementOfWork) },
    lines: told.lines.map((line) => ({
      ...line,
      ...refOf(line),
      milestones: line.milestones.map((milestone) => ({ ...milestone, ...refOf(milestone) })),
    })),
    links: { erpCustomer: links.erpCustomer, psaProjects: [...links.psaProjects], erpProjects: [...links.erpProjects] },
  };
}

function refOf({ ref }: { readonly ref: unknown }): { readonly ref: RecordRef } {
  return { ref: recordRef('crm', ref) };
}

function maybeRef(ref: unknown): RecordRef | null {
  return ref === null ? null : recordRef('crm', ref);
}
