// A contract that is billed by dates or milestones, has begun, and of which no bill is planned.
import type { BillingModel } from '../../../schema/canon/contract.ts';
import type { Detector } from './detector.ts';
import type { ContractFact } from './facts-of-systems.ts';
import { type DetectorSettings, told } from './settings.ts';

/** Time and materials are billed by what is worked; the others by a plan, and without one, as without any line, by nothing. */
const scheduled: readonly BillingModel[] = ['FIXED_FEE', 'MILESTONE', 'RETAINER', 'RECURRING'];

/** At risk is all the contract is worth: its lines are not read, for which of them is planned the ERP does not say. */
export function contractWithoutSchedule(settings: DetectorSettings['contractWithoutSchedule']): Detector<ContractFact> {
  return {
    code: 'CONTRACT_WITHOUT_SCHEDULE',
    ...told(settings),
    judge: ({ contract, schedules }, today) => {
      const models = contract.billingModels.filter((model) => scheduled.includes(model));
      const isBare = contract.billingModels.length === 0;
      const hasBegun = contract.startOn === null || contract.startOn <= today;
      if (schedules > 0 || !hasBegun || (models.length === 0 && !isBare)) return [];
      const projects = contract.psaProjects.length === 0 ? 'it has no project' : 'none of its projects has a schedule';
      const says = isBare ? 'has no lines' : `is billed by ${models.join(', ')}`;
      return [
        {
          subject: { kind: 'CONTRACT', id: contract.id, label: contract.number },
          since: null,
          message: `Contract ${contract.number} ${says}, and ${projects}`,
          system: 'erp',
          fields: [contract.ref.id, ...contract.psaProjects],
          atRisk: contract.totalValue,
        },
      ];
    },
  };
}
