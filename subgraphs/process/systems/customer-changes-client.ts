// The system APIs as the process of a customer's life asks them.
import {
  CrmChangeCustomerDocument,
  CrmCustomerNowDocument,
  CrmLookUpCustomerChangeDocument,
} from '../../../schema/generated/crm-writes.ts';
import {
  ErpChangeCustomerDocument,
  ErpCustomerBalancesDocument,
  ErpLookUpCustomerChangeDocument,
} from '../../../schema/generated/erp-writes.ts';
import {
  PsaBusyProjectsDocument,
  PsaCustomerNowDocument,
  PsaLookUpCustomerNameDocument,
  PsaRenameCustomerDocument,
} from '../../../schema/generated/psa-writes.ts';
import type {
  Changing,
  CrmCustomerChange,
  CrmCustomerChanges,
  CustomerNaming,
  ErpCustomerChange,
  ErpCustomerChanges,
  PsaCustomerChanges,
} from './customer-changes.ts';
import { type Endpoint, lookUpMsMax, readMsMax, writeMsMax } from './endpoint.ts';
import { answered, foundBy, lookUpTicket, outcomeOf, readBy, recordRef, writeTicket } from './exchange.ts';
import type { RecordRef, SystemOutcome, WriteCall } from './write-call.ts';

const noLinks = { erp: null, psa: null };

/** The CRM behind an endpoint. */
export function crmCustomerChanges(endpoint: Endpoint): CrmCustomerChanges {
  type Asked = Changing<CrmCustomerChange>;
  const write = async (call: WriteCall, changing: Asked, takesBack: boolean): Promise<SystemOutcome> => {
    const asked = { ticket: writeTicket(call), ...changing, takesBack };
    return outcomeOf(await endpoint.ask(CrmChangeCustomerDocument, asked, writeMsMax));
  };
  return {
    changeCustomer: (call, changing) => write(call, changing, false),
    restoreCustomer: (call, changing) => write(call, changing, true),
    findCustomerChange: async (call, changing) => {
      const asked = { ticket: lookUpTicket(call), ...changing };
      return foundBy('crm', call, await endpoint.ask(CrmLookUpCustomerChangeDocument, asked, lookUpMsMax));
    },
    customerNow: async (customer) =>
      readBy('crm', await endpoint.ask(CrmCustomerNowDocument, { customer }, readMsMax), ({ customer: now }) => {
        if (now === null) return null;
        const ref = recordRef('crm', now.ref);
        const links = now.links === null ? noLinks : { erp: now.links.erp, psa: now.links.psa };
        switch (now.standing) {
          case 'LIVE': {
            const parent = now.parent === null ? null : recordRef('crm', now.parent);
            return { kind: 'LIVE', ref, name: answered('crm', now.name), parent, country: now.country, links };
          }
          case 'MERGED':
            return { kind: 'MERGED', ref, into: recordRef('crm', now.into), links };
          case 'DELETED':
            return { kind: 'DELETED', ref };
          case 'UNKNOWN':
            return undefined;
        }
      }),
  };
}

/** The PSA behind an endpoint. */
export function psaCustomerChanges(endpoint: Endpoint): PsaCustomerChanges {
  const write = async (call: WriteCall, naming: CustomerNaming, takesBack: boolean): Promise<SystemOutcome> => {
    const asked = { ticket: writeTicket(call), ...naming, takesBack };
    return outcomeOf(await endpoint.ask(PsaRenameCustomerDocument, asked, writeMsMax));
  };
  return {
    renameCustomer: (call, naming) => write(call, naming, false),
    restoreCustomerName: (call, naming) => write(call, naming, true),
    findCustomerName: async (call, naming) => {
      const asked = { ticket: lookUpTicket(call), ...naming };
      return foundBy('psa', call, await endpoint.ask(PsaLookUpCustomerNameDocument, asked, lookUpMsMax));
    },
    customerNow: async (customer) =>
      readBy('psa', await endpoint.ask(PsaCustomerNowDocument, { customer }, readMsMax), ({ customer: now }) =>
        now === null ? null : { name: now.name, ref: recordRef('psa', now.ref), links: refsOf('psa', now.links) },
      ),
    busyProjects: async (customer) =>
      readBy('psa', await endpoint.ask(PsaBusyProjectsDocument, { customer }, readMsMax), ({ projects }) =>
        answered('psa', projects).map(({ ref, code, status, unbilled, currency }) => ({
          ...{ ref: recordRef('psa', ref), code, status, unbilled, currency },
        })),
      ),
  };
}

/** The ERP behind an endpoint. */
export function erpCustomerChanges(endpoint: Endpoint): ErpCustomerChanges {
  type Asked = Changing<ErpCustomerChange>;
  const write = async (call: WriteCall, changing: Asked, takesBack: boolean): Promise<SystemOutcome> => {
    const asked = { ticket: writeTicket(call), ...changing, takesBack };
    return outcomeOf(await endpoint.ask(ErpChangeCustomerDocument, asked, writeMsMax));
  };
  return {
    changeCustomer: (call, changing) => write(call, changing, false),
    restoreCustomer: (call, changing) => write(call, changing, true),
    findCustomerChange: async (call, changing) => {
      const asked = { ticket: lookUpTicket(call), ...changing };
      return foundBy('erp', call, await endpoint.ask(ErpLookUpCustomerChangeDocument, asked, lookUpMsMax));
    },
    balances: async (customer) =>
      readBy('erp', await endpoint.ask(ErpCustomerBalancesDocument, { customer }, readMsMax), ({ balances }) =>
        answered('erp', balances).map(({ legalEntity, currency, open, unappliedCash, openCredits }) => ({
          ...{ legalEntity, currency, open, unappliedCash, openCredits },
        })),
      ),
  };
}

function refsOf(system: 'psa', links: readonly unknown[]): readonly RecordRef[] {
  return links.map((link) => recordRef(system, link));
}
