// The dirty firm over HTTP: what GET /planted lists is really wrong in the vendors' records, and each kind is there.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLANTED_KINDS } from './firm/plant.ts';
import type { PlantedProblem } from './firm/planted-problem.ts';
import type { Sandbox } from './sandbox.ts';
import { startSandbox } from './sandbox.ts';

type Row = Readonly<Record<string, unknown>>;

const dataDirectory = mkdtempSync(join(tmpdir(), 'dirty-'));
const ports = { control: 0, salesforce: 0, kantata: 0, netsuite: 0, identity: 0 };
const tables = new Map<string, readonly Row[]>();
let sandbox: Sandbox;
let planted: readonly PlantedProblem[];

beforeAll(async () => {
  sandbox = await startSandbox({ size: 'dirty', today: '2026-11-20', ports, dataDirectory });
  ({ planted } = (await get('/planted')) as { planted: readonly PlantedProblem[] });
  for (const path of new Set(
    planted.flatMap(({ records }) => records.map((one) => `/${one.vendor}/state/${one.table}`)),
  ))
    tables.set(path, (await get(path)) as readonly Row[]);
  for (const path of [
    '/netsuite/state/customersubsidiaryrelationship',
    '/netsuite/state/currency',
    '/netsuite/state/term',
  ])
    tables.set(path, (await get(path)) as readonly Row[]);
  for (const name of ['external_references', 'assignments', 'workspace_resources', 'custom_field_values'])
    tables.set(`/kantata/state/${name}`, (await get(`/kantata/state/${name}`)) as readonly Row[]);
}, 30_000);
afterAll(async () => {
  await sandbox.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

async function get(path: string): Promise<unknown> {
  return (await fetch(sandbox.urls.control + path)).json();
}

function rows(path: string): readonly Row[] {
  return tables.get(path) ?? [];
}

/** The rows of a problem: what is wrong first, then what it is wrong against. */
function rowsOf({ records }: PlantedProblem): readonly Row[] {
  return records.map(({ vendor, table, id }) => {
    const found = rows(`/${vendor}/state/${table}`).find((row) => row.Id === id || row.id === id);
    if (found === undefined) throw new Error(`${vendor} has no ${table} ${id}`);
    return found;
  });
}

const hostOf = (url: unknown): string => new URL(String(url)).host;

/** What is wrong, looked up in the vendors' own records. */
const IS_WRONG: Readonly<Record<string, (found: readonly Row[]) => boolean>> = {
  sameTaxIdOtherName: ([twin, other]) =>
    twin?.vatregnumber !== undefined &&
    twin.vatregnumber === other?.vatregnumber &&
    twin.companyname !== other?.companyname,
  sameDomainOtherName: ([twin, other]) =>
    hostOf(twin?.Website) === hostOf(other?.Website) && twin?.Name !== other?.Name,
  sameNameOtherSpelling: ([twin, other]) =>
    twin?.Name !== other?.companyname && letters(twin?.Name) === letters(other?.companyname),
  missingTaxId: ([customer]) => customer?.vatregnumber === undefined,
  wrongLegalEntity: ([customer, contract]) => {
    const billed = rows('/netsuite/state/customersubsidiaryrelationship').filter((row) => row.entity === customer?.id);
    return contract?.Legal_Entity__c === 'DE01' && billed.length === 1 && billed[0]?.subsidiary === '2';
  },
  unknownCurrency: ([account]) =>
    !rows('/netsuite/state/currency').some((row) => row.symbol === account?.CurrencyIsoCode),
  unknownTerms: ([contract]) => !rows('/netsuite/state/term').some((row) => row.name === contract?.Payment_Terms__c),
  parentCycle: ([one, other]) => one?.ParentId === other?.Id && other?.ParentId === one?.Id,
  parentDeleted: ([child, parent]) => child?.ParentId === parent?.Id && parent?.IsDeleted === true,
  mergedAccount: ([group, loser, winner]) =>
    loser?.MasterRecordId === winner?.Id &&
    rows('/kantata/state/external_references').some(
      (row) => row.subject_id === group?.id && row.service_model_ref === loser?.Id,
    ),
  deletedAccount: ([customer, account]) =>
    account?.IsDeleted === true && customer?.custentity_crm_account === account.Id,
  wonWithoutContract: ([deal]) => deal?.IsWon === true && (deal.ContractId ?? null) === null,
  contractWithoutSchedule: ([contract]) =>
    contract?.Status === 'Activated' &&
    !rows('/kantata/state/external_references').some((row) => row.service_model_ref === contract.Id),
  projectWithoutFinanceCode: ([project]) =>
    !rows('/kantata/state/custom_field_values').some(
      (row) => row.subject_id === project?.id && String(row.value).startsWith('PL-'),
    ),
  requestWithoutAssignment: ([request, project]) =>
    request?.status === 'approved' &&
    rows('/kantata/state/workspace_resources').some(
      (row) => row.id === request.resource_id && row.workspace_id === project?.id,
    ) &&
    !rows('/kantata/state/assignments').some((row) => row.resource_id === request.resource_id),
  approvedTimeNeverBilled: ([entry]) =>
    entry?.approved === true && entry.billable === true && (entry.invoice_id ?? null) === null,
};

/** A name down to its letters, as a person compares names. */
function letters(name: unknown): string {
  return String(name)
    .toLowerCase()
    .replace('g.m.b.h.', 'gmbh')
    .replace(' und ', ' & ')
    .replace(/[^\p{Letter}]/gu, '');
}

describe('the dirty firm', () => {
  it.each(PLANTED_KINDS)('%s is wrong in the vendors’ own records, several times', (kind) => {
    const problems = planted.filter((problem) => problem.kind === kind);
    expect(problems.length).toBeGreaterThanOrEqual(3);
    for (const problem of problems) expect([problem.id, IS_WRONG[kind]?.(rowsOf(problem))]).toEqual([problem.id, true]);
  });

  it('lists what any firm has of dirt, too, and every listed record exists', () => {
    const kinds = new Set(planted.map(({ kind }) => kind));
    for (const kind of ['duplicateCrmAccount', 'erpCustomersShareCrmAccount', 'projectWithoutCode', 'oldUnbilledTime'])
      expect(kinds).toContain(kind);
    expect(planted.length).toBeGreaterThan(80);
    expect(new Set(planted.map(({ id }) => id)).size).toBe(planted.length);
    for (const problem of planted) expect(rowsOf(problem).length).toBe(problem.records.length);
  });

  it('shows one kind when asked, and a reset brings the planted records back', async () => {
    const { planted: cycles } = (await get('/planted?kind=parentCycle')) as { planted: readonly PlantedProblem[] };
    expect(cycles.map(({ id }) => id)).toEqual(['parentCycle-1', 'parentCycle-2', 'parentCycle-3']);
    await fetch(`${sandbox.urls.control}/reset`, { method: 'POST' });
    const accounts = (await get('/salesforce/state/Account')) as readonly Row[];
    expect(accounts.length).toBe(rows('/salesforce/state/Account').length);
  });
});
