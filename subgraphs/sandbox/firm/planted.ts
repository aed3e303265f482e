// Everything that is wrong in a firm on purpose, as the vendors' records that it is about.
import type { Firm } from './firm.ts';
import { kantataIds, netsuiteIds, salesforceIds } from './ids.ts';
import type { PlantedProblem, PlantedRecord } from './planted-problem.ts';

type Convert = (ordinal: number) => Omit<PlantedRecord, 'role'>;

/** The vendors' records by the firm's lists. A customer stands for its CRM account, for the n-th account is the n-th customer's. */
const RECORD_OF: Readonly<Record<string, Convert>> = {
  customers: (ordinal) => ({ vendor: 'salesforce', table: 'Account', id: salesforceIds.account(ordinal) }),
  crmAccounts: (ordinal) => ({ vendor: 'salesforce', table: 'Account', id: salesforceIds.account(ordinal) }),
  opportunities: (ordinal) => ({ vendor: 'salesforce', table: 'Opportunity', id: salesforceIds.opportunity(ordinal) }),
  contracts: (ordinal) => ({ vendor: 'salesforce', table: 'Contract', id: salesforceIds.contract(ordinal) }),
  people: (ordinal) => ({ vendor: 'kantata', table: 'users', id: kantataIds.user(ordinal) }),
  clientGroups: (ordinal) => ({
    vendor: 'kantata',
    table: 'workspace_groups',
    id: kantataIds.workspaceGroup(ordinal),
  }),
  projects: (ordinal) => ({ vendor: 'kantata', table: 'workspaces', id: kantataIds.workspace(ordinal) }),
  timeEntries: (ordinal) => ({ vendor: 'kantata', table: 'time_entries', id: kantataIds.timeEntry(ordinal) }),
  resourceRequests: (ordinal) => ({
    vendor: 'kantata',
    table: 'resource_requests',
    id: kantataIds.resourceRequest(ordinal),
  }),
  erpCustomers: (ordinal) => ({ vendor: 'netsuite', table: 'customer', id: netsuiteIds.customer(ordinal) }),
  jobs: (ordinal) => ({ vendor: 'netsuite', table: 'job', id: netsuiteIds.job(ordinal) }),
  invoices: (ordinal) => ({ vendor: 'netsuite', table: 'transaction', id: netsuiteIds.invoice(ordinal) }),
};

/** The record at a place of the firm; a list nobody mapped is a defect. */
export function recordAt(list: string, ordinal: number, role: PlantedRecord['role'] = 'problem'): PlantedRecord {
  const convert = RECORD_OF[list];
  if (convert === undefined) throw new Error(`Records of "${list}" have no vendor: add the list to planted.ts`);
  return { ...convert(ordinal), role };
}

/** Every problem of a firm: what any firm has of dirt, and what was planted besides. */
export function plantedProblems(firm: Firm): readonly PlantedProblem[] {
  const usual = Object.entries(firm.dirty).flatMap(([kind, cases]) =>
    cases.map(({ list, ordinal, note }, index) => ({
      id: `${kind}-${index + 1}`,
      kind,
      note,
      records: [recordAt(list, ordinal)],
    })),
  );
  return [...usual, ...(firm.planted ?? [])];
}
