// Which projects a release is about: named ones, those of contracts, or all of a legal entity that are billed by their time.
import type { ListedProject } from '../systems/billing-facts.ts';
import type { Systems } from '../systems/systems.ts';

/** What is chosen by; exactly one of them is given. Canonical ids; the legal entity by its code. */
export type ReleaseChoice = {
  readonly projectIds: readonly string[];
  readonly contractIds: readonly string[];
  readonly legalEntity: string | null;
};

/** The projects' canonical ids, each once. Named ones are taken as they are: what is wrong with one is said of it. */
export async function chooseProjects(systems: Systems, choice: ReleaseChoice): Promise<readonly string[]> {
  if (choice.projectIds.length > 0) return [...new Set(choice.projectIds)];
  return chosenOf(await systems.billing.projects(), choice);
}

/** Of a list, those that fit and are billed by their time. */
export function chosenOf(
  projects: readonly ListedProject[],
  { contractIds, legalEntity }: ReleaseChoice,
): readonly string[] {
  return projects
    .filter(({ billingModel }) => billingModel === 'TIME_AND_MATERIALS')
    .filter(({ contract, legalEntity: entity }) =>
      legalEntity === null ? contract !== null && contractIds.includes(contract.id) : entity?.code === legalEntity,
    )
    .map(({ id }) => id);
}
