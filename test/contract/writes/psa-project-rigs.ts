// The internal mutations that make a project in the PSA, as a worker calls them over HTTP. They share one account, each on a port and
// with faults of its own, and each with a business key nobody else has.
import type { WriteOutcome } from '../../../subgraphs/ports/write.ts';
import type { RecordRef } from '../../../subgraphs/process/systems/write-call.ts';
import type { Store } from '../../../subgraphs/store/store.ts';
import { person, startKantata } from '../kantata-rig.ts';
import { breakdownFor, carrying, madeProject, projectFor, psaRef, teamFor } from './psa-project-facts.ts';
import { behindApi, newKey } from './system-project-rigs.ts';
import type { WriteRig, WriteUnderTest } from './write-under-test.ts';

const retry = { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 };
/** A silent vendor is given up on before a late one answers, and not before a busy machine has come round to it. */
const settings = { timeoutMs: 1_500, settleMs: 50 };

/** Every internal mutation of a handover to the PSA. */
export function psaProjectRigs(store: () => Store): readonly WriteRig[] {
  return [
    { name: 'psaCreateProject', start: () => project(store()) },
    { name: 'psaLinkProject', start: () => link(store()) },
    { name: 'psaSetRateCard', start: () => rateCard(store()) },
    { name: 'psaSetProjectStatus', start: () => status(store()) },
    { name: 'psaAddWorkBreakdown', start: () => breakdown(store()) },
    { name: 'psaAddTeamDemand', start: () => team(store()) },
  ];
}

async function project(store: Store): Promise<WriteUnderTest> {
  const rig = await startKantata({ settings, retry });
  const key = newKey('project');
  const asked = projectFor(rig, `Conformance “Ünïcode” & Söhne ${key}`);
  return behindApi(store, rig, key, {
    match: '^POST .*/workspaces\\.json',
    held: () => rig.now('workspaces').filter((row) => row.title === asked.title).length,
    isRepeatable: false,
    write: ({ psa }) => ({
      send: (call) => psa.createProject(call, asked),
      refused: (call) => psa.createProject(call, { ...asked, startOn: '2027-06-01' }),
      find: (call) => psa.findProject(call),
      undo: (call, ref) => psa.removeProject(call, ref),
    }),
  });
}

async function link(store: Store): Promise<WriteUnderTest> {
  const rig = await startKantata({ settings, retry });
  const key = newKey('link');
  const made = await madeProject(rig, key);
  const opportunity: RecordRef = { system: 'CRM', instance: 'salesforce', kind: 'OPPORTUNITY', id: `006${key}` };
  const asked = { project: made, link: opportunity };
  return behindApi(store, rig, key, {
    match: '^POST .*/external_references',
    held: () => carrying(rig, 'workspaces', opportunity.id).length,
    write: ({ psa }) => ({
      send: (call) => psa.linkProject(call, asked),
      refused: (call) => psa.linkProject(call, { ...asked, link: { ...opportunity, instance: 'unheard-of' } }),
      find: (call) => psa.findProjectLink(call, asked),
      undo: (call) => psa.unlinkProject(call, asked),
    }),
  });
}

async function rateCard(store: Store): Promise<WriteUnderTest> {
  const rig = await startKantata({ settings, retry });
  const key = newKey('rates');
  const made = await madeProject(rig, key);
  const cardIn = (currency: string): RecordRef =>
    psaRef('RATE_CARD', rig.table('rate_cards').find((row) => row.currency === currency)?.id ?? '');
  const asked = { project: made, rateCard: cardIn('EUR') };
  return behindApi(store, rig, key, {
    match: '^PUT .*/workspaces/',
    held: () =>
      rig.now('workspaces').filter((row) => row.id === made.id && row.rate_card_id === asked.rateCard.id).length,
    write: ({ psa }) => ({
      send: (call) => psa.setRateCard(call, asked),
      refused: (call) => psa.setRateCard(call, { ...asked, rateCard: cardIn('JPY') }),
      find: (call) => psa.findRateCard(call, asked),
      undo: (call) => psa.setRateCard(call, { ...asked, rateCard: null }),
    }),
  });
}

async function status(store: Store): Promise<WriteUnderTest> {
  const rig = await startKantata({ settings, retry });
  const key = newKey('status');
  const made = await madeProject(rig, key);
  return behindApi(store, rig, key, {
    match: '^PUT .*/workspaces/',
    held: () => rig.now('workspaces').filter((row) => row.id === made.id && row.status_key === 310).length,
    write: ({ psa }) => ({
      send: (call) => psa.setProjectStatus(call, { project: made, standing: 'ACTIVE' }),
      refused: (call) => psa.setProjectStatus(call, { project: psaRef('PROJECT', '987654321'), standing: 'ACTIVE' }),
      find: (call) => psa.findProjectStatus(call, { project: made, standing: 'ACTIVE' }),
      undo: (call) => psa.setProjectStatus(call, { project: made, standing: 'REQUESTED' }),
    }),
  });
}

/** One level of tasks, so that one call makes all of it; what comes between several is in psa-project-pieces.test.ts. */
async function breakdown(store: Store): Promise<WriteUnderTest> {
  const rig = await startKantata({ settings, retry });
  const key = newKey('plan');
  const made = await madeProject(rig, key);
  const whole = breakdownFor(made);
  const asked = {
    ...whole,
    items: whole.items.map((item) => ({ ...item, parent: null, amount: null, title: `${key} ${item.name}` })),
  };
  const held = (): boolean => asked.items.every(({ name }) => carrying(rig, 'stories', `${key}.${name}`).length === 1);
  return behindApi(store, rig, key, {
    match: '^POST .*/stories',
    held: () =>
      held()
        ? 1
        : rig.now('stories').filter((row) => String(row.title).startsWith(key) && row.deleted_at === null).length,
    isRepeatable: false,
    write: ({ psa }) => ({
      send: (call) => psa.addWorkBreakdown(call, asked),
      refused: (call) =>
        psa.addWorkBreakdown(call, { ...asked, items: asked.items.map((item) => ({ ...item, title: '' })) }),
      find: (call) => psa.findWorkBreakdown(call, asked),
      undo: (call) => psa.removeWorkBreakdown(call, made),
    }),
  });
}

/** Its place and hours are there already, so that one call makes the rest. */
async function team(store: Store): Promise<WriteUnderTest> {
  const rig = await startKantata({ settings, retry });
  const key = newKey('team');
  const made = await madeProject(rig, key);
  const asked = { ...teamFor(made), items: teamFor(made).items.slice(0, 1) };
  const match = '^POST .*/resource_requests';
  rig.served.faults.plant({ kind: 'tooManyRequests', match, count: 1 });
  const begun: WriteOutcome = await rig.port.projectWrites.addTeamDemand(person(), { ...asked, key });
  if (begun.kind !== 'IN_DOUBT') throw new Error(`A demand that was begun ended as ${begun.kind}`);
  const requests = (): number => {
    const places = new Set(carrying(rig, 'workspace_resources', `${key}.lead`).map((row) => row.id));
    return rig.now('resource_requests').filter((row) => row.status === 'pending' && places.has(String(row.resource_id)))
      .length;
  };
  return behindApi(store, rig, key, {
    match,
    held: requests,
    isRepeatable: false,
    write: ({ psa }) => ({
      send: (call) => psa.addTeamDemand(call, asked),
      refused: (call) =>
        psa.addTeamDemand(call, { ...asked, items: asked.items.map((item) => ({ ...item, role: 'Conformance' })) }),
      find: (call) => psa.findTeamDemand(call, asked),
      undo: (call) => psa.removeTeamDemand(call, made),
    }),
  });
}
