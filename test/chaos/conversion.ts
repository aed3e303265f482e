// convertOpportunityToProject under chaos: deals by the hour, for a fee, by the month and of three legal entities, each converted and
// taken back; and deals whose conversion is refused at its end.
import { engagementIdOf } from '../../subgraphs/journal/engagements.ts';
import type { Request } from './client.ts';
import { holdingsOfDeal } from './deal-holdings.ts';
import type { ChaosFirm } from './firm.ts';
import type { Holding, Scenario, Subject } from './scenario.ts';
import { type DealKind, dealSeller, dealTitles, type SoldDeal } from './sold-deals.ts';

const isKind = (text: string): text is DealKind => Object.hasOwn(dealTitles, text);

/** Deals that are converted, with milestones, and with planned bills; a retainer has more of them than are made at once. */
const kinds = ['hours', 'fee', 'retainer', 'three'];
const milestones = ['fee', 'three'];
const billed = ['fee', 'retainer', 'three'];

const psa = { act: 0, kinds, vendor: 'kantata', isTwiceTwo: true } as const;
const erp = { act: 0, kinds, vendor: 'netsuite', isTwiceTwo: false } as const;
const crm = { act: 0, kinds, vendor: 'salesforce', isTwiceTwo: false } as const;
/** What is taken away twice is gone. */
const away = { act: 1, isTwiceTwo: false } as const;
/** What was made for a deal whose link the CRM refuses. */
const back = { kinds: ['refused'], isTwiceTwo: false };
const createProject = '^POST .*/workspaces\\.json';
const createJob = { vendor: 'netsuite', match: '^POST .*/job$' } as const;
const changeProject = '^PUT .*/workspaces/';
const linkProject = '^POST .*/external_references/';
const linkDeal = { vendor: 'salesforce', match: '^PATCH .*/sobjects/Opportunity/' } as const;
const dropLines = '^DELETE .*/customrecord_billing';
const dropSchedule = '^DELETE .*/billingSchedule';
const dropJob = '^DELETE .*/job/';
const dropProject = '^DELETE .*/workspaces/';
const addPlaces = '^POST .*/workspace_resources';

/** The process with what undoes it, their writes call by call, and how its deals are counted. */
export const conversion: Scenario = {
  process: 'convertOpportunityToProject',
  kinds: Object.keys(dealTitles),
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
    {
      ...psa,
      step: 'psa-link-contract',
      match: linkProject,
      isTwiceTwo: false,
      after: { vendor: 'kantata', match: linkProject },
    },
    { ...erp, step: 'erp-project', ...createJob },
    { ...psa, step: 'psa-link-finance', match: linkProject, isTwiceTwo: false, after: createJob },
    { ...erp, step: 'erp-schedule', match: '^POST .*/billingSchedule', kinds: billed },
    { ...erp, step: 'erp-schedule lines', match: '^POST .*/customrecord_billing_schedule_line', kinds: billed },
    { ...crm, step: 'crm-link', ...linkDeal },
    { ...psa, step: 'psa-active', match: changeProject, isTwiceTwo: false, after: linkDeal },
    { ...erp, ...away, step: 'unwind erp-schedule lines', match: dropLines, kinds: billed },
    { ...erp, ...away, step: 'unwind erp-schedule', match: dropSchedule, kinds: billed },
    { ...erp, ...away, step: 'unwind erp-project', match: dropJob },
    { ...psa, ...away, step: 'unwind psa-project', match: dropProject },
    { ...crm, ...away, step: 'unwind crm-link', ...linkDeal },
    { ...erp, ...back, step: 'undo erp-schedule lines', match: dropLines },
    { ...erp, ...back, step: 'undo erp-schedule', match: dropSchedule },
    { ...erp, ...back, step: 'undo erp-project', match: dropJob },
    { ...psa, ...back, step: 'undo psa-project', match: dropProject },
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
      if (!isKind(one)) throw new Error(`"${one}" is no kind of deal`);
      const deal = await sell(one, index + 1);
      subjects.push(one === 'refused' ? refused(firm, deal) : converted(firm, deal));
    }
    return subjects;
  },
  // Forty calls of a deal of three legal entities, ten of them lost, each known again after six seconds at most, with others about.
  stormMsMax: 300_000,
};

/** Converted, and taken back. */
function converted({ sandbox }: ChaosFirm, deal: SoldDeal): Subject {
  const seen = new Set<unknown>();
  const engagementId = engagementIdOf({ instance: 'salesforce', id: deal.crm });
  const input = { idempotencyKey: `chaos-back-${deal.crm}`, engagementId, reason: 'sold by the wrong company' };
  return {
    name: deal.name,
    acts: [
      {
        request: convert(deal),
        holdings: () => holdingsOfDeal(sandbox, deal, { seen, times: 1 }),
        ...{ leaves: 'RECORDS', ends: 'DONE' },
      },
      {
        request: {
          ...{ mutation: 'unwindConversion', inputType: 'UnwindConversionInput', input },
          role: 'finance-controller',
        },
        holdings: () => holdingsOfDeal(sandbox, deal, { seen, times: 0 }),
        ...{ leaves: 'NOTHING', ends: 'DONE' },
      },
    ],
    mend: () => Promise.resolve(null),
  };
}

/** Made up to the CRM's no, and taken back because of it. */
function refused({ sandbox }: ChaosFirm, deal: SoldDeal): Subject {
  const seen = new Set<unknown>();
  const holdings = (): readonly Holding[] => holdingsOfDeal(sandbox, deal, { seen, times: 0 });
  return {
    name: `${deal.name} (refused)`,
    acts: [{ request: convert(deal), holdings, leaves: 'NOTHING', ends: 'COMPENSATED' }],
    mend: () => Promise.resolve(null),
  };
}

function convert({ crm: deal, id }: SoldDeal): Request {
  return {
    ...{ mutation: 'convertOpportunityToProject', inputType: 'ConvertOpportunityInput', role: 'account-manager' },
    input: { idempotencyKey: `chaos-${deal}`, opportunityId: id },
  };
}
