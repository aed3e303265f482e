// Complete a milestone: said once, by whom and when and with what proof, agreed to where the policy wants it, and billed as far as the
// client has accepted it (DOMAIN rules 24, 25). That it is billed once is the claim on it, unique for ever.
import { money } from '../../../../schema/canon/money.ts';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { digest } from '../../../journal/canonical.ts';
import { businessEvent } from '../../../journal/events/event-types.ts';
import type { Process, Saga } from '../../saga/saga.ts';
import type { Blocker } from '../blocker.ts';
import {
  billContract,
  type ContractDraft,
  type ContractParts,
  lookAtContract,
  refuseUnbilled,
  releasedEvents,
  todayOfSeller,
} from './bill-contract.ts';
import type { ChooseBills } from './plan.ts';

/** What it is begun with. */
export type CompleteMilestoneInput = {
  readonly role: string;
  readonly projectId: string;
  /** Canonical id. */
  readonly milestoneId: string;
  /** Day the client accepted it. */
  readonly completedOn: string;
  /** How much is accepted in all, 1 to 100, as decimal text. */
  readonly acceptedPercent: string;
  /** How one knows: a protocol's number, a mail's subject. */
  readonly evidence: string;
  readonly taxCode: string | null;
  /** Why no tax is due under it; absent where nobody said. */
  readonly taxReason?: string;
  readonly dryRun: boolean;
};

/** What it leaves. */
export type MilestoneCompleted = {
  readonly projectId: string;
  readonly milestoneId: string;
  readonly completedOn: string;
  readonly drafts: readonly ContractDraft[];
};

/** The process for one caller. */
export function completeMilestone(parts: ContractParts): Process<CompleteMilestoneInput, MilestoneCompleted> {
  return {
    name: 'completeMilestone',
    run: (saga, input) => complete(saga, parts, input),
    events: (_input, { projectId, milestoneId, completedOn, drafts }) => [
      ...drafts.map(({ amount, currency }) =>
        businessEvent({
          ...{ type: 'milestone.completed', subject: milestoneId, tags: [`project-${projectId}`] },
          data: { projectId, value: { amount, currency }, completedOn },
        }),
      ),
      ...releasedEvents(projectId, drafts),
    ],
  };
}

async function complete(saga: Saga, parts: ContractParts, input: CompleteMilestoneInput): Promise<MilestoneCompleted> {
  const { role, projectId, milestoneId, completedOn, evidence, taxCode, taxReason, dryRun } = input;
  const asking = { projectId, through: completedOn, choose: chosen(input), taxCode, taxReason, dryRun };
  const agreedTo = await saga.once('looked', async () => {
    const { contract, plan } = await lookAtContract(saga, parts, asking);
    const today = todayOfSeller(parts, contract);
    if (completedOn > today) {
      const message = `${completedOn} is still to come, it is ${today}; complete it when it is accepted`;
      saga.refuse('COMPLETED_LATER', message, ['completedOn']);
    }
    if (plan.blocker === null) await refuseUnbilled(saga, plan);
    const [document] = plan.documents;
    return {
      legalEntity: contract.project.seller?.code ?? null,
      title: document?.document.lines[0]?.description ?? milestoneId,
      amount: document?.net.amount ?? null,
      currency: contract.project.currency,
    };
  });
  if (!dryRun && agreedTo.amount !== null) {
    const { legalEntity, title, amount, currency } = agreedTo;
    await saga.approve('completed', {
      ...{ action: 'milestone.complete', legalEntity, amount: money(amount, currencyCode(currency)) },
      subject: { kind: 'MILESTONE', id: milestoneId, label: title },
      explanation: `The client accepted ${input.acceptedPercent} % of ${title} on ${completedOn}`,
      evidence: {
        milestone: milestoneId,
        completedOn,
        acceptedPercent: input.acceptedPercent,
        proof: digest(evidence),
      },
    });
  }
  if (!dryRun)
    await saga.once('said', () =>
      parts.books.change(saga.held, [projectId], (page) => {
        const { acceptedPercent } = input;
        page.audit('milestone.accepted', { milestone: milestoneId, completedOn, acceptedPercent }, evidence);
        return Promise.resolve(true);
      }),
    );
  const drafts = await billContract(saga, parts, {
    ...asking,
    role,
    before: (plan) => refuseUnbilled(saga, plan),
  });
  return { projectId, milestoneId, completedOn, drafts };
}

function chosen({ milestoneId, completedOn, acceptedPercent }: CompleteMilestoneInput): ChooseBills {
  return (bills) => {
    const bill = bills.find(({ source, milestone }) => source === milestoneId && milestone !== null);
    if (bill !== undefined) return [{ bill, earnedOn: completedOn, percent: acceptedPercent }];
    const known = bills.flatMap(({ milestone }) => (milestone === null ? [] : [milestone.name]));
    const blocker: Blocker = {
      ...{ code: 'MILESTONE_UNKNOWN', owner: 'PROJECT_MANAGER', hold: null },
      message: `The project's schedule has no milestone ${milestoneId}`,
      remedy: known.length === 0 ? 'plan it in PSA and ERP first' : `it has ${known.join(', ')}`,
    };
    return blocker;
  };
}
