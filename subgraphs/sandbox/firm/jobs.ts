// The ERP's records of projects, with the links that can be missing or wrong.
import { dateOf, dayOf, instantOn } from './days.ts';
import type { Dirt } from './dirt.ts';
import type { ProjectPlan } from './engagements.ts';
import type { ErpJob } from './model-finance.ts';
import type { Random } from './random.ts';

/** Oddities per 120 projects. */
const WITHOUT_JOB = 2;
const WITHOUT_REFERENCE = 3;
const NAMES_OTHER = 1;

/** Builds one job per project whose customer the ERP knows, except where finance forgot. */
export function buildJobs(plans: readonly ProjectPlan[], today: string, random: Random, dirt: Dirt): ErpJob[] {
  const running = random.shuffled(
    plans.filter((plan) => plan.status === 'inProgress' && plan.over === 'nothing' && plan.rateCard !== undefined),
  );
  const take = (perHundredTwenty: number): Set<ProjectPlan> =>
    new Set(running.splice(0, Math.max(1, Math.round((perHundredTwenty * plans.length) / 120))));
  const forgotten = take(WITHOUT_JOB);
  const withoutReference = take(WITHOUT_REFERENCE);
  const namesOther = take(NAMES_OTHER);
  const jobs: ErpJob[] = [];
  for (const plan of plans) {
    const { erpCustomer } = plan.engagement;
    if (erpCustomer === undefined || forgotten.has(plan)) {
      const why = erpCustomer === undefined ? 'its customer is not in the ERP' : 'nobody made it';
      dirt.add('projectWithoutJob', 'projects', plan.ordinal, `${plan.code} has no job in the ERP: ${why}`);
      continue;
    }
    const ordinal = jobs.length + 1;
    const psaProject = ((): number | undefined => {
      if (withoutReference.has(plan)) return undefined;
      return namesOther.has(plan) ? (plan.ordinal % plans.length) + 1 : plan.ordinal;
    })();
    if (psaProject === undefined)
      dirt.add('jobWithoutPsaReference', 'jobs', ordinal, `${plan.code} names no PSA project`);
    else if (psaProject !== plan.ordinal)
      dirt.add(
        'jobNamesOtherProject',
        'jobs',
        ordinal,
        `${plan.code} names project ${psaProject}, not ${plan.ordinal}`,
      );
    const created = Math.min(plan.start - random.int(0, 6), dayOf(today) - 1);
    jobs.push({
      ordinal,
      project: plan.ordinal,
      code: plan.code,
      name: plan.title,
      erpCustomer: erpCustomer.ordinal,
      legalEntity: plan.engagement.legalEntity,
      currency: plan.engagement.currency,
      start: dateOf(plan.start),
      end: dateOf(plan.due),
      psaProject,
      createdAt: instantOn(created, '16:40:00'),
      modifiedAt: instantOn(created, '16:41:30'),
    });
  }
  return jobs;
}
