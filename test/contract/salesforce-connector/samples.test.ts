// Canonical mapping over HTTP: the recordings hold no accounts, deals or contracts, so samples in the documented form do.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import {
  connect,
  type Connected,
  dataPath,
  person,
  type ScriptedOrg,
  startScriptedOrg,
  tokenPath,
} from './scripted-org.ts';

const samples = new URL('../../../subgraphs/connectors/salesforce/fixtures/', import.meta.url);
const ref = (kind: RecordKind, id: string): VendorRef => ({ system: 'CRM', instance: 'salesforce', kind, id });
const [nord, holding] = [ref('CUSTOMER', '001D000000IRFmaIAH'), ref('CUSTOMER', '001D000000IomazIAB')];
const rollout = ref('OPPORTUNITY', '006D0000007bmXiIAI');
const agreement = ref('CONTRACT', '800D0000000PvyhIAC');
const pounds = (amount: string) => ({ amount, currency: 'GBP' });

let org: ScriptedOrg;
let connected: Connected;

/** Cuts a sample into pages of one record, as an org does with large results. */
function page(object: string, index: number): unknown {
  const { records } = JSON.parse(readFileSync(new URL(`${object}.json`, samples), 'utf8')) as { records: unknown[] };
  const isLast = index + 1 >= records.length;
  const next = isLast ? {} : { nextRecordsUrl: `${dataPath}/query/0r8x${object}-${index + 1}` };
  return { totalSize: records.length, done: isLast, ...next, records: records.slice(index, index + 1) };
}

beforeAll(async () => {
  org = await startScriptedOrg();
  connected = connect(org);
});
afterAll(async () => {
  await connected.close();
  await org.close();
});

function serve(inPages: boolean): void {
  org.play(({ path, q }) => {
    if (path === tokenPath) return null;
    const [, later, index] = /\/0r8x(\w+)-(\d+)$/.exec(path) ?? [];
    if (later !== undefined) return { body: page(later, Number(index)) };
    const object = / FROM (\w+)/.exec(q.get('q') ?? '')?.[1] ?? '';
    return { body: inPages ? page(object, 0) : readFileSync(new URL(`${object}.json`, samples), 'utf8') };
  });
}

describe.each([
  ['in one page', false],
  ['in a page for every record', true],
])('samples of an org, %s', (_, inPages) => {
  beforeAll(() => serve(inPages));

  test('accounts are customers', async () => {
    const { value, freshness } = await connected.port.customersByRef(person(), [holding, nord]);
    expect(freshness).toMatchObject({ system: 'CRM', instance: 'salesforce', servedFrom: 'LIVE' });
    expect(value).toEqual([
      {
        ref: holding,
        links: [],
        name: 'Østerby Holding',
        parent: null,
        accountOwner: null,
        segment: null,
        country: null,
        website: null,
        renewalOn: null,
      },
      {
        ref: nord,
        links: [],
        name: 'Østerby & Sønner "Nord" A/S',
        parent: holding,
        accountOwner: { name: 'Ada Wagner', email: 'ada.wagner@northlight.example' },
        segment: 'Enterprise',
        country: 'DK',
        website: 'https://www.osterby.example',
        renewalOn: '2027-03-31',
      },
    ]);
  });

  test('opportunities are deals, under their customer', async () => {
    const { value } = await connected.port.opportunitiesOf(person(), [holding, nord]);
    expect(value).toEqual([
      [],
      [
        {
          ref: rollout,
          name: 'ERP rollout, phase 2',
          customer: nord,
          contract: agreement,
          stage: 'CLOSED_WON',
          probability: '100',
          amount: { amount: '10000000', currency: 'JPY' },
          closeOn: '2026-09-30',
          legalEntityCode: 'JP01',
          billingModel: 'FIXED_FEE',
          serviceLine: 'Implementation',
          sowApprovedAt: '2026-09-28T07:25:37.000Z',
        },
        {
          ref: ref('OPPORTUNITY', '006D0000007bmXjIAI'),
          name: 'Managed services',
          customer: nord,
          contract: null,
          stage: 'COMMIT',
          probability: '62.5',
          amount: { amount: '120000.10', currency: 'EUR' },
          closeOn: '2026-08-01',
          legalEntityCode: null,
          billingModel: 'RETAINER',
          serviceLine: null,
          sowApprovedAt: null,
        },
      ],
    ]);
    const query = { first: 10, after: null, stages: null, customers: null, closeFrom: null, closeTo: null };
    const all = await connected.port.opportunities(person(), query);
    expect(all.value.items.at(-1)).toMatchObject({
      customer: null,
      stage: 'UNKNOWN',
      amount: null,
      closeOn: '2026-07-15',
    });
  });

  test('a contract comes with its lines, obligations and amendments', async () => {
    const { value } = await connected.port.contractsByRef(person(), [agreement]);
    expect(value).toEqual([
      {
        ref: agreement,
        number: '00000100',
        version: 3,
        status: 'ACTIVE',
        customer: nord,
        opportunity: rollout,
        legalEntityCode: 'UK01',
        signedOn: '2026-09-29',
        startOn: '2026-10-01',
        endOn: null,
        currency: 'GBP',
        totalValue: pounds('250000.00'),
        notToExceed: pounds('260000.50'),
        paymentTerms: 'Net 30',
        purchaseOrder: 'PO-4711',
        purchaseOrderValue: null,
        purchaseOrderExpiresOn: null,
        rateCard: { system: 'PSA', instance: 'kantata', kind: 'RATE_CARD', id: '77' },
        lines: [
          {
            ref: ref('CONTRACT_LINE', 'a02D0000006YUaZIAW'),
            description: 'Design and build',
            billingModel: 'TIME_AND_MATERIALS',
            amount: pounds('200000.00'),
            unitPrice: '187.125',
            quantity: '1068',
            notToExceed: null,
            startOn: '2026-10-01',
            endOn: '2027-03-31',
            rollover: false,
            revenueMethod: 'RIGHT_TO_INVOICE',
            obligation: ref('PERFORMANCE_OBLIGATION', 'a03D0000001qRsTIAU'),
          },
          {
            ref: ref('CONTRACT_LINE', 'a02D0000006YUaaIAG'),
            description: 'CL-0002',
            billingModel: 'UNKNOWN',
            amount: null,
            unitPrice: null,
            quantity: null,
            notToExceed: pounds('15000.00'),
            startOn: null,
            endOn: null,
            rollover: true,
            revenueMethod: 'UNKNOWN',
            obligation: null,
          },
        ],
        obligations: [
          {
            ref: ref('PERFORMANCE_OBLIGATION', 'a03D0000001qRsTIAU'),
            description: 'The rolled out system',
            revenueMethod: 'COST_TO_COST',
            allocatedAmount: pounds('250000.00'),
          },
        ],
        amendments: [
          {
            ref: ref('CONTRACT_AMENDMENT', 'a04D0000002bCdFIAU'),
            number: 1,
            effectiveOn: '2026-10-15',
            approvedAt: '2026-10-14T16:02:00.000Z',
            kind: 'PROSPECTIVE',
            valueDelta: pounds('10000.00'),
            reason: 'One more site',
          },
          {
            ref: ref('CONTRACT_AMENDMENT', 'a04D0000002bCdEIAU'),
            number: 2,
            effectiveOn: '2026-11-01',
            approvedAt: null,
            kind: 'CATCH_UP',
            valueDelta: pounds('-1250.25'),
            reason: null,
          },
        ],
      },
    ]);
  });
});
