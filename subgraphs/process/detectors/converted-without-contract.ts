// A project that a conversion made and that names no contract in the PSA: it was converted before projects were linked to their contracts, or
// somebody took the link away. By its contract it is billed: caps, order, lines.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { money } from '../../../schema/canon/money.ts';
import { engagementsStanding } from '../../journal/detectors/standing.ts';
import type { EngagementPart, EngagementRecord } from '../../journal/engagements.ts';
import type { Detector, Facts } from './detector.ts';
import { type DetectorSettings, told } from './settings.ts';

/** Projects in delivery or delivered, as the PSA has them; raises Fault. */
export type ProjectsNow = () => Promise<readonly { readonly id: string; readonly contract: object | null }[]>;

/** A part of an engagement that is not unwound, and whether its project names a contract; null: it is not in delivery. */
export interface ConvertedProject {
  readonly engagement: EngagementRecord;
  readonly part: EngagementPart;
  readonly isLinked: boolean | null;
}

/** Projects of engagements that are not unwound. One list of the PSA per page of them. */
export function convertedProjects(projectsNow: ProjectsNow): Facts<ConvertedProject> {
  return {
    name: 'converted-projects',
    systems: ['psa'],
    page: async ({ db }, after) => {
      const { items, next } = await engagementsStanding(db, after);
      const listed = items.length === 0 ? [] : await projectsNow();
      const links = new Map(listed.map(({ id, contract }) => [id, contract !== null]));
      const facts = items.flatMap((engagement) =>
        engagement.parts.map((part) => {
          const id = part.psaProject === null ? null : mintId(part.psaProject);
          return { engagement, part, isLinked: id === null ? null : (links.get(id) ?? null) };
        }),
      );
      return { facts, next, whole: true };
    },
  };
}

/** One case per project; at risk is what it was sold for. What began at risk may have no contract yet: that is agreed to. */
export function convertedWithoutContract(
  settings: DetectorSettings['convertedWithoutContract'],
): Detector<ConvertedProject> {
  return {
    code: 'CONVERTED_WITHOUT_CONTRACT',
    ...told(settings),
    judge: ({ engagement: { id, state, opportunity }, part: { psaProject, value, code }, isLinked }) => {
      if (psaProject === null || isLinked !== false || state !== 'ACTIVE') return [];
      return [
        {
          subject: { kind: 'PROJECT', id: mintId(psaProject), label: null },
          since: null,
          message: `Project ${psaProject.id} of engagement ${id} (${code}) names no contract in the PSA; link it to the contract of deal ${opportunity.id}`,
          system: 'psa',
          fields: [psaProject.id, opportunity.id],
          atRisk: money(value.amount, currencyCode(value.currency)),
        },
      ];
    },
  };
}
