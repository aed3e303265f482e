// The ERP's system API as a process asks it about projects.
import {
  ErpConversionFactsDocument,
  type ErpConversionFactsQuery,
  ErpCreateBillingScheduleDocument,
  ErpCreateProjectDocument,
  ErpBillScheduleLineDocument,
  ErpLookUpBilledScheduleLineDocument,
  ErpLookUpBillingHoldDocument,
  ErpLookUpBillingScheduleDocument,
  ErpLookUpProjectDocument,
  ErpProjectHeaderDocument,
  ErpProjectNowDocument,
  type ErpProjectNowQuery,
  ErpRemoveBillingScheduleDocument,
  ErpRemoveProjectDocument,
  ErpSetBillingHoldDocument,
} from '../../../schema/generated/erp-writes.ts';
import { z } from 'zod';
import { type Endpoint, lookUpMsMax, readMsMax, writeMsMax } from './endpoint.ts';
import type { ConversionCustomer, ErpProjectHeader, ErpProjects, ErpProjectState } from './erp-projects.ts';
import { answered, foundBy, lookUpTicket, outcomeOf, readBy, recordRef, writeTicket } from './exchange.ts';
import { askEach } from './several.ts';
import type { RecordRef } from './write-call.ts';

type ToldCustomer = NonNullable<NonNullable<ErpConversionFactsQuery['facts']>['customer']>;
type ToldProject = NonNullable<ErpProjectNowQuery['project']>;

/** Projects of the ERP behind an endpoint. */
export function erpProjects(endpoint: Endpoint): ErpProjects {
  return {
    ...projectRecord(endpoint),
    ...schedules(endpoint),
    ...holds(endpoint),
    ...billed(endpoint),
    ...facts(endpoint),
  };
}

function projectRecord(endpoint: Endpoint): Pick<ErpProjects, 'createProject' | 'findProject' | 'removeProject'> {
  return {
    createProject: async (call, project) =>
      outcomeOf(await endpoint.ask(ErpCreateProjectDocument, { ticket: writeTicket(call), project }, writeMsMax)),
    findProject: async (call) =>
      foundBy('erp', call, await endpoint.ask(ErpLookUpProjectDocument, { ticket: lookUpTicket(call) }, lookUpMsMax)),
    removeProject: async (call, project) =>
      outcomeOf(await endpoint.ask(ErpRemoveProjectDocument, { ticket: writeTicket(call), project }, writeMsMax)),
  };
}

function schedules(
  endpoint: Endpoint,
): Pick<ErpProjects, 'createBillingSchedule' | 'findBillingSchedule' | 'removeBillingSchedule'> {
  return {
    createBillingSchedule: async (call, schedule) => {
      const asked = { ticket: writeTicket(call), schedule };
      return outcomeOf(await endpoint.ask(ErpCreateBillingScheduleDocument, asked, writeMsMax));
    },
    findBillingSchedule: async (call, schedule) => {
      const asked = { ticket: lookUpTicket(call), schedule };
      return foundBy('erp', call, await endpoint.ask(ErpLookUpBillingScheduleDocument, asked, lookUpMsMax));
    },
    removeBillingSchedule: async (call, schedule) => {
      const asked = { ticket: writeTicket(call), schedule };
      return outcomeOf(await endpoint.ask(ErpRemoveBillingScheduleDocument, asked, writeMsMax));
    },
  };
}

function holds(endpoint: Endpoint): Pick<ErpProjects, 'setBillingHold' | 'findBillingHold'> {
  return {
    setBillingHold: async (call, { project, held }) => {
      const asked = { ticket: writeTicket(call), project, held };
      return outcomeOf(await endpoint.ask(ErpSetBillingHoldDocument, asked, writeMsMax));
    },
    findBillingHold: async (call, { project, held }) => {
      const asked = { ticket: lookUpTicket(call), project, held };
      return foundBy('erp', call, await endpoint.ask(ErpLookUpBillingHoldDocument, asked, lookUpMsMax));
    },
  };
}

function billed(endpoint: Endpoint): Pick<ErpProjects, 'billScheduleLine' | 'findBilledLine'> {
  return {
    billScheduleLine: async (call, asked) =>
      outcomeOf(await endpoint.ask(ErpBillScheduleLineDocument, { ticket: writeTicket(call), ...asked }, writeMsMax)),
    findBilledLine: async (call, asked) => {
      const question = { ticket: lookUpTicket(call), ...asked };
      return foundBy('erp', call, await endpoint.ask(ErpLookUpBilledScheduleLineDocument, question, lookUpMsMax));
    },
  };
}

function facts(
  endpoint: Endpoint,
): Pick<ErpProjects, 'conversionFacts' | 'project' | 'projectHeader' | 'projectHeaders'> {
  return {
    conversionFacts: async ({ customer, buyerCountry, on }) => {
      const exchange = await endpoint.ask(ErpConversionFactsDocument, { customer, buyerCountry, on }, readMsMax);
      return readBy('erp', exchange, ({ facts: told }) => {
        const { legalEntities, currencies, paymentTerms, customer: found } = answered('erp', told);
        return {
          legalEntities: legalEntities.map((entity) => ({ ...entity, ref: recordRef('erp', entity.ref) })),
          ...{ currencies, paymentTerms },
          customer: found === null ? null : customerOf(found),
        };
      });
    },
    project: async (project) =>
      readBy('erp', await endpoint.ask(ErpProjectNowDocument, { project }, readMsMax), ({ project: told }) =>
        told === null ? null : stateOf(told),
      ),
    projectHeader: async (project) =>
      readBy('erp', await endpoint.ask(ErpProjectHeaderDocument, { project }, readMsMax), ({ project: told }) =>
        told === null ? null : headerOf(told),
      ),
    projectHeaders: async (projects) => {
      const told = await askEach('erp', endpoint, headers, { ids: projects, shape: header });
      return told.map((one) => one && headerOf(one));
    },
  };
}

const headers = {
  ...{ name: 'ErpProjectHeaders', field: 'erpProjectNow', type: 'ErpProjectState' },
  fields: 'customer { system instance kind id } legalEntity { system instance kind id } billingHeld',
  argument: { name: 'project', type: 'SystemRecordInput!' },
};
const header = z.object({ customer: z.unknown(), legalEntity: z.unknown(), billingHeld: z.boolean() });

function headerOf({ customer, legalEntity, billingHeld }: z.infer<typeof header>): ErpProjectHeader {
  return { customer: maybeRef(customer), legalEntity: maybeRef(legalEntity), billingHeld };
}

function customerOf(told: ToldCustomer): ConversionCustomer {
  const legalEntities = told.legalEntities.map((entity) => recordRef('erp', entity));
  return { ...told, ref: recordRef('erp', told.ref), legalEntities };
}

function stateOf(told: ToldProject): ErpProjectState {
  return {
    ...told,
    ref: recordRef('erp', told.ref),
    customer: maybeRef(told.customer),
    legalEntity: maybeRef(told.legalEntity),
    links: told.links.map((link) => recordRef('erp', link)),
    schedule: told.schedule.map((line) => ({ ...line, invoice: maybeRef(line.invoice) })),
  };
}

function maybeRef(ref: unknown): RecordRef | null {
  return ref === null ? null : recordRef('erp', ref);
}
