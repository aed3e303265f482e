// Builds that break a law of billing on purpose: the auditor has to find each of them out, and by the law that it breaks.
import type { PlantedFault } from '../planted.ts';

/** What is wrong with a build, and which law finds it. */
export interface PlantedLaw extends PlantedFault {
  readonly law: string;
}

const items = 'subgraphs/process/billing/work-item.ts';

/** By name. */
export const plantedLaws = {
  // A cap that nobody counts.
  'no-cap': {
    law: 'a cap holds',
    file: 'subgraphs/process/release-work/plan.ts',
    from: 'return position === null ? caps : capsFrom(position, caps);',
    to: 'return position === null ? caps : [];',
  },
  // Hours priced without their half cents.
  'rounded-down': {
    law: 'a document charges the work it is of',
    file: 'subgraphs/process/billing/time-and-materials.ts',
    from: 'fraction(hourlyRate)), currency, mode);',
    to: "fraction(hourlyRate)), currency, 'DOWN');",
  },
  // What a dropped draft gives back is nowhere.
  'unclaimed-lost': {
    law: 'all work is billed',
    file: items,
    from: "return withoutClaim(moveWork(item, 'claimed', 'unbilled', held.amount));",
    to: "return withoutClaim(moveWork(item, 'claimed', 'writtenOff', held.amount));",
  },
  // What was posted counts as free.
  'billed-forgotten': {
    law: 'no work is billed twice',
    file: items,
    from: 'return posted(item, held.amount, change.posted);',
    to: "return withoutClaim(moveWork(item, 'inDoubt', 'unbilled', held.amount));",
  },
  // The PSA never hears of a bill.
  untold: {
    law: 'every document is told',
    file: 'subgraphs/process/release-work/tell-psa.ts',
    from: 'claim === null && isZero(places.unbilled) && isZero(places.held)',
    to: 'claim !== null && isZero(places.unbilled) && isZero(places.held)',
  },
} as const satisfies Readonly<Record<string, PlantedLaw>>;
