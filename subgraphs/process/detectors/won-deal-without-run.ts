// A deal that is where projects start, and nobody began its conversion.
import type { Detector } from './detector.ts';
import type { DealFact } from './facts-of-systems.ts';
import { type DetectorSettings, told } from './settings.ts';

/** Whether a deal is where conversions start, by the firm's policy. */
export type IsTriggered = (
  stage: DealFact['deal']['stage'],
  statementOfWork: DealFact['deal']['statementOfWork'],
) => boolean;

/** At risk is all the deal is worth: nobody delivers it. */
export function wonDealWithoutRun(
  settings: DetectorSettings['wonDealWithoutRun'],
  isTriggered: IsTriggered,
): Detector<DealFact> {
  return {
    code: 'WON_DEAL_WITHOUT_RUN',
    ...told(settings),
    judge: ({ deal, begun }) => {
      if (begun || !isTriggered(deal.stage, deal.statementOfWork)) return [];
      const closed = deal.closeOn === null ? '' : `, closed on ${deal.closeOn}`;
      return [
        {
          subject: { kind: 'OPPORTUNITY', id: deal.id, label: deal.name },
          since: null,
          message: `The deal is ${deal.stage}${closed}, and no project, no engagement and no run is known of it`,
          system: 'crm',
          fields: [deal.ref.id],
          atRisk: deal.amount,
        },
      ];
    },
  };
}
