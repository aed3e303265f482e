// One instant, two legal entities: in Tokyo the 20th of November has begun, in Los Angeles it is still the 19th. Through the gateway, by the
// day of whoever sells: what may be opened, how a bill is dated, what lapses and what a client can have accepted by now (DOMAIN rule 21).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import { openHouse, type TestHouse } from '../house/house.ts';
import { approvedTimeOf } from './billed.ts';
import { Biller, type SeenRun } from './biller.ts';
import { rows } from './deals.ts';

const zones = { JP01: 'Asia/Tokyo', US01: 'America/Los_Angeles' } as const;
type Code = keyof typeof zones;
const [tokyo, losAngeles] = ['JP01', 'US01'] as const;

let house: TestHouse;
let biller: Biller;
let projects: readonly Told[] = [];
/** Of these, those that finance knows and that are worked on in November. */
let worked: ReadonlySet<string> = new Set();

interface Told {
  readonly id: string;
  readonly billingModel: string;
  readonly legalEntity: { readonly code: string } | null;
}

beforeAll(async () => {
  house = await openHouse({
    worker: true,
    env: { CONVERSION_FOLLOWS: 'false', BUSINESS_CLOCK: '2026-11-19T16:30:00Z' },
    approvals: { rules: ['billing.*', 'invoice.*'].map((action) => ({ action, approvers: 0 })) },
    // The firm itself is in neither zone.
    billing: { rules: Object.entries(zones).map(([legalEntity, timeZone]) => ({ legalEntity, timeZone })) },
  });
  biller = new Biller(house);
  const query = '{ projects(first: 200) { edges { node { id billingModel legalEntity { code } } } } }';
  const told = await biller.ask<{ projects: { edges: readonly { node: Told }[] } }>('finance-controller', query);
  const inErp = new Set(rows(house.sandbox, 'netsuite', 'job').map((job) => job.custentity_psa_project));
  worked = new Set(
    rows(house.sandbox, 'kantata', 'workspaces')
      .map(({ id }) => String(id))
      .filter((id) => inErp.has(id) && approvedTimeOf(house.sandbox, id, '2026-11-01', '2026-11-18').length > 0)
      .map((id) => mintId({ system: 'PSA', instance: 'kantata', kind: 'PROJECT', id })),
  );
  projects = told.projects.edges.map(({ node }) => node);
}, 60_000);
afterAll(() => house.close());

function projectsOf(code: Code, model: string): readonly string[] {
  const found = projects.filter(
    ({ billingModel, legalEntity }) => billingModel === model && legalEntity?.code === code,
  );
  if (found.length === 0) throw new Error(`The firm has no project ${model} of ${code}`);
  return found.map(({ id }) => id);
}

function hourlyOf(code: Code): readonly string[] {
  return projectsOf(code, 'TIME_AND_MATERIALS').filter((id) => worked.has(id));
}

/** How a dry run of a process ends for one project: the code of its refusal, null where there is none. */
async function refusalOf(field: string, type: string, input: { readonly projectId: string }): Promise<string | null> {
  const query = `mutation ($input: ${type}!) { begun: ${field}(input: $input) { run { id } userErrors { message } } }`;
  const asked = { ...input, idempotencyKey: `two-zones-${field}-${input.projectId}`, dryRun: true };
  const { begun } = await biller.ask<{ begun: { run: SeenRun | null } }>('billing-preparer', query, { input: asked });
  return (await biller.rest(begun.run?.id)).failure?.code ?? null;
}

/** Days that the bills of a project would be dated. */
async function datesOf(projectId: string): Promise<readonly string[]> {
  const query = `mutation ($input: ReleaseWorkInput!) { releaseWorkToInvoice(input: $input) { run { id } preview { documents { issuedOn } } } }`;
  const input = {
    idempotencyKey: `two-zones-${projectId}`,
    projectIds: [projectId],
    through: '2026-11-18',
    dryRun: true,
  };
  interface Released {
    readonly releaseWorkToInvoice: {
      readonly run: SeenRun;
      readonly preview: { readonly documents: readonly { readonly issuedOn: string }[] } | null;
    };
  }
  const { releaseWorkToInvoice } = await biller.ask<Released>('billing-preparer', query, { input });
  await biller.rest(releaseWorkToInvoice.run.id);
  // Told again by the same key, once it has looked.
  const again = await biller.ask<Released>('billing-preparer', query, { input });
  return (again.releaseWorkToInvoice.preview?.documents ?? []).map(({ issuedOn }) => issuedOn);
}

describe('at one instant, with one legal entity in Tokyo and one in Los Angeles', { timeout: 120_000 }, () => {
  const on = '2026-11-20';

  test('a position is opened as of today where it is today, and nowhere else', async () => {
    const opens = (code: Code): Promise<string | null> =>
      refusalOf('openPosition', 'OpenPositionInput', {
        ...{ projectId: hourlyOf(code)[0] ?? '', on, explanations: [] },
      });
    expect([await opens(tokyo), await opens(losAngeles)]).toEqual([null, 'OPENS_LATER']);
  });

  test('a bill is dated on the seller’s own day', async () => {
    const dated = async (code: Code): Promise<readonly string[]> => {
      for (const id of hourlyOf(code)) {
        await biller.openPosition(id);
        const dates = await datesOf(id);
        if (dates.length > 0) return [...new Set(dates)];
      }
      return [];
    };
    expect([await dated(tokyo), await dated(losAngeles)]).toEqual([['2026-11-20'], ['2026-11-19']]);
  });

  test('what is prepaid lapses once its days are over where it is sold', async () => {
    const lapses = (code: Code): Promise<string | null> =>
      refusalOf('drawDownRetainer', 'DrawDownRetainerInput', {
        ...{ projectId: projectsOf(code, 'RETAINER')[0] ?? '', through: '2026-11-18', lapseBefore: on },
      });
    expect([await lapses(tokyo), await lapses(losAngeles)]).toEqual(['NO_OPENING_POSITION', 'LAPSES_LATER']);
  });

  test('a client can have accepted a milestone today where it is today', async () => {
    const accepts = (code: Code): Promise<string | null> =>
      refusalOf('completeMilestone', 'CompleteMilestoneInput', {
        ...{
          projectId: projectsOf(code, 'MILESTONE')[0] ?? '',
          milestoneId: mintId({ system: 'PSA', instance: 'kantata', kind: 'MILESTONE', id: '0' }),
        },
        ...{ completedOn: on, evidence: 'protocol 7' },
      });
    expect([await accepts(tokyo), await accepts(losAngeles)]).toEqual(['NO_OPENING_POSITION', 'COMPLETED_LATER']);
  });
});
