// Project managers look at the lines of their own projects, where the firm's policy asks them: who that is, is what the PSA says when the
// lines are to be looked at.
import type { Money } from '../../../schema/canon/money.ts';
import type { Books } from '../../journal/books.ts';
import type { Saga } from '../saga/saga.ts';
import type { Systems } from '../systems/systems.ts';
import { openDraft } from './moving.ts';
import { saveDraft } from '../../journal/drafts.ts';

/** Whether project managers may agree to the lines of a document: not at all, with others, or nobody but they. */
export type ManagerAsked = (asked: {
  readonly legalEntity: string;
  readonly amount: Money;
}) => 'NO' | 'AMONG_OTHERS' | 'ALONE';

/** What is needed to find whoever manages a draft's project. */
export interface ManagerQuestion {
  readonly books: Books;
  readonly systems: Systems;
  readonly managerAsked: ManagerAsked;
  readonly draftId: string;
  readonly projectId: string;
  readonly legalEntity: string;
  readonly amount: Money;
  readonly revision: number;
}

/**
 * The pseudonym of whoever manages the project, by the e-mail that PSA and their token name them with; none where the policy does not ask
 * them. From then on they see the draft. Stops for a person where nobody but they may agree and the PSA names nobody.
 */
export async function managersAsked(saga: Saga, question: ManagerQuestion): Promise<readonly string[]> {
  const { books, systems, managerAsked, draftId, projectId, legalEntity, amount, revision } = question;
  const asked = managerAsked({ legalEntity, amount });
  if (asked === 'NO') return [];
  const known = await saga.once(`manager-${revision}`, async (): Promise<string | null> => {
    const email = await systems.billing.managerOf(projectId);
    if (email === null) return null;
    const manager = await books.personOf(email);
    await openDraft(books, saga.runId, draftId, ({ page }) => saveDraft(page.db, draftId, { manager }));
    return manager;
  });
  if (known !== null) return [known];
  if (asked === 'AMONG_OTHERS') return [];
  saga.ask(
    'NO_MANAGER',
    'Only the project’s manager may agree to its lines, and the PSA names none with an e-mail; name one there, then replay',
  );
}
