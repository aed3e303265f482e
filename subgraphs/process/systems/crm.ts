// The CRM's system API as a process asks it.
import {
  CrmCustomerFactsDocument,
  CrmCustomerLinksDocument,
  CrmLinkCustomerDocument,
  CrmLookUpCustomerLinkDocument,
  CrmUnlinkCustomerDocument,
} from '../../../schema/generated/crm-writes.ts';
import { crmDeals } from './crm-deals-client.ts';
import { crmCustomerChanges } from './customer-changes-client.ts';
import { type Endpoint, lookUpMsMax, readMsMax, writeMsMax } from './endpoint.ts';
import { foundBy, lookUpTicket, outcomeOf, readBy, recordRef, writeTicket } from './exchange.ts';
import type { CrmSystem } from './systems.ts';

/** The CRM behind an endpoint. */
export function crmSystem(endpoint: Endpoint): CrmSystem {
  return {
    ...crmDeals(endpoint),
    ...crmCustomerChanges(endpoint),
    linkCustomer: async (call, { customer, links }) =>
      outcomeOf(
        await endpoint.ask(CrmLinkCustomerDocument, { ticket: writeTicket(call), customer, links }, writeMsMax),
      ),
    findCustomerLink: async (call, { customer, links }) => {
      const asked = { ticket: lookUpTicket(call), customer, links };
      return foundBy('crm', call, await endpoint.ask(CrmLookUpCustomerLinkDocument, asked, lookUpMsMax));
    },
    unlinkCustomer: async (call, { customer, links }) =>
      outcomeOf(
        await endpoint.ask(CrmUnlinkCustomerDocument, { ticket: writeTicket(call), customer, links }, writeMsMax),
      ),
    customerLinks: async (customer) =>
      readBy('crm', await endpoint.ask(CrmCustomerLinksDocument, { customer }, readMsMax), ({ links }) => links),
    customer: async (customer) =>
      readBy('crm', await endpoint.ask(CrmCustomerFactsDocument, { customer }, readMsMax), ({ customer: found }) => {
        if (found === null) return null;
        const { ref, name, website, country, parent } = found;
        return {
          ...{ ref: recordRef('crm', ref), name, website, country },
          parent: parent === null ? null : recordRef('crm', parent),
        };
      }),
  };
}
