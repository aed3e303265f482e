// People who write down their time in the PSA's own screen, hand it in and approve it, take an approval back and give it again. The screen
// loses answers like everything else: what a person is not sure of is left as it is, for the PSA's tables say what became of it.
import type { ChaosFirm } from '../firm.ts';
import { type Row, rows } from '../vendor-screens.ts';

/** What is asked for. */
export interface TimesheetClerk {
  /** One to three entries by people of the project, approved; whether all of it was heard. */
  enter(project: string): Promise<boolean>;
  /** Takes the approval of one free entry of the project back; whether it was. */
  takeBack(project: string): Promise<boolean>;
  /** Takes an entry that no client pays back, and enters it otherwise or removes it; whether that was heard. */
  correct(project: string): Promise<boolean>;
  /** Hands in and approves whatever time of these projects is not approved. */
  approveRest(projects: ReadonlySet<string>): Promise<void>;
  /** How often each entry was taken back, changed or removed at most: counted before it is asked for. */
  readonly changed: ReadonlyMap<string, number>;
}

/** Day the firm went live on the gateway: everything before it counts as billed, and its cost as posted. */
export const goLive = '2026-10-31';
/** Days that are billed in the play. */
export const workDays = { from: '2026-11-02', through: '2026-11-20' } as const;

/** A clerk; `random` is in [0, 1). Without a card, somebody's entries always say what they cost. */
export function timesheetClerk(
  { sandbox, screens }: ChaosFirm,
  { random, hasCard }: { readonly random: () => number; readonly hasCard: (person: string) => boolean },
): TimesheetClerk {
  const { kantata } = sandbox.urls;
  const changed = new Map<string, number>();
  const entries = (): readonly Row[] => rows(sandbox, 'kantata', 'time_entries');
  const call = async (method: string, path: string, body: object): Promise<boolean> => {
    const token = sandbox.credentials.kantata.accessToken;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const url = `${kantata}/api/v1/${path}.json`;
    return (await fetch(url, { method, headers, body: JSON.stringify(body) })).ok;
  };
  const decide = (submission: string, verdict: 'approve' | 'cancel'): Promise<boolean> => {
    if (verdict === 'cancel')
      for (const { id } of entries().filter((row) => row.active_submission_id === submission))
        changed.set(String(id), (changed.get(String(id)) ?? 0) + 1);
    return call('PUT', `timesheet_submissions/${submission}/${verdict}`, {});
  };
  const handIn = async (project: string, ids: readonly string[]): Promise<boolean> => {
    const record = { title: 'Handed in', workspace_id: project, line_item_ids: ids };
    return decide(await screens.addToPsa('timesheet_submissions', record), 'approve');
  };
  const person = (project: string): Row | undefined =>
    pick(
      entries().filter((row) => row.workspace_id === project && row.billable === true && row.approved === true),
      random,
    );
  return {
    changed,
    enter: (project) =>
      heard(async () => {
        const like = person(project);
        if (like === undefined) return false;
        const ids: string[] = [];
        for (let count = 1 + Math.floor(random() * 3); count > 0; count -= 1)
          ids.push(await screens.addToPsa('time_entries', entryLike(like, project, { random, hasCard })));
        return handIn(project, ids);
      }),
    takeBack: (project) =>
      heard(async () => {
        const free = entries().filter(
          (row) => row.workspace_id === project && row.approved === true && row.invoice_id == null,
        );
        const submission = pick(free, random)?.active_submission_id;
        return typeof submission === 'string' && decide(submission, 'cancel');
      }),
    correct: (project) =>
      heard(async () => {
        const row = pick(
          // What a client pays may be on a bill meanwhile, which is another matter.
          entries().filter(
            (each) => each.workspace_id === project && each.billable === false && String(each.date_performed) > goLive,
          ),
          random,
        );
        if (row === undefined) return false;
        const [id, submission] = [String(row.id), row.active_submission_id];
        if (typeof submission === 'string' && !(await decide(submission, 'cancel'))) return false;
        changed.set(id, (changed.get(id) ?? 0) + 1);
        if (random() < 0.3) return call('DELETE', `time_entries/${id}`, {});
        const time_entry = { time_in_minutes: minutesOf(random) };
        return (await call('PUT', `time_entries/${id}`, { time_entry })) && handIn(project, [id]);
      }),
    approveRest: async (projects) => {
      const open = entries().filter((row) => projects.has(String(row.workspace_id)) && row.approved !== true);
      for (const row of open) {
        const submission = row.active_submission_id;
        await heard(() =>
          typeof submission === 'string'
            ? decide(submission, 'approve')
            : handIn(String(row.workspace_id), [String(row.id)]),
        );
      }
    },
  };
}

/** Minutes that no hour and no cent divides evenly. */
function minutesOf(random: () => number): number {
  return 7 + Math.floor(random() * 400);
}

interface Entering {
  readonly random: () => number;
  readonly hasCard: (person: string) => boolean;
}

/** An entry by the same person in the same role; some is not for the client, and of some the PSA does not say what it costs. */
function entryLike(like: Row, project: string, { random, hasCard }: Entering): Row {
  const { user_id, role_id, story_id, rate_in_cents, cost_rate_in_cents: cost } = like;
  const isCosted = cost != null && (random() < 0.6 || !hasCard(String(user_id)));
  return {
    ...{ user_id, role_id, story_id, rate_in_cents, workspace_id: project, billable: random() < 0.7 },
    date_performed: `2026-11-${String(2 + Math.floor(random() * 19)).padStart(2, '0')}`,
    ...{
      time_in_minutes: minutesOf(random),
      notes: 'Entered under chaos',
      ...(isCosted ? { cost_rate_in_cents: cost } : {}),
    },
  };
}

async function heard(act: () => Promise<boolean>): Promise<boolean> {
  try {
    return await act();
  } catch {
    return false;
  }
}

/** One of them; undefined when there is none. */
export function pick<Value>(values: readonly Value[], random: () => number): Value | undefined {
  return values[Math.floor(random() * values.length)];
}
