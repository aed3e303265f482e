// A project that is delivered and that the ERP does not know.
import type { Detector } from './detector.ts';
import type { ProjectFact } from './facts-of-systems.ts';
import { type DetectorSettings, told } from './settings.ts';

/** At risk is the agreed price of the work: none of it can be billed. */
export function projectWithoutFinanceCode(
  settings: DetectorSettings['projectWithoutFinanceCode'],
): Detector<ProjectFact> {
  return {
    code: 'PROJECT_WITHOUT_FINANCE_CODE',
    ...told(settings),
    judge: ({ project, finance }) => {
      const isDelivered = project.status === 'ACTIVE' || project.status === 'ON_HOLD';
      if (!isDelivered || finance === null || finance.financeCode !== null) return [];
      return [
        {
          subject: { kind: 'PROJECT', id: project.id, label: project.name },
          since: null,
          message: `${project.name} is ${project.status} in the PSA, and no project of the ERP names it`,
          system: 'erp',
          fields: [project.ref.id],
          atRisk: project.budget,
        },
      ];
    },
  };
}
