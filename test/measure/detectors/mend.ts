// One case of each kind mended as people mend it, in the vendors' own screens.
import type { Sandbox } from '../../../subgraphs/sandbox/sandbox.ts';
import { openScreens, type Row, rows, type Screens } from '../../chaos/vendor-screens.ts';
import { daysAfter, keyOf, oldTime, type Patience } from './expected.ts';
import type { PlantedCase } from './planted.ts';

/** What was mended, and how. */
export interface Mended {
  readonly key: string;
  readonly how: string;
}

/** Mends the first planted case of each kind. */
export async function mendOneOfEach(
  sandbox: Sandbox,
  planted: readonly PlantedCase[],
  patience: Patience,
): Promise<readonly Mended[]> {
  const screens = await openScreens(sandbox);
  const mended: Mended[] = [];
  for (const [kind, [first]] of Map.groupBy(planted, (each) => each.kind)) {
    if (first === undefined) continue;
    mended.push({ key: keyOf(first), how: await mend({ sandbox, screens, patience }, kind, first.record) });
  }
  return mended;
}

interface Mending {
  readonly sandbox: Sandbox;
  readonly screens: Screens;
  readonly patience: Patience;
}

async function mend({ sandbox, screens, patience }: Mending, kind: string, record: string): Promise<string> {
  switch (kind) {
    case 'wonWithoutContract':
      await screens.crm.change('Opportunity', record, { StageName: 'Closed Lost' });
      return 'the deal turned out to be lost';
    case 'contractWithoutSchedule':
      await screens.crm.change('Contract', record, { Status: 'Terminated' });
      return 'the contract was terminated';
    case 'projectWithoutFinanceCode':
      return makeJob(sandbox, screens, record);
    case 'requestWithoutAssignment':
      return assign(sandbox, screens, record);
    case 'approvedTimeNeverBilled':
      return bill(sandbox, screens, { project: record, before: daysAfter(patience.day, -patience.afterDays) });
    default:
      throw new Error(`Nobody has said how to mend ${kind}; add it to mend.ts`);
  }
}

/** Finance makes the project, after the model of another one. */
async function makeJob(sandbox: Sandbox, screens: Screens, project: string): Promise<string> {
  const model = rows(sandbox, 'netsuite', 'job').find(({ isinactive }) => isinactive === 'F');
  const { customer, subsidiary, currency } = model ?? {};
  const body = { companyName: 'Made by finance', entityId: `MEND-${project}`, custentity_psa_project: project };
  const place = { parent: { id: customer }, subsidiary: { id: subsidiary }, currency: { id: currency } };
  const id = await screens.addToErp('job', { ...body, ...place });
  return `finance made project ${id}`;
}

/** The project manager gives whoever was promised a task. */
async function assign(sandbox: Sandbox, screens: Screens, request: string): Promise<string> {
  const place = rows(sandbox, 'kantata', 'resource_requests').find(({ id }) => id === request)?.resource_id;
  const project = rows(sandbox, 'kantata', 'workspace_resources').find(({ id }) => id === place)?.workspace_id;
  const task = await addToPsa(sandbox, 'stories', {
    story: { workspace_id: project, title: 'Begin', story_type: 'task' },
  });
  await screens.addToPsa('assignments', { story_id: task, resource_id: place });
  return 'whoever was promised has a task';
}

/** Billing puts all of the project's old time on an invoice. */
async function bill(
  sandbox: Sandbox,
  screens: Screens,
  { project, before }: { readonly project: string; readonly before: string },
): Promise<string> {
  const ids = oldTime(sandbox, before)
    .filter((entry: Row) => entry.workspace_id === project)
    .map(({ id }) => id);
  const invoice = { workspace_id: project, payment_schedule: 30, time_entry_ids: ids, expense_ids: [], draft: false };
  await screens.addToPsa('invoices', invoice);
  return `${ids.length} entries put on an invoice`;
}

/** What is added in the PSA's screen is answered with the id of its record. */
export async function addToPsa({ urls, credentials }: Sandbox, collection: string, body: object): Promise<string> {
  const { accessToken } = credentials.kantata;
  const answer = await fetch(`${urls.kantata}/api/v1/${collection}.json`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The PSA refused the record (${answer.status}): ${await answer.text()}`);
  const { results } = (await answer.json()) as { results: readonly { id: string }[] };
  return results[0]?.id ?? '';
}
