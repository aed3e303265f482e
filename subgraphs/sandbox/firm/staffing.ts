// Who works where: people go from project to project week by week, as projects have room.
import { HISTORY_DAYS } from './engagements.ts';
import type { ProjectPlan } from './engagements.ts';
import { mondayOf } from './days.ts';
import type { Person } from './model.ts';
import type { Random } from './random.ts';

/** Plans reach this far beyond today; later weeks are still unstaffed. */
export const STAFFED_AHEAD_DAYS = 60;
/** People who left did so this many days ago. */
const LEFT_BEFORE_DAYS = 120;
/** A project takes one person more than it has room for rather than leave someone idle; beyond that people wait. */
const CROWD_MAX = 2;

/** Fills the plans' stints. Whoever finds no room in the own legal entity works for another one's project. */
export function staffProjects(
  plans: readonly ProjectPlan[],
  people: readonly Person[],
  today: number,
  random: Random,
): void {
  const room = new Map(plans.map((plan) => [plan, random.int(2, plan.model === 'retainer' ? 2 : 4)]));
  const team = people.filter((person) => !person.sells);
  const freeFrom = new Map<Person, number>();
  for (let monday = mondayOf(today - HISTORY_DAYS); monday <= today + STAFFED_AHEAD_DAYS; monday += 7) {
    const open = plans.filter(
      (plan) => plan.start <= monday + 4 && plan.workEnd >= monday + 4 && plan.status !== 'cancelled',
    );
    const load = new Map(open.map((plan) => [plan, plan.stints.filter((stint) => stint.to >= monday).length]));
    const seats = (plan: ProjectPlan): number => (room.get(plan) ?? 0) - (load.get(plan) ?? 0);
    for (const person of team) {
      if ((freeFrom.get(person) ?? 0) > monday) continue;
      if (!person.active && monday > today - LEFT_BEFORE_DAYS) continue;
      const plan = choose(open, person, seats, random);
      if (plan === undefined) continue;
      const to = Math.min(monday + random.int(4, 16) * 7 - 3, plan.workEnd);
      plan.stints.push({ person: person.ordinal, role: person.role, from: Math.max(monday, plan.start), to });
      load.set(plan, (load.get(plan) ?? 0) + 1);
      freeFrom.set(person, mondayOf(to) + 7);
    }
  }
  staffCancelled(plans, team, random);
}

/** The emptiest project at home, else abroad, else a slightly crowded one at home, else none: the bench. */
function choose(
  open: readonly ProjectPlan[],
  person: Person,
  seats: (plan: ProjectPlan) => number,
  random: Random,
): ProjectPlan | undefined {
  const home = open.filter((plan) => plan.engagement.legalEntity === person.legalEntity);
  const emptiest = (plans: readonly ProjectPlan[], least: number): ProjectPlan | undefined => {
    const candidates = plans.filter((plan) => seats(plan) >= least);
    const most = Math.max(...candidates.map(seats));
    const best = candidates.filter((plan) => seats(plan) === most);
    return best.length === 0 ? undefined : random.pick(best);
  };
  return emptiest(home, 1) ?? emptiest(open, 1) ?? emptiest(home, 1 - CROWD_MAX);
}

/** A cancelled project was worked on for two weeks by one person, beside that person's other work. */
function staffCancelled(plans: readonly ProjectPlan[], team: readonly Person[], random: Random): void {
  for (const plan of plans) {
    if (plan.status !== 'cancelled') continue;
    const person = random.pick(
      team.filter((candidate) => candidate.legalEntity === plan.engagement.legalEntity && candidate.active),
    );
    plan.stints.push({
      person: person.ordinal,
      role: person.role,
      from: plan.start,
      to: Math.min(plan.start + 11, plan.workEnd),
    });
  }
}
