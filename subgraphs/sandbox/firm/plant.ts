// A dirty firm: a clean one with problems planted into it, each at records of its own, so that nothing else goes wrong by them.
import type { Firm } from './firm.ts';
import { dateOf, dayOf, instantOn } from './days.ts';
import { planterOf } from './planter.ts';
import type { Planter } from './planter.ts';

/** How often each kind is planted. */
const TIMES = 3;
/** Age of time that should have been billed long ago. */
const OLD_DAYS = 70;

type Plant = (planter: Planter, turn: number) => void;

/** A copy of the firm with every kind of problem planted a few times; `planted` lists them. */
export function plantProblems(firm: Firm): Firm {
  const planter = planterOf(firm);
  for (const plant of Object.values(PLANTS)) for (let turn = 1; turn <= TIMES; turn += 1) plant(planter, turn);
  return planter.firm();
}

const CITIES = ['Lyon', 'Bergen', 'Porto'];

/** A customer in good order, for problems that lie elsewhere. */
function sound(planter: Planter, what: string, turn: number): { account: number; erp: number; customer: number } {
  const customer = planter.customer({ name: `${what} ${CITIES[turn - 1] ?? turn} GmbH` });
  return { customer, account: customer, erp: planter.erpCustomer(customer) };
}

const PLANTS: Readonly<Record<string, Plant>> = {
  sameTaxIdOtherName: (planter, turn) => {
    const { account, erp } = sound(planter, 'Steuer', turn);
    const twin = planter.customer({ name: `Abgabe ${turn} Holding AG` });
    const twinErp = planter.erpCustomer(twin, { vatNumber: planter.erp(erp).vatNumber });
    planter.note('sameTaxIdOtherName', 'two ERP customers of different names carry one tax id', [
      ['erpCustomers', twinErp],
      ['erpCustomers', erp, 'related'],
      ['crmAccounts', account, 'related'],
    ]);
  },
  sameDomainOtherName: (planter, turn) => {
    const { customer, erp } = sound(planter, 'Domäne', turn);
    const { website } = planter.at(customer);
    const twin = planter.customer({
      name: `Webhaus ${turn} SE`,
      website: `http://${new URL(website).host}/de/kontakt`,
    });
    planter.note('sameDomainOtherName', 'a CRM account without ERP customer has the domain of another one that has', [
      ['crmAccounts', twin],
      ['crmAccounts', customer, 'related'],
      ['erpCustomers', erp, 'related'],
    ]);
  },
  sameNameOtherSpelling: (planter, turn) => {
    const { customer, erp } = sound(planter, 'Müller & Söhne', turn);
    const spelt = planter.at(customer).name.toUpperCase().replace(' GMBH', ' G.m.b.H.').replace('&', 'und');
    const twin = planter.customer({ name: spelt });
    planter.note('sameNameOtherSpelling', `"${spelt}" is "${planter.at(customer).name}" again`, [
      ['crmAccounts', twin],
      ['erpCustomers', erp, 'related'],
    ]);
  },
  missingTaxId: (planter, turn) => {
    const customer = planter.customer({ name: `Steuerlos ${turn} GmbH` });
    const erp = planter.erpCustomer(customer, { vatNumber: undefined });
    planter.note('missingTaxId', 'a German customer without tax id', [
      ['erpCustomers', erp],
      ['crmAccounts', customer, 'related'],
    ]);
  },
  wrongLegalEntity: (planter, turn) => {
    const customer = planter.customer({ name: `Fehlgeleitet ${turn} GmbH` });
    const erp = planter.erpCustomer(customer, { legalEntity: 1, legalEntities: [1], currencies: ['USD'] });
    const contract = planter.contract(customer, { legalEntity: 3 });
    planter.note('wrongLegalEntity', 'the contract is with DE01, the ERP bills the customer from US01 only', [
      ['erpCustomers', erp],
      ['contracts', contract, 'related'],
    ]);
  },
  unknownCurrency: (planter, turn) => {
    const customer = planter.customer({ name: `Krona ${turn} AB` }, { currencyCode: ['SEK', 'NOK', 'XXX'][turn - 1] });
    planter.note('unknownCurrency', 'the CRM account has a currency that the ERP does not keep', [
      ['crmAccounts', customer],
    ]);
  },
  unknownTerms: (planter, turn) => {
    const { customer } = sound(planter, 'Frist', turn);
    const contract = planter.contract(customer, { termsName: ['Net 37', 'on handshake', ''][turn - 1] });
    planter.note('unknownTerms', 'the contract names payment terms that the ERP does not have', [
      ['contracts', contract],
      ['crmAccounts', customer, 'related'],
    ]);
  },
  parentCycle: (planter, turn) => {
    const one = planter.customer({ name: `Ring A${turn} AG` });
    const other = planter.customer({ name: `Ring B${turn} AG` });
    planter.setParent(one, other);
    planter.setParent(other, one);
    planter.note('parentCycle', 'two CRM accounts are each other’s parent', [
      ['crmAccounts', one],
      ['crmAccounts', other],
    ]);
  },
  parentDeleted: (planter, turn) => {
    const parent = planter.customer({ name: `Aufgelöst ${turn} AG` }, { deleted: true });
    const child = planter.customer({ name: `Waise ${turn} GmbH` });
    planter.setParent(child, parent);
    planter.note('parentDeleted', 'the parent of a CRM account was deleted', [
      ['crmAccounts', child],
      ['crmAccounts', parent, 'related'],
    ]);
  },
  mergedAccount: (planter, turn) => {
    const { customer } = sound(planter, 'Fusion', turn);
    const loser = planter.customer({ name: `Fusion ${turn} (alt)` }, { deleted: true, mergedInto: customer });
    const group = planter.clientGroup(loser);
    planter.note('mergedAccount', 'the PSA still names a CRM account that was merged into another one', [
      ['clientGroups', group],
      ['crmAccounts', loser],
      ['crmAccounts', customer, 'related'],
    ]);
  },
  deletedAccount: (planter, turn) => {
    const customer = planter.customer({ name: `Gelöscht ${turn} GmbH` }, { deleted: true });
    const erp = planter.erpCustomer(customer);
    planter.note('deletedAccount', 'the ERP still names a CRM account that was deleted', [
      ['erpCustomers', erp],
      ['crmAccounts', customer, 'related'],
    ]);
  },
  wonWithoutContract: (planter, turn) => {
    const { customer } = sound(planter, 'Handschlag', turn);
    const opportunity = planter.opportunity(customer, { contract: undefined, sowApprovedAt: undefined });
    planter.note('wonWithoutContract', 'a deal is closed won and has no contract', [
      ['opportunities', opportunity],
      ['crmAccounts', customer, 'related'],
    ]);
  },
  contractWithoutSchedule: (planter, turn) => {
    const { customer } = sound(planter, 'Planlos', turn);
    const contract = planter.contract(customer, { termsName: undefined });
    planter.note('contractWithoutSchedule', 'an activated contract has no lines, no project and nothing scheduled', [
      ['contracts', contract],
      ['crmAccounts', customer, 'related'],
    ]);
  },
  projectWithoutFinanceCode: (planter, turn) => {
    const project = planter.project(`Ohne Code ${turn}`, { codeField: undefined });
    planter.note('projectWithoutFinanceCode', 'a running project has no finance code and no ERP job', [
      ['projects', project],
    ]);
  },
  requestWithoutAssignment: (planter, turn) => {
    const project = planter.project(`Unbesetzt ${turn}`, {});
    const request = planter.confirmedRequest(project);
    planter.note('requestWithoutAssignment', 'a confirmed request for a person led to no assignment', [
      ['resourceRequests', request],
      ['projects', project, 'related'],
    ]);
  },
  approvedTimeNeverBilled: (planter, turn) => {
    const day = dayOf(planter.today) - OLD_DAYS - turn;
    const entry = planter.approvedTime(dateOf(day), instantOn(day + 7, '10:00:00'));
    planter.note('approvedTimeNeverBilled', `billable time approved ${OLD_DAYS} days ago and never billed`, [
      ['timeEntries', entry],
      ['projects', planter.timeProject, 'related'],
    ]);
  },
};

/** The kinds that `plantProblems` adds to what any firm has of dirt. */
export const PLANTED_KINDS: readonly string[] = Object.keys(PLANTS);
