// The ERP's system API as a process asks it.
import {
  ErpAddBillingAccountDocument,
  ErpBillingFactsDocument,
  ErpCustomersThatMayMatchDocument,
  ErpCustomerStandingDocument,
  ErpLookUpBillingAccountDocument,
  ErpLookUpCustomerActiveDocument,
  ErpLookUpCustomerDocument,
  ErpRemoveCustomerDocument,
  ErpSetCustomerActiveDocument,
  ErpUpsertCustomerDocument,
} from '../../../schema/generated/erp-writes.ts';
import { erpCustomerChanges } from './customer-changes-client.ts';
import { type Endpoint, lookUpMsMax, readMsMax, writeMsMax } from './endpoint.ts';
import { answered, foundBy, lookUpTicket, outcomeOf, readBy, recordRef, writeTicket } from './exchange.ts';
import { erpInvoices } from './erp-invoices-client.ts';
import { erpJournals } from './erp-journals-client.ts';
import { erpProjects } from './erp-projects-client.ts';
import type { ErpCandidate, ErpSystem } from './systems.ts';

/** The ERP behind an endpoint. */
export function erpSystem(endpoint: Endpoint): ErpSystem {
  return {
    ...customerRecord(endpoint),
    ...billing(endpoint),
    ...facts(endpoint),
    ...erpCustomerChanges(endpoint),
    ...erpProjects(endpoint),
    ...erpInvoices(endpoint),
    ...erpJournals(endpoint),
  };
}

function customerRecord(endpoint: Endpoint): Pick<ErpSystem, 'upsertCustomer' | 'findCustomer' | 'removeCustomer'> {
  return {
    upsertCustomer: async (call, customer) => {
      const asked = { ticket: writeTicket(call), customer };
      return outcomeOf(await endpoint.ask(ErpUpsertCustomerDocument, asked, writeMsMax));
    },
    findCustomer: async (call) =>
      foundBy('erp', call, await endpoint.ask(ErpLookUpCustomerDocument, { ticket: lookUpTicket(call) }, lookUpMsMax)),
    removeCustomer: async (call, customer) =>
      outcomeOf(await endpoint.ask(ErpRemoveCustomerDocument, { ticket: writeTicket(call), customer }, writeMsMax)),
  };
}

function billing(
  endpoint: Endpoint,
): Pick<ErpSystem, 'addBillingAccount' | 'findBillingAccount' | 'setCustomerActive' | 'findCustomerActive'> {
  return {
    addBillingAccount: async (call, { customer, legalEntity }) => {
      const asked = { ticket: writeTicket(call), customer, legalEntity };
      return outcomeOf(await endpoint.ask(ErpAddBillingAccountDocument, asked, writeMsMax));
    },
    findBillingAccount: async (call, { customer, legalEntity }) => {
      const asked = { ticket: lookUpTicket(call), customer, legalEntity };
      return foundBy('erp', call, await endpoint.ask(ErpLookUpBillingAccountDocument, asked, lookUpMsMax));
    },
    setCustomerActive: async (call, { customer, active }) => {
      const asked = { ticket: writeTicket(call), customer, active };
      return outcomeOf(await endpoint.ask(ErpSetCustomerActiveDocument, asked, writeMsMax));
    },
    findCustomerActive: async (call, { customer, active }) => {
      const asked = { ticket: lookUpTicket(call), customer, active };
      return foundBy('erp', call, await endpoint.ask(ErpLookUpCustomerActiveDocument, asked, lookUpMsMax));
    },
  };
}

function facts(endpoint: Endpoint): Pick<ErpSystem, 'customersThatMayMatch' | 'billingFacts' | 'customerStanding'> {
  return {
    customersThatMayMatch: async (query) => {
      const { name, taxId, website } = query;
      const exchange = await endpoint.ask(ErpCustomersThatMayMatchDocument, { name, taxId, website }, readMsMax);
      // No answer is not "nobody": a second record would be made of it.
      return readBy('erp', exchange, ({ matches }) =>
        answered('erp', matches).map(({ ref, legalName, active, matchedOn, links, key }): ErpCandidate => ({
          ...{ ref: recordRef('erp', ref), legalName, active, key },
          matchedOn: matchedOn.filter((word) => isClue(word)),
          links: links.map((link) => recordRef('erp', link)),
        })),
      );
    },
    billingFacts: async () =>
      readBy('erp', await endpoint.ask(ErpBillingFactsDocument, {}, readMsMax), ({ facts: told }) => {
        const { legalEntities, currencies, paymentTerms } = answered('erp', told);
        return {
          legalEntities: legalEntities.map((entity) => ({ ...entity, ref: recordRef('erp', entity.ref) })),
          currencies,
          paymentTerms,
        };
      }),
    customerStanding: async (customer) =>
      readBy('erp', await endpoint.ask(ErpCustomerStandingDocument, { customer }, readMsMax), ({ standing }) =>
        standing === null
          ? null
          : {
              ...standing,
              ref: recordRef('erp', standing.ref),
              parent: standing.parent === null ? null : recordRef('erp', standing.parent),
              links: standing.links.map((link) => recordRef('erp', link)),
            },
      ),
  };
}

function isClue(word: string): word is ErpCandidate['matchedOn'][number] {
  return word === 'TAX_ID' || word === 'DOMAIN' || word === 'NAME';
}
