// Bugs planted on purpose: each must be caught by the checker, or the checker is blind.
import type { Claim, Intent, RunJournal } from '../../../journal/run-journal.ts';
import { FenceLost } from '../../../journal/run-journal.ts';
import type { VendorPolicy } from '../policy.ts';
import type { JournalFaults } from './memory-journal.ts';
import type { Step } from '../step.ts';

/** What a build with one bug does differently. */
export interface Bug {
  readonly name: string;
  readonly journal?: (journal: RunJournal) => RunJournal;
  readonly policy?: (policy: VendorPolicy) => VendorPolicy;
  readonly step?: (step: Step<string>) => Step<string>;
  /** Neither the ledger nor the journal looks at fences. */
  readonly ignoreFences?: boolean;
  /** What the journal does wrong about approvals. */
  readonly approvals?: Pick<JournalFaults, 'countsTwice' | 'appliesAgain'>;
}

/** Thirteen builds that must not pass. */
export const bugs: readonly Bug[] = [
  { name: 'act before intent', journal: actBeforeIntent },
  { name: 'retry without find', policy: (policy) => ({ ...policy, means: { kind: 'upsert' } }) },
  { name: 'undo registered after act', journal: undoAfterAct },
  { name: 'fence ignored', ignoreFences: true },
  {
    name: 'a doubt taken for done',
    step: (step) => ({ ...step, act: async (call) => doneIfDoubted(step, await step.act(call)) }),
  },
  {
    name: 'a doubt taken for not done',
    step: (step) => ({
      ...step,
      find: () => Promise.resolve([]),
    }),
  },
  { name: 'an undo in doubt taken for done', step: undoTakenForDone },
  { name: 'an outage taken for a refusal', step: outageTakenForRefusal },
  { name: 'undo in order of doing, forgetting the last', journal: forgetsLast },
  { name: 'journal not read before repeating', journal: forgetful },
  { name: 'a decision counted twice', approvals: { countsTwice: true } },
  { name: 'an approval applied twice', approvals: { appliesAgain: true } },
  { name: 'not waited for an approval', journal: takenForApproved },
];

/** The build of a name; the sound one has none. */
export function bugNamed(name: string): Bug {
  const bug = bugs.find((candidate) => candidate.name === name);
  if (bug === undefined)
    throw new Error(`No bug is called "${name}"; known: ${bugs.map((each) => each.name).join(', ')}`);
  return bug;
}

function actBeforeIntent(journal: RunJournal): RunJournal {
  const held = new Map<string, Intent>();
  const keyFor = (claim: Claim, name: string): string => `${claim.runId}/${claim.fence}/${name}`;
  const write = async (claim: Claim, name: string): Promise<void> => {
    const intent = held.get(keyFor(claim, name));
    if (intent === undefined) return;
    held.delete(keyFor(claim, name));
    await journal.intend(claim, intent);
  };
  return {
    ...journal,
    intend: (claim, intent) => Promise.resolve(void held.set(keyFor(claim, intent.name), intent)),
    resend: async (claim, name, sending) => {
      if (!held.has(keyFor(claim, name))) await journal.resend(claim, name, sending);
    },
    done: async (claim, name, ref, events) => {
      await write(claim, name);
      await journal.done(claim, name, ref, events);
    },
    refused: async (claim, name, failure) => {
      await write(claim, name);
      await journal.refused(claim, name, failure);
    },
  };
}

/** A registration lost in a crash between act and done is lost for good. */
function undoAfterAct(journal: RunJournal): RunJournal {
  const begun = new Set<string>();
  const forget = (claim: Claim, rows: Claim['steps']): Claim['steps'] =>
    rows.map((row) => {
      const isOurs = begun.has(`${claim.runId}/${claim.generation}/${row.name}`);
      return { ...row, undoRegistered: row.undoRegistered && isOurs };
    });
  const fenceOf = new Map<string, number>();
  return {
    ...journal,
    steps: async (claim) => forget(claim, await journal.steps(claim)),
    intend: async (claim, intent) => {
      fenceOf.set(`${claim.runId}/${claim.generation}/${intent.name}`, claim.fence);
      await journal.intend(claim, intent);
    },
    done: async (claim, name, ref, events) => {
      await journal.done(claim, name, ref, events);
      const key = `${claim.runId}/${claim.generation}/${name}`;
      if (fenceOf.get(key) === claim.fence) begun.add(key);
    },
  };
}

async function ignore(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof FenceLost)) throw error;
  }
}

type Act = Awaited<ReturnType<Step<string>['act']>>;

function doneIfDoubted(step: Step<string>, outcome: Act): Act {
  return outcome.kind === 'IN_DOUBT' ? { kind: 'APPLIED', ref: `${step.system}-?`, isNew: true } : outcome;
}

function undoTakenForDone(step: Step<string>): Step<string> {
  const { undo } = step;
  if (undo === null) return step;
  return {
    ...step,
    undo: async (call, ref) => {
      const outcome = await undo(call, ref);
      return outcome.kind === 'IN_DOUBT' ? { kind: 'APPLIED', ref, isNew: false } : outcome;
    },
  };
}

function outageTakenForRefusal(step: Step<string>): Step<string> {
  return {
    ...step,
    act: async (call) => {
      const outcome = await step.act(call);
      const isOutage = outcome.kind === 'NOT_APPLIED' && outcome.reason === 'OUTAGE';
      return isOutage ? { ...outcome, reason: 'REFUSED' } : outcome;
    },
  };
}

function takenForApproved(journal: RunJournal): RunJournal {
  return {
    ...journal,
    approve: async (claim, request) => {
      const { kind, approval } = await journal.approve(claim, request);
      return { kind: kind === 'WAITING' ? 'APPROVED' : kind, approval };
    },
  };
}

function forgetsLast(journal: RunJournal): RunJournal {
  return { ...journal, steps: async (claim) => (await journal.steps(claim)).filter((row) => row.position > 0) };
}

function forgetful(journal: RunJournal): RunJournal {
  return {
    ...journal,
    claim: async (runId, owner) => ({ ...(await journal.claim(runId, owner)), steps: [] }),
    intend: (claim, intent) => journal.intend(claim, intent).catch(() => ignore(Promise.resolve())),
  };
}
