// A person at the PSA's own screen, as journeys need them: time written down by those who worked it, handed in and approved.
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { openScreens } from '../chaos/vendor-screens.ts';
import { rows } from './deals.ts';

/** A day's work of one person. */
export interface WorkedDay {
  readonly user: string;
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly minutes: number;
  readonly notes: string;
}

/**
 * So many people of different roles that the project's rate card prices, the last of each role: the first approves in the demo firm. The PSA's
 * ids. Raises Error when the firm has fewer.
 */
export function pricedPeople(sandbox: Sandbox, project: string, count: number): readonly string[] {
  const workspace = rows(sandbox, 'kantata', 'workspaces').find(({ id }) => id === project);
  const versions = rows(sandbox, 'kantata', 'rate_card_versions').filter(
    ({ rate_card_id: card }) => card === workspace?.rate_card_id,
  );
  const ids = new Set(versions.map(({ id }) => id));
  const priced = rows(sandbox, 'kantata', 'rate_card_roles').filter(
    ({ rate_card_version_id: version, rate }) => ids.has(version) && Number(rate) > 0,
  );
  const roles = new Set(priced.map(({ role_id: role }) => role));
  const byRole = Map.groupBy(
    rows(sandbox, 'kantata', 'users').filter(({ role_id: role }) => roles.has(role)),
    ({ role_id: role }) => role,
  );
  const people = [...byRole.values()].flatMap((own) => own.slice(-1).map(({ id }) => String(id)));
  if (people.length < count) throw new Error(`${people.length} people are priced for project ${project}, not ${count}`);
  return people.slice(0, count);
}

/** Writes time down on a project, hands it in and has it approved, person by person; the price is the PSA's own. Answers with its ids. */
export async function enterTime(
  sandbox: Sandbox,
  project: string,
  days: readonly WorkedDay[],
): Promise<readonly string[]> {
  const screens = await openScreens(sandbox);
  const ids: string[] = [];
  for (const [user, own] of Map.groupBy(days, (day) => day.user)) {
    const entered: string[] = [];
    for (const { on, minutes, notes } of own) {
      const entry = { user_id: user, workspace_id: project, date_performed: on, time_in_minutes: minutes, notes };
      entered.push(await screens.addToPsa('time_entries', { ...entry, billable: true }));
    }
    const sheet = { title: 'Handed in', user_id: user, workspace_id: project, line_item_ids: entered };
    await approve(sandbox, await screens.addToPsa('timesheet_submissions', sheet));
    ids.push(...entered);
  }
  return ids;
}

async function approve({ urls, credentials }: Sandbox, submission: string): Promise<void> {
  const url = `${urls.kantata}/api/v1/timesheet_submissions/${submission}/approve.json`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${credentials.kantata.accessToken}` };
  const answer = await fetch(url, { method: 'PUT', headers, body: '{}' });
  if (!answer.ok) throw new Error(`${url} was refused (${answer.status}): ${await answer.text()}`);
}

/** Corrects how long an entry took; it stays approved, as the PSA's own screen leaves it. */
export async function shortenTime({ urls, credentials }: Sandbox, entry: string, minutes: number): Promise<void> {
  const url = `${urls.kantata}/api/v1/time_entries/${entry}.json`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${credentials.kantata.accessToken}` };
  const body = JSON.stringify({ time_entry: { time_in_minutes: minutes } });
  const answer = await fetch(url, { method: 'PUT', headers, body });
  if (!answer.ok) throw new Error(`${url} was refused (${answer.status}): ${await answer.text()}`);
}

/** Somebody changes what a milestone is worth, in the PSA's own screen. */
export async function changeMilestone({ urls, credentials }: Sandbox, own: string, cents: bigint): Promise<void> {
  const { accessToken } = credentials.kantata;
  const answer = await fetch(`${urls.kantata}/api/v1/billing_milestones/${own}.json`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ billing_milestone: { amount_in_cents: Number(cents) } }),
  });
  if (!answer.ok) throw new Error(`The PSA refused: ${answer.status} ${await answer.text()}`);
}
