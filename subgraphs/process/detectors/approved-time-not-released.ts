// Time that was approved long ago and that nobody has billed.
import { hoursText } from '../../../schema/canon/hours.ts';
import type { ApprovedTime } from '../systems/standing.ts';
import type { Detector } from './detector.ts';
import { type DetectorSettings, told } from './settings.ts';

/** One case per project. At risk is that time at its price; what nothing prices is named and not worth 0. */
export function approvedTimeNotReleased(settings: DetectorSettings['approvedTimeNotReleased']): Detector<ApprovedTime> {
  return {
    code: 'APPROVED_TIME_NOT_RELEASED',
    ...told(settings),
    judge: (time) => {
      const { entries, unpricedEntries } = time;
      if (entries === 0) return [];
      const unpriced = unpricedEntries === 0 ? '' : `, ${unpricedEntries} of them without a price`;
      return [
        {
          subject: { kind: 'PROJECT', id: time.id, label: time.name },
          since: null,
          message: `${entries} approved entries of ${time.name} (${hoursText(time.minutes)} hours${unpriced}) are older than ${settings.afterDays} days and on no invoice; the oldest is of ${time.oldestOn}`,
          system: 'psa',
          fields: [time.ref.id],
          atRisk: unpricedEntries === entries ? null : time.amount,
        },
      ];
    },
  };
}
