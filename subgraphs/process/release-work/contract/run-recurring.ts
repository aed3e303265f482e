// Recurring billing: what falls due by its date, period for period: subscriptions when they were served, retainers before they are used,
// instalments of a fee on their day (DOMAIN rules 24, 26, 27). A period is billed once for ever, whoever runs this how often.
import type { Process, Saga } from '../../saga/saga.ts';
import { chooseProjects, type ReleaseChoice, scheduledOf } from '../selection.ts';
import { billContract, type ContractDraft, type ContractParts, releasedEvents } from './bill-contract.ts';
import { isDueBy } from './due.ts';

/** What it is begun with. */
export type RecurringInput = {
  readonly role: string;
  readonly choice: ReleaseChoice;
  /** Last day on which a bill may fall due. */
  readonly through: string;
  readonly taxCode: string | null;
  /** Why no tax is due under it; absent where nobody said. */
  readonly taxReason?: string;
  readonly dryRun: boolean;
};

/** What it leaves. */
export type RecurringBilled = {
  /** Null for a run over several projects. */
  readonly projectId: string | null;
  readonly drafts: readonly ContractDraft[];
  /** Runs that go on by themselves, a project each. */
  readonly runs: readonly string[];
};

/** The process for one caller. */
export function runRecurringBilling(parts: ContractParts): Process<RecurringInput, RecurringBilled> {
  return {
    name: 'runRecurringBilling',
    run: (saga, input) => bill(saga, parts, input),
    events: (_input, { projectId, drafts }) => (projectId === null ? [] : releasedEvents(projectId, drafts)),
  };
}

async function bill(saga: Saga, parts: ContractParts, input: RecurringInput): Promise<RecurringBilled> {
  const { role, choice, through, taxCode, taxReason, dryRun } = input;
  const projects = await saga.once('projects', async () => {
    const chosen = await chooseProjects({ systems: parts.systems, db: parts.books.db }, choice, scheduledOf);
    if (chosen.length === 0)
      saga.refuse('NOTHING_CHOSEN', 'No project in delivery is billed by its dates there; name others', ['projectIds']);
    return chosen;
  });
  const [only] = projects;
  if (projects.length > 1 || only === undefined) return billEach(saga, parts, input, projects);
  const drafts = await billContract(saga, parts, {
    ...{ role, projectId: only, through, taxCode, taxReason, dryRun },
    choose: (bills, today) =>
      bills
        .filter((each) => isDueBy(each, through, today))
        .map((each) => ({ bill: each, earnedOn: each.dueOn ?? each.to, percent: null })),
    before: () => Promise.resolve(),
  });
  return { projectId: only, drafts, runs: [] };
}

/** A project that gets stuck holds up no other: each is a run of its own. */
async function billEach(
  saga: Saga,
  { begin }: ContractParts,
  input: RecurringInput,
  projects: readonly string[],
): Promise<RecurringBilled> {
  const runs: string[] = [];
  for (const id of projects) {
    const further: RecurringInput = { ...input, choice: { projectIds: [id], contractIds: [], legalEntity: null } };
    const run = { process: 'runRecurringBilling', input: further, idempotencyKey: `${saga.runId}:${id}` };
    runs.push(await saga.once(`project-${id}`, () => begin(saga.runId, run)));
  }
  return { projectId: null, drafts: [], runs };
}
