// The PSA's system API as a process asks it.
import {
  PsaCreateCustomerDocument,
  PsaLinkCustomerDocument,
  PsaLookUpCustomerDocument,
  PsaLookUpCustomerLinkDocument,
  PsaRemoveCustomerDocument,
} from '../../../schema/generated/psa-writes.ts';
import { psaCustomerChanges } from './customer-changes-client.ts';
import { type Endpoint, lookUpMsMax, writeMsMax } from './endpoint.ts';
import { foundBy, lookUpTicket, outcomeOf, writeTicket } from './exchange.ts';
import { psaBilling } from './psa-billing-client.ts';
import { psaCosts } from './psa-costs-client.ts';
import { psaProjects } from './psa-projects.ts';
import type { PsaSystem } from './systems.ts';

/** The PSA behind an endpoint. */
export function psaSystem(endpoint: Endpoint): PsaSystem {
  return {
    ...psaProjects(endpoint),
    ...psaCustomerChanges(endpoint),
    ...psaBilling(endpoint),
    ...psaCosts(endpoint),
    createCustomer: async (call, { name, website }) =>
      outcomeOf(
        await endpoint.ask(PsaCreateCustomerDocument, { ticket: writeTicket(call), name, website }, writeMsMax),
      ),
    findCustomer: async (call) =>
      foundBy('psa', call, await endpoint.ask(PsaLookUpCustomerDocument, { ticket: lookUpTicket(call) }, lookUpMsMax)),
    removeCustomer: async (call, customer) =>
      outcomeOf(await endpoint.ask(PsaRemoveCustomerDocument, { ticket: writeTicket(call), customer }, writeMsMax)),
    linkCustomer: async (call, { customer, link }) =>
      outcomeOf(await endpoint.ask(PsaLinkCustomerDocument, { ticket: writeTicket(call), customer, link }, writeMsMax)),
    findCustomerLink: async (call, { customer, link }) => {
      const asked = { ticket: lookUpTicket(call), customer, link };
      return foundBy('psa', call, await endpoint.ask(PsaLookUpCustomerLinkDocument, asked, lookUpMsMax));
    },
  };
}
