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
  /** Hands in and approves whatever billable time of these projects is not approved. */
  approveRest(projects: ReadonlySet<string>): Promise<void>;
}

/** Days that are billed in the play. */
export const workDays = { from: '2026-11-02', through: '2026-11-20' } as const;

/** A clerk; `random` is in [0, 1). */
export function timesheetClerk({ sandbox, screens }: ChaosFirm, random: () => number): TimesheetClerk {
  const { kantata } = sandbox.urls;
  const entries = (): readonly Row[] => rows(sandbox, 'kantata', 'time_entries');
  const decide = async (submission: string, verdict: 'approve' | 'cancel'): Promise<boolean> => {
    const token = sandbox.credentials.kantata.accessToken;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const url = `${kantata}/api/v1/timesheet_submissions/${submission}/${verdict}.json`;
    return (await fetch(url, { method: 'PUT', headers, body: '{}' })).ok;
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
    enter: (project) =>
      heard(async () => {
        const like = person(project);
        if (like === undefined) return false;
        const ids: string[] = [];
        for (let count = 1 + Math.floor(random() * 3); count > 0; count -= 1) {
          const { user_id, role_id, story_id, rate_in_cents } = like;
          const entry = {
            ...{ user_id, role_id, story_id, rate_in_cents, workspace_id: project, billable: true },
            date_performed: `2026-11-${String(2 + Math.floor(random() * 19)).padStart(2, '0')}`,
            // Minutes that no hour and no cent divides evenly.
            ...{ time_in_minutes: 7 + Math.floor(random() * 400), notes: 'Entered under chaos' },
          };
          ids.push(await screens.addToPsa('time_entries', entry));
        }
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
    approveRest: async (projects) => {
      const open = entries().filter(
        (row) => projects.has(String(row.workspace_id)) && row.billable === true && row.approved !== true,
      );
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
