// Projects, plans and teams that the demo firm's Kantata account would take, for the contract of their writes.
import type { RecordRef } from '../../../subgraphs/process/systems/write-call.ts';
import type { PsaNewProject, PsaTeamDemand, PsaWorkBreakdown } from '../../../subgraphs/process/systems/psa-project.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { person, type Rig, type StateRow } from '../kantata-rig.ts';

/** A reference of the account, as JSON carries it. */
export function psaRef(kind: RecordRef['kind'], id: string): RecordRef {
  return { system: 'PSA', instance: 'kantata', kind, id };
}

/** A project of the first client, in euros, from a template. */
export function projectFor(rig: Rig, title: string): PsaNewProject {
  return {
    ...{ title, customer: psaRef('CUSTOMER', rig.table('workspace_groups')[0]?.id ?? ''), template: 'IMP-MILESTONE' },
    ...{ startOn: '2026-12-01', endOn: '2027-05-17', currency: 'EUR', budget: '120000.55', billingModel: 'MILESTONE' },
    ...{
      legalEntityCode: 'DE01',
      code: `CODE-${title}`,
      serviceLine: 'Implementation',
      practice: null,
      region: 'DACH',
    },
  };
}

/** A project that is there, made past every system API. */
export async function madeProject(rig: Rig, key: string): Promise<RecordRef> {
  const { customer, currency, ...project } = projectFor(rig, key);
  const write = { ...project, key: `${key}-made`, customer, currency: currencyCode(currency) };
  const outcome = await rig.port.projectWrites.createProject(person(), write);
  if (outcome.kind !== 'APPLIED') throw new Error(`The project to write on ended as ${JSON.stringify(outcome)}`);
  return { ...outcome.ref };
}

const plain = { parent: null, startOn: null, dueOn: null, estimatedMinutes: null, billable: true, amount: null };

/** Two levels, two pieces the template has brought already, and two milestones that are billed. */
export function breakdownFor(project: RecordRef): PsaWorkBreakdown {
  return {
    project,
    currency: 'EUR',
    items: [
      { ...plain, name: 'build', kind: 'TASK', title: 'Build' },
      { ...plain, name: 'payroll', kind: 'TASK', title: 'Payroll', parent: 'build' },
      { ...plain, name: 'interface', kind: 'TASK', title: 'Interface', parent: 'payroll', estimatedMinutes: 960 },
      { ...plain, name: 'm1', kind: 'MILESTONE', title: 'Build accepted', dueOn: '2027-02-26', amount: '60000.55' },
      { ...plain, name: 'm2', kind: 'MILESTONE', title: 'Go-live', dueOn: '2027-05-14', amount: '60000.00' },
    ],
  };
}

/** Two places. */
export function teamFor(project: RecordRef): PsaTeamDemand {
  const span = { startOn: '2026-12-01', endOn: '2027-05-17' };
  return {
    project,
    items: [
      { ...span, name: 'lead', role: 'Engagement Manager', minutes: 19_200 },
      { ...span, name: 'dev', role: 'Software Engineer', minutes: 86_400 },
    ],
  };
}

/** Rows that carry a reference with this value, of one collection and still there. */
export function carrying(rig: Rig, collection: string, value: string): readonly StateRow[] {
  const subjects = new Set(
    rig
      .now('external_references')
      .filter((row) => row.service_model_ref === value)
      .map((row) => String(row.subject_id)),
  );
  return rig.now(collection).filter((row) => subjects.has(row.id) && (row.deleted_at ?? null) === null);
}
