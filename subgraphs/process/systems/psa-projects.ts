// The PSA's system API as a process that makes projects asks it.
import {
  PsaAddTeamDemandDocument,
  PsaAddWorkBreakdownDocument,
  PsaConversionFactsDocument,
  PsaCreateProjectDocument,
  PsaLinkProjectDocument,
  PsaLookUpProjectDocument,
  PsaLookUpProjectLinkDocument,
  PsaLookUpProjectStatusDocument,
  PsaLookUpRateCardDocument,
  PsaLookUpTeamDemandDocument,
  PsaLookUpWorkBreakdownDocument,
  PsaProjectNowDocument,
  PsaRemoveProjectDocument,
  PsaRemoveTeamDemandDocument,
  PsaRemoveWorkBreakdownDocument,
  PsaSetProjectStatusDocument,
  PsaSetRateCardDocument,
  PsaTeamDemandNowDocument,
  PsaUnlinkProjectDocument,
  PsaWorkBreakdownNowDocument,
} from '../../../schema/generated/psa-writes.ts';
import { type Endpoint, lookUpMsMax, readMsMax, writeMsMax } from './endpoint.ts';
import { answered, foundBy, lookUpTicket, outcomeOf, readBy, recordRef, writeTicket } from './exchange.ts';
import type { PsaItemFound, PsaProjects } from './psa-project.ts';
import type { RecordRef } from './write-call.ts';

/** The PSA behind an endpoint. */
export function psaProjects(endpoint: Endpoint): PsaProjects {
  return {
    ...record(endpoint),
    ...settings(endpoint),
    ...breakdown(endpoint),
    ...demand(endpoint),
    ...facts(endpoint),
  };
}

type Part<Name extends keyof PsaProjects> = Pick<PsaProjects, Name>;

function record(
  endpoint: Endpoint,
): Part<'createProject' | 'findProject' | 'removeProject' | 'linkProject' | 'findProjectLink' | 'unlinkProject'> {
  return {
    createProject: async (call, project) => {
      const asked = { ticket: writeTicket(call), project };
      return outcomeOf(await endpoint.ask(PsaCreateProjectDocument, asked, writeMsMax));
    },
    findProject: async (call) =>
      foundBy('psa', call, await endpoint.ask(PsaLookUpProjectDocument, { ticket: lookUpTicket(call) }, lookUpMsMax)),
    removeProject: async (call, project) =>
      outcomeOf(await endpoint.ask(PsaRemoveProjectDocument, { ticket: writeTicket(call), project }, writeMsMax)),
    linkProject: async (call, { project, link }) =>
      outcomeOf(await endpoint.ask(PsaLinkProjectDocument, { ticket: writeTicket(call), project, link }, writeMsMax)),
    findProjectLink: async (call, { project, link }) => {
      const asked = { ticket: lookUpTicket(call), project, link };
      return foundBy('psa', call, await endpoint.ask(PsaLookUpProjectLinkDocument, asked, lookUpMsMax));
    },
    unlinkProject: async (call, { project, link }) =>
      outcomeOf(await endpoint.ask(PsaUnlinkProjectDocument, { ticket: writeTicket(call), project, link }, writeMsMax)),
  };
}

function settings(endpoint: Endpoint): Part<'setRateCard' | 'findRateCard' | 'setProjectStatus' | 'findProjectStatus'> {
  return {
    setRateCard: async (call, { project, rateCard }) => {
      const asked = { ticket: writeTicket(call), project, rateCard };
      return outcomeOf(await endpoint.ask(PsaSetRateCardDocument, asked, writeMsMax));
    },
    findRateCard: async (call, { project, rateCard }) => {
      const asked = { ticket: lookUpTicket(call), project, rateCard };
      return foundBy('psa', call, await endpoint.ask(PsaLookUpRateCardDocument, asked, lookUpMsMax));
    },
    setProjectStatus: async (call, { project, standing }) => {
      const asked = { ticket: writeTicket(call), project, standing };
      return outcomeOf(await endpoint.ask(PsaSetProjectStatusDocument, asked, writeMsMax));
    },
    findProjectStatus: async (call, { project, standing }) => {
      const asked = { ticket: lookUpTicket(call), project, standing };
      return foundBy('psa', call, await endpoint.ask(PsaLookUpProjectStatusDocument, asked, lookUpMsMax));
    },
  };
}

function breakdown(
  endpoint: Endpoint,
): Part<'addWorkBreakdown' | 'findWorkBreakdown' | 'removeWorkBreakdown' | 'workBreakdownNow'> {
  return {
    addWorkBreakdown: async (call, asked) => {
      const write = { ticket: writeTicket(call), breakdown: asked };
      return outcomeOf(await endpoint.ask(PsaAddWorkBreakdownDocument, write, writeMsMax));
    },
    findWorkBreakdown: async (call, asked) => {
      const lookUp = { ticket: lookUpTicket(call), breakdown: asked };
      return foundBy('psa', call, await endpoint.ask(PsaLookUpWorkBreakdownDocument, lookUp, lookUpMsMax));
    },
    removeWorkBreakdown: async (call, project) =>
      outcomeOf(await endpoint.ask(PsaRemoveWorkBreakdownDocument, { ticket: writeTicket(call), project }, writeMsMax)),
    workBreakdownNow: async (key, asked) =>
      itemsOf(await endpoint.ask(PsaWorkBreakdownNowDocument, { key, breakdown: asked }, readMsMax)),
  };
}

function demand(endpoint: Endpoint): Part<'addTeamDemand' | 'findTeamDemand' | 'removeTeamDemand' | 'teamDemandNow'> {
  return {
    addTeamDemand: async (call, asked) => {
      const write = { ticket: writeTicket(call), demand: asked };
      return outcomeOf(await endpoint.ask(PsaAddTeamDemandDocument, write, writeMsMax));
    },
    findTeamDemand: async (call, asked) => {
      const lookUp = { ticket: lookUpTicket(call), demand: asked };
      return foundBy('psa', call, await endpoint.ask(PsaLookUpTeamDemandDocument, lookUp, lookUpMsMax));
    },
    removeTeamDemand: async (call, project) =>
      outcomeOf(await endpoint.ask(PsaRemoveTeamDemandDocument, { ticket: writeTicket(call), project }, writeMsMax)),
    teamDemandNow: async (key, asked) =>
      itemsOf(await endpoint.ask(PsaTeamDemandNowDocument, { key, demand: asked }, readMsMax)),
  };
}

type Items = readonly { readonly name: string; readonly records: readonly unknown[] }[];

function itemsOf(
  exchange: Parameters<typeof readBy<{ readonly items: Items | null }, readonly PsaItemFound[]>>[1],
): readonly PsaItemFound[] {
  return readBy('psa', exchange, ({ items }) =>
    answered('psa', items).map(({ name, records }) => ({ name, records: records.map((one) => recordRef('psa', one)) })),
  );
}

function facts(endpoint: Endpoint): Part<'projectNow' | 'conversionFacts'> {
  const maybe = (value: unknown): RecordRef | null => (value === null ? null : recordRef('psa', value));
  return {
    projectNow: async (project) =>
      readBy('psa', await endpoint.ask(PsaProjectNowDocument, { project }, readMsMax), ({ project: now }) => {
        if (now === null) return null;
        const { ref, customer, rateCard, links } = now;
        return {
          ...now,
          ...{ ref: recordRef('psa', ref), customer: maybe(customer), rateCard: maybe(rateCard) },
          links: links.map((link) => recordRef('psa', link)),
        };
      }),
    conversionFacts: async (customer) =>
      readBy('psa', await endpoint.ask(PsaConversionFactsDocument, { customer }, readMsMax), ({ facts: told }) => {
        const { templates, rateCards, currencies, serviceLines, roles, customer: there } = answered('psa', told);
        return {
          ...{ templates, currencies, serviceLines, roles },
          rateCards: rateCards.map((card) => ({ ...card, ref: recordRef('psa', card.ref) })),
          customer: there === null ? null : { name: there.name, ref: recordRef('psa', there.ref) },
        };
      }),
  };
}
