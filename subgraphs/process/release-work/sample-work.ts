// A project that bills without a hold, for the tests of this folder; each test spoils what it is about.
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { AccountingPeriod } from '../../../schema/canon/legal-entity.ts';
import { money } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { OpeningPosition } from '../billing/opening-position.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { WorkBooks, WorkBuyer, WorkEntry, WorkProject, WorkSeller } from './facts.ts';
import { billingPolicyOf, billingSchema } from './policy.ts';
import type { ReleaseQuestion } from './plan.ts';

function ref(system: RecordRef['system'], kind: RecordRef['kind'], id: string): RecordRef {
  return { system, instance: system.toLowerCase(), kind, id };
}

/** An amount of euros. */
export function eur(amount: string): Money {
  return money(amount, currencyCode('EUR'));
}

/** An hour of a person in November. */
export function entry(source: string, change: Partial<WorkEntry> = {}): WorkEntry {
  return {
    kind: 'TIME',
    ...{
      ref: ref('PSA', 'TIME_ENTRY', source),
      source,
      content: `v1 of ${source}`,
      workedOn: '2026-11-03',
      minutes: 60,
    },
    ...{ person: ref('PSA', 'RESOURCE', 'R1'), role: 'Consultant', task: null, hourlyRate: '100' },
    ...{ approver: ref('PSA', 'RESOURCE', 'R9'), approvedAt: '2026-11-10T08:00:00Z' },
    ...change,
  };
}

/** DE01, which taxes at home at 19 %. */
export function seller(change: Partial<WorkSeller> = {}): WorkSeller {
  const period: AccountingPeriod = {
    ...{ ref: ref('ERP', 'ACCOUNTING_PERIOD', 'P11'), name: 'Nov 2026', startOn: '2026-11-01', endOn: '2026-11-30' },
    ...{ fiscalCalendar: null, receivables: 'OPEN', payables: 'UNKNOWN', ledger: 'UNKNOWN' },
  };
  const code = { country: 'DE', exempt: false, reverseCharge: false };
  return {
    ...{ code: 'DE01', ref: ref('ERP', 'LEGAL_ENTITY', '3'), name: 'Advice GmbH', country: 'DE', periods: [period] },
    registrations: [{ country: 'DE', state: null, number: 'DE318264750' }],
    taxCodes: [
      { ...code, name: 'DE-S19', ratePercent: '19' },
      { ...code, name: 'DE-RC', ratePercent: '0', reverseCharge: true },
      { ...code, name: 'DE-EX', ratePercent: '0', exempt: true },
    ],
    ...{ practices: ['Data'], serviceLines: [], geographies: [], costCentres: [] },
    ...change,
  };
}

/** A customer at home with an account in euros. */
export function buyer(change: Partial<WorkBuyer> = {}): WorkBuyer {
  return {
    ...{
      id: 'C1',
      erp: ref('ERP', 'CUSTOMER', '1001'),
      legalName: 'Client AG',
      country: 'DE',
      taxId: null,
      isOnHold: false,
    },
    ...{ accounts: [{ id: 'A1', entity: 'DE01', currency: 'EUR' }], lastTaxCode: null },
    ...change,
  };
}

/** The project with some work. */
export function project(entries: readonly WorkEntry[], change: Partial<WorkProject> = {}): WorkProject {
  return {
    ...{
      id: 'P1',
      psa: ref('PSA', 'PROJECT', '41'),
      erp: ref('ERP', 'PROJECT', '51'),
      code: 'DE01-1',
      title: 'Rollout',
    },
    ...{ currency: 'EUR', billingModel: 'TIME_AND_MATERIALS', practice: 'Data', serviceLine: null, region: null },
    ...{ delivererCode: 'DE01', isBillingHeld: false, contract: null, seller: seller(), buyer: buyer(), entries },
    expenses: [],
    ...change,
  };
}

/** Nothing billed yet since go-live at the end of October. */
export function books(change: Partial<WorkBooks> = {}): WorkBooks {
  const position: OpeningPosition = {
    ...{ project: 'P1', on: '2026-10-31', billed: eur('0'), workInProgress: eur('0'), openReceivable: eur('0') },
    ...{ unappliedCredits: eur('0'), capsConsumed: new Map(), retainersDrawn: new Map(), milestonesBilled: new Map() },
    ...{ billedSources: new Set<string>(), unbilledSources: new Set<string>(), importedBy: 'a' },
    signedOff: { by: 'b', at: '2026-11-01T00:00:00Z', explanations: new Map() },
  };
  return { position, kept: new Map(), used: new Map(), ...change };
}

/** Through the 20th of November, by the defaults. */
export function question(change: Partial<ReleaseQuestion> = {}): ReleaseQuestion {
  const policy = billingPolicyOf(billingSchema.parse({}), 'DE01');
  return { through: '2026-11-20', today: '2026-11-20', taxCode: null, policy, ...change };
}
