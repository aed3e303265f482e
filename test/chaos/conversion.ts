// convertOpportunityToProject under chaos: deals by the hour, for a fee, by the month and of three legal entities, each converted and taken back.
import { engagementIdOf } from '../../subgraphs/journal/engagements.ts';
import { holdingsOfDeal } from './deal-holdings.ts';
import type { ChaosFirm } from './firm.ts';
import type { Scenario, Subject } from './scenario.ts';
import { type DealKind, dealSeller, dealTitles, type SoldDeal } from './sold-deals.ts';

const kinds = Object.keys(dealTitles) as readonly DealKind[];
const kind = (text: string): text is DealKind => kinds.some((one) => one === text);

const psa = { act: 0, kinds, vendor: 'kantata', isTwiceTwo: true } as const;
const erp = { act: 0, kinds, vendor: 'netsuite', isTwiceTwo: false } as const;
const crm = { act: 0, kinds, vendor: 'salesforce', isTwiceTwo: false } as const;
/** What is taken away twice is gone. */
const away = { act: 1, isTwiceTwo: false } as const;
/** Deals with milestones, and deals with planned bills; a retainer has more of them than are made at once. */
const milestones = ['fee', 'three'];
const billed = ['fee', 'retainer', 'three'];

const createProject = '^POST .*/workspaces\\.json';
const createJob = { vendor: 'netsuite', match: '^POST .*/job$' } as const;
const changeProject = '^PUT .*/workspaces/';
const linkProject = '^POST .*/external_references/';
const linkDeal = { vendor: 'salesforce', match: '^PATCH .*/sobjects/Opportunity/' } as const;
const addPlaces = '^POST .*/workspace_resources';

/** The process with what undoes it, their writes call by call, and how its deals are counted. */
export const conversion: Scenario = {
  process: 'convertOpportunityToProject',
  kinds,
  writes: [
    { ...erp, step: 'erp-billing-account', match: '^POST .*/customerSubsidiaryRelationship', kinds: ['three'] },
    { ...psa, step: 'psa-project', match: createProject },
    { ...psa, step: 'psa-plan tasks', match: '^POST .*/stories', kinds: milestones },
    { ...psa, step: 'psa-plan bills', match: '^POST .*/billing_milestones', kinds: milestones },
    { ...psa, step: 'psa-rates', match: changeProject, isTwiceTwo: false },
    { ...psa, step: 'psa-team places', match: addPlaces },
    { ...psa, step: 'psa-team hours', match: '^POST .*/workspace_allocations' },
    { ...psa, step: 'psa-team requests', match: '^POST .*/resource_requests' },
    { ...psa, step: 'psa-link-deal', match: linkProject, isTwiceTwo: false },
    { ...erp, step: 'erp-project', ...createJob },
    { ...psa, step: 'psa-link-finance', match: linkProject, isTwiceTwo: false, after: createJob },
    { ...erp, step: 'erp-schedule', match: '^POST .*/billingSchedule', kinds: billed },
    { ...erp, step: 'erp-schedule lines', match: '^POST .*/customrecord_billing_schedule_line', kinds: billed },
    { ...crm, step: 'crm-link', ...linkDeal },
    { ...psa, step: 'psa-active', match: changeProject, isTwiceTwo: false, after: linkDeal },
    { ...erp, ...away, step: 'unwind erp-schedule lines', match: '^DELETE .*/customrecord_billing', kinds: billed },
    { ...erp, ...away, step: 'unwind erp-schedule', match: '^DELETE .*/billingSchedule', kinds: billed },
    { ...erp, ...away, step: 'unwind erp-project', match: '^DELETE .*/job/' },
    { ...psa, ...away, step: 'unwind psa-project', match: '^DELETE .*/workspaces/' },
    { ...crm, ...away, step: 'unwind crm-link', ...linkDeal },
  ],
  frozen: {
    create: { vendor: 'kantata', match: createProject },
    lookUp: { vendor: 'kantata', match: '^GET .*/external_references' },
    // What is missing of a team is made after a look at what is there.
    looking: {
      look: { vendor: 'kantata', match: '^GET .*/workspace_resources' },
      write: { vendor: 'kantata', match: addPlaces },
    },
  },
  planted: {
    // A doubt about a create that the vendor does not deduplicate is answered "nothing is there", unasked.
    'no-find': {
      file: 'subgraphs/psa/resolvers/project-writes.ts',
      from: 'port.projectWrites.projectsByKey(envelope, ticket.key)',
      to: 'Promise.resolve([])',
    },
  },
  plant: async (firm, wanted) => {
    const sell = dealSeller(firm);
    const subjects: Subject[] = [];
    for (const [index, one] of wanted.entries()) {
      if (!kind(one)) throw new Error(`"${one}" is no kind of deal; there are ${kinds.join(', ')}`);
      subjects.push(subjectOf(firm, await sell(one, index + 1)));
    }
    return subjects;
  },
  // Forty calls of a deal of three legal entities, ten of them lost, each known again after six seconds at most, with others about.
  stormMsMax: 300_000,
};

function subjectOf({ sandbox }: ChaosFirm, deal: SoldDeal): Subject {
  const seen = new Set<unknown>();
  const engagementId = engagementIdOf({ instance: 'salesforce', id: deal.crm });
  const convert = { idempotencyKey: `chaos-${deal.crm}`, opportunityId: deal.id };
  const unwind = { idempotencyKey: `chaos-back-${deal.crm}`, engagementId, reason: 'sold by the wrong company' };
  return {
    name: deal.name,
    acts: [
      {
        request: {
          ...{ mutation: 'convertOpportunityToProject', inputType: 'ConvertOpportunityInput', input: convert },
          role: 'account-manager',
        },
        holdings: () => holdingsOfDeal(sandbox, deal, { seen, times: 1 }),
        leaves: 'RECORDS',
      },
      {
        request: {
          ...{ mutation: 'unwindConversion', inputType: 'UnwindConversionInput', input: unwind },
          role: 'finance-controller',
        },
        holdings: () => holdingsOfDeal(sandbox, deal, { seen, times: 0 }),
        leaves: 'NOTHING',
      },
    ],
    mend: () => Promise.resolve(null),
  };
}
