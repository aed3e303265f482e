// A deal that somebody closes in the CRM's own screen becomes a running project by itself, told by the CRM's feed of changes; what was
// won before the house was there is left to people, who are told of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '../house/house.ts';
import { changeInCrm, dealOf, holdingsOfDeal, win } from './deals.ts';

let house: TestHouse;

beforeAll(async () => {
  const off = { on: false };
  house = await openHouse({
    worker: true,
    env: { CONVERSION_FOLLOWS: 'true' },
    detectors: {
      ...{ everySeconds: 3_600, wonDealWithoutRun: { graceMinutes: 0 } },
      ...{ contractWithoutSchedule: off, requestWithoutAssignment: off, projectWithoutFinanceCode: off },
      ...{ approvedTimeNotReleased: off, atRiskPastExpiry: off, atRiskOverLimit: off },
    },
  });
}, 60_000);
afterAll(() => house.close());

interface Run {
  readonly process: string;
  readonly state: string;
}

/** Runs that the deal's id leads to. */
async function runsOf(id: string): Promise<readonly Run[]> {
  const reply = await house.ask('operator', 'query ($name: String!) { trace(name: $name) { run { process state } } }', {
    name: id,
  });
  expect(reply.errors, reply.text).toEqual([]);
  return (reply.data as { trace: readonly { run: Run }[] }).trace.map(({ run }) => run);
}

test('a deal closed as won is converted once, however often it changes', { timeout: 120_000 }, async () => {
  const { sandbox } = house;
  const deal = dealOf(sandbox, 'Rollout in three countries');
  // Until the feed has read what was there before.
  const complete = async (): Promise<boolean> => {
    const reply = await house.ask('operator', '{ processHealth { feeds { phase } } }');
    expect(reply.errors, reply.text).toEqual([]);
    const { processHealth } = reply.data as { processHealth: { feeds: readonly { phase: string }[] } };
    return processHealth.feeds.some(({ phase }) => phase === 'FOLLOWING');
  };
  await expect.poll(complete, { timeout: 60_000, interval: 200 }).toBe(true);
  await win(sandbox, deal);
  await expect.poll(() => holdingsOfDeal(sandbox, deal).crmLinks, { timeout: 60_000, interval: 200 }).toBe(3);
  for (const NextStep of ['call them', 'send the contract'])
    await changeInCrm(sandbox, 'Opportunity', deal.crm, { NextStep });
  const once = [{ process: 'convertOpportunityToProject', state: 'DONE' }];
  await expect.poll(() => runsOf(deal.id), { timeout: 60_000, interval: 200 }).toEqual(once);
  // Those that were won before the house was there: nobody asked for them.
  expect(await runsOf(dealOf(sandbox, 'Pricing study').id)).toEqual([]);
  expect(holdingsOfDeal(sandbox, deal)).toMatchObject({ psaProjects: 3, erpProjects: 3, crmLinks: 3 });
});

test(
  'a deal that was won before is told to whoever owns it, with what is at stake, once',
  { timeout: 60_000 },
  async () => {
    const deal = dealOf(house.sandbox, 'Pricing study');
    interface Told {
      readonly ownerRole: string;
      readonly isOverdue: boolean;
      readonly atRisk: { readonly amount: string; readonly currency: string };
      readonly fixes: readonly { readonly action: string }[];
    }
    const told = async (): Promise<readonly Told[]> => {
      const reply = await house.ask(
        'finance-controller',
        `query ($filter: ExceptionFilter) { processExceptions(first: 5, filter: $filter) { edges { node {
        code ownerRole isOverdue atRisk { amount currency } fixes { action } } } } }`,
        { filter: { subjectId: deal.id } },
      );
      expect(reply.errors, reply.text).toEqual([]);
      const { processExceptions } = reply.data as { processExceptions: { edges: readonly { node: Told }[] } };
      return processExceptions.edges.map(({ node }) => node);
    };
    await expect.poll(told, { timeout: 30_000, interval: 200 }).toEqual([
      {
        ...{ code: 'WON_DEAL_WITHOUT_RUN', ownerRole: 'account-manager', isOverdue: false },
        atRisk: { amount: '120000.00', currency: 'USD' },
        fixes: [{ action: 'MEND' }, { action: 'WAIVE' }],
      },
    ]);
  },
);
