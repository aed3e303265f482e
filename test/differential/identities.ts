// Which canonical id every record of the firm has, by the documented rules alone (crossref/README, schema/README "Ids"):
// minted from the record in its system of record when a reference field names it, else from the record itself; of two
// records of one system that claim an id, the one with the smaller vendor id holds it and the other keeps an id of its own.
import { mintId, type RecordKind } from '../../schema/canon/identity.ts';
import type { Firm } from '../../subgraphs/sandbox/firm/firm.ts';
import { kantataIds, netsuiteIds, salesforceIds } from '../../subgraphs/sandbox/firm/ids.ts';
import { type Claim, likelyMatches, type LikelyMatch, type MatchableRecord } from './likely-matches.ts';

/** Canonical id of a record of the CRM. */
export function crmId(kind: RecordKind, id: string): string {
  return mintId({ system: 'CRM', instance: 'salesforce', kind, id });
}

/** Canonical id of a record of the PSA. */
export function psaId(kind: RecordKind, id: string): string {
  return mintId({ system: 'PSA', instance: 'kantata', kind, id });
}

/** Canonical id of a record of the ERP. */
export function erpId(kind: RecordKind, id: string): string {
  return mintId({ system: 'ERP', instance: 'netsuite', kind, id });
}

/** What each system has on record about one canonical customer; ordinals of the firm's lists. */
export interface CustomerRecords {
  readonly account: number | null;
  readonly group: number | null;
  readonly erpCustomer: number | null;
}

/** The same for a project. */
export interface ProjectRecords {
  readonly project: number | null;
  readonly job: number | null;
}

/** The directory of the firm. */
export interface Identities {
  ofAccount(ordinal: number): string;
  ofGroup(ordinal: number): string;
  ofErpCustomer(ordinal: number): string;
  ofProject(ordinal: number): string;
  ofJob(ordinal: number): string;
  customer(id: string): CustomerRecords;
  project(id: string): ProjectRecords;
  /** Every canonical id of a customer that some system uses. */
  readonly customerIds: readonly string[];
  readonly projectIds: readonly string[];
  likelyMatchesOf(customerId: string): readonly LikelyMatch[];
}

/** A record with the id that its reference field claims, null without one. */
interface Claimant {
  readonly ordinal: number;
  readonly vendorId: string;
  readonly own: string;
  readonly claimed: string | null;
}

/** Settles the claims of one system's records of a kind. */
function settle(claimants: readonly Claimant[]): { ids: ReadonlyMap<number, string>; claims: readonly Claim[] } {
  const holders = new Set<string>();
  const ids = new Map<number, string>();
  const claims: Claim[] = [];
  for (const { ordinal, own, claimed } of [...claimants].sort((a, b) => (a.vendorId < b.vendorId ? -1 : 1))) {
    const wanted = claimed ?? own;
    if (holders.has(wanted)) claims.push({ id: wanted, other: own });
    const id = holders.has(wanted) ? own : wanted;
    holders.add(id);
    ids.set(ordinal, id);
  }
  return { ids, claims };
}

/** The identities of a firm. */
export function identitiesOf(firm: Firm): Identities {
  const accountId = (ordinal: number): string => crmId('CUSTOMER', salesforceIds.account(ordinal));
  const claimOf = (account: number | undefined): string | null => (account === undefined ? null : accountId(account));
  const accounts = new Map(firm.crmAccounts.map(({ ordinal }) => [ordinal, accountId(ordinal)]));
  const groups = settle(
    firm.clientGroups.map(({ ordinal, crmAccount }) => {
      const vendorId = kantataIds.workspaceGroup(ordinal);
      return { ordinal, vendorId, own: psaId('CUSTOMER', vendorId), claimed: claimOf(crmAccount) };
    }),
  );
  const erpCustomers = settle(
    firm.erpCustomers.map(({ ordinal, crmAccount }) => {
      const vendorId = netsuiteIds.customer(ordinal);
      return { ordinal, vendorId, own: erpId('CUSTOMER', vendorId), claimed: claimOf(crmAccount) };
    }),
  );
  const projectId = (ordinal: number): string => psaId('PROJECT', kantataIds.workspace(ordinal));
  const projects = new Map(firm.projects.map(({ ordinal }) => [ordinal, projectId(ordinal)]));
  const jobs = settle(
    firm.jobs.map(({ ordinal, psaProject }) => {
      const vendorId = netsuiteIds.job(ordinal);
      const claimed = psaProject === undefined ? null : projectId(psaProject);
      return { ordinal, vendorId, own: erpId('PROJECT', vendorId), claimed };
    }),
  );
  const [byAccount, byGroup, byErp] = [inverse(accounts), inverse(groups.ids), inverse(erpCustomers.ids)];
  const [byProject, byJob] = [inverse(projects), inverse(jobs.ids)];
  const matches = likelyMatches(
    matchableRecords(firm, { accounts, groups: groups.ids, erpCustomers: erpCustomers.ids }),
    [...groups.claims, ...erpCustomers.claims],
  );
  return {
    ofAccount: (ordinal) => known(accounts, ordinal),
    ofGroup: (ordinal) => known(groups.ids, ordinal),
    ofErpCustomer: (ordinal) => known(erpCustomers.ids, ordinal),
    ofProject: (ordinal) => known(projects, ordinal),
    ofJob: (ordinal) => known(jobs.ids, ordinal),
    customer: (id) => ({
      account: byAccount.get(id) ?? null,
      group: byGroup.get(id) ?? null,
      erpCustomer: byErp.get(id) ?? null,
    }),
    project: (id) => ({ project: byProject.get(id) ?? null, job: byJob.get(id) ?? null }),
    customerIds: [...new Set([...byAccount.keys(), ...byGroup.keys(), ...byErp.keys()])],
    projectIds: [...new Set([...byProject.keys(), ...byJob.keys()])],
    likelyMatchesOf: (id) => matches(id),
  };
}

/** What the records of a customer say that a person would compare them by. */
function matchableRecords(
  firm: Firm,
  ids: Readonly<Record<'accounts' | 'groups' | 'erpCustomers', ReadonlyMap<number, string>>>,
): readonly MatchableRecord[] {
  const websiteOf = (customer: number): string => firm.customers[customer - 1]?.website ?? '';
  return [
    ...firm.crmAccounts.map(({ ordinal, name, customer }) => ({
      id: known(ids.accounts, ordinal),
      name,
      website: websiteOf(customer),
      taxId: null,
    })),
    ...firm.clientGroups.map(({ ordinal, name }) => ({
      id: known(ids.groups, ordinal),
      name,
      website: null, // the PSA's groups have none
      taxId: null,
    })),
    ...firm.erpCustomers.map(({ ordinal, name, customer, vatNumber }) => ({
      id: known(ids.erpCustomers, ordinal),
      name,
      website: websiteOf(customer),
      taxId: vatNumber ?? null,
    })),
  ];
}

function inverse(ids: ReadonlyMap<number, string>): ReadonlyMap<string, number> {
  return new Map([...ids].map(([ordinal, id]) => [id, ordinal]));
}

function known(ids: ReadonlyMap<number, string>, ordinal: number): string {
  const id = ids.get(ordinal);
  if (id === undefined) throw new Error(`The oracle minted no id for record ${ordinal}`);
  return id;
}
