// Which projects a release is about: named ones, those of contracts, or all of a legal entity that are billed by their time.
import type { Books } from '../../journal/books.ts';
import { positionsOf } from '../../journal/opening-positions.ts';
import type { ListedProject } from '../systems/billing-facts.ts';
import type { Systems } from '../systems/systems.ts';
import { absorbsTime } from './blocker.ts';

/** What is chosen by; exactly one of them is given. Canonical ids; the legal entity by its code. */
export type ReleaseChoice = {
  readonly projectIds: readonly string[];
  readonly contractIds: readonly string[];
  readonly legalEntity: string | null;
};

/** Those of a list that fit a choice; `signed` are the projects whose opening position somebody has signed off. */
type Fit = (
  projects: readonly ListedProject[],
  choice: ReleaseChoice,
  signed: ReadonlySet<string>,
) => readonly string[];

/** The projects' canonical ids, each once. Named ones are taken as they are: what is wrong with one is said of it. */
export async function chooseProjects(
  { systems, db }: { readonly systems: Systems; readonly db: Books['db'] },
  choice: ReleaseChoice,
  fit: Fit,
): Promise<readonly string[]> {
  if (choice.projectIds.length > 0) return [...new Set(choice.projectIds)];
  const projects = await systems.billing.projects();
  return fit(projects, choice, await signedOff(db, projects));
}

/** Projects of any model whose expenses are billed; of a whole legal entity those only that are taken over. */
export function spendingOf(
  projects: readonly ListedProject[],
  choice: ReleaseChoice,
  signed: ReadonlySet<string>,
): readonly string[] {
  return fitting(projects, choice)
    .filter(({ id }) => choice.legalEntity === null || signed.has(id))
    .map(({ id }) => id);
}

/**
 * Of a list, those that fit and are billed by their time; and those whose time a fee covers, of a whole legal entity only where somebody has
 * signed their position off: nobody waits for money of the others.
 */
export function chosenOf(
  projects: readonly ListedProject[],
  choice: ReleaseChoice,
  signed: ReadonlySet<string>,
): readonly string[] {
  return fitting(projects, choice)
    .filter(({ id, billingModel }) => {
      if (billingModel === 'TIME_AND_MATERIALS') return true;
      return billingModel !== null && absorbsTime({ billingModel }) && (choice.legalEntity === null || signed.has(id));
    })
    .map(({ id }) => id);
}

/** Of a list, those that fit and have bills by date: instalments of a fee may have no dates, so those only where they are taken over. */
export function scheduledOf(
  projects: readonly ListedProject[],
  choice: ReleaseChoice,
  signed: ReadonlySet<string>,
): readonly string[] {
  return fitting(projects, choice)
    .filter(
      ({ id, billingModel }) =>
        billingModel === 'RECURRING' || billingModel === 'RETAINER' || (billingModel === 'FIXED_FEE' && signed.has(id)),
    )
    .map(({ id }) => id);
}

function fitting(
  projects: readonly ListedProject[],
  { contractIds, legalEntity }: ReleaseChoice,
): readonly ListedProject[] {
  return projects.filter(({ contract, legalEntity: entity }) =>
    legalEntity === null ? contract !== null && contractIds.includes(contract.id) : entity?.code === legalEntity,
  );
}

async function signedOff(db: Books['db'], projects: readonly ListedProject[]): Promise<ReadonlySet<string>> {
  const positions = await positionsOf(
    db,
    projects.map(({ id }) => id),
  );
  return new Set(positions.flatMap((position) => (position?.approvalId == null ? [] : [position.projectId])));
}
