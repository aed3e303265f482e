// Somebody whom a project needs soon, or needed already, and who is not there.
import type { Detector } from './detector.ts';
import { daysBefore, type ProjectFact } from './facts-of-systems.ts';
import { type DetectorSettings, told } from './settings.ts';

/** At risk is the work asked for at the project's own price; null where nothing prices the role. */
export function requestWithoutAssignment(
  settings: DetectorSettings['requestWithoutAssignment'],
): Detector<ProjectFact> {
  return {
    code: 'REQUEST_WITHOUT_ASSIGNMENT',
    ...told(settings),
    judge: ({ project }, today) => {
      const last = daysBefore(today, -settings.leadDays);
      // A request without a first day is a wish.
      const due = project.requests.filter(({ startOn }) => startOn !== null && startOn <= last);
      return due.map((request) => {
        const hours = request.minutes === null ? '' : ` for ${Math.round(request.minutes / 60)} hours`;
        return {
          subject: { kind: 'RESOURCE_REQUEST', id: request.id, label: project.name },
          since: null,
          message: `${project.name} needs somebody (${request.role ?? 'any role'}) from ${request.startOn ?? ''}${hours}, and nobody is assigned`,
          system: 'psa',
          fields: [request.ref.id, project.ref.id],
          atRisk: request.worth,
        };
      });
    },
  };
}
