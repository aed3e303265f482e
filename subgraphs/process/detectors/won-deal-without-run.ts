// A deal that is where projects start, and nobody began its conversion; or began it anew after it was taken back, or given up.
import type { Detector } from './detector.ts';
import type { DealFact } from './facts-of-systems.ts';
import { type DetectorSettings, told } from './settings.ts';

/** Whether a deal is where conversions start, by the firm's policy. */
export type IsTriggered = (
  stage: DealFact['deal']['stage'],
  statementOfWork: DealFact['deal']['statementOfWork'],
) => boolean;

const became = {
  NEVER: 'no project, no engagement and no run is known of it',
  UNWOUND: 'its conversion was unwound, and none was begun since',
  LEFT: 'its conversion was left as it is, unfinished',
} as const;

/** At risk is all the deal is worth: nobody delivers it. */
export function wonDealWithoutRun(
  settings: DetectorSettings['wonDealWithoutRun'],
  isTriggered: IsTriggered,
): Detector<DealFact> {
  return {
    code: 'WON_DEAL_WITHOUT_RUN',
    ...told(settings),
    judge: ({ deal, conversion }) => {
      if (conversion === 'STANDS' || !isTriggered(deal.stage, deal.statementOfWork)) return [];
      const closed = deal.closeOn === null ? '' : `, closed on ${deal.closeOn}`;
      return [
        {
          subject: { kind: 'OPPORTUNITY', id: deal.id, label: deal.name },
          since: null,
          message: `The deal is ${deal.stage}${closed}, and ${became[conversion ?? 'NEVER']}`,
          system: 'crm',
          fields: [deal.ref.id],
          atRisk: deal.amount,
        },
      ];
    },
  };
}
