// Projects and schedules that a stand-in's own firm would take, for the contract of their writes.
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { money } from '../../../schema/canon/money.ts';
import type { BillingScheduleWrite, ErpProjectWrite } from '../../../subgraphs/ports/erp-project-writes.ts';
import type { ErpBillingSchedule, ErpProject } from '../../../subgraphs/process/systems/erp-projects.ts';
import { ref, type Rig } from '../netsuite-rig.ts';

const psaProject: VendorRef = { system: 'PSA', instance: 'kantata', kind: 'PROJECT', id: '41399999' };

/** A project of the first customer, as its legal entity and currency have it. */
export function projectOf(rig: Rig, key: string): ErpProjectWrite {
  const [customer] = rig.table('customer').filter((row) => row.isinactive === 'F');
  const relation = rig.table('customersubsidiaryrelationship').find((row) => row.entity === customer?.id);
  return {
    ...{ key, code: `CODE-${key}`, name: 'Conformance “Ünïcode” & Söhne' },
    customer: ref('CUSTOMER', customer?.id ?? ''),
    legalEntity: ref('LEGAL_ENTITY', relation?.subsidiary ?? ''),
    currency: currencyCode(symbolOf(rig, customer?.currency)),
    billingModel: 'FIXED_FEE',
    ...{ startOn: '2026-12-01', endOn: '2027-03-31', billingHeld: false, links: [psaProject] },
  };
}

/** The same project in plain JSON; its key is the ticket's. */
export function systemProject({ customer, legalEntity, links, ...project }: ErpProjectWrite): ErpProject {
  const { code, name, currency, billingModel, startOn, endOn, billingHeld } = project;
  return {
    ...{ code, name, currency, billingModel, startOn, endOn, billingHeld },
    ...{ customer: { ...customer }, legalEntity: { ...legalEntity }, links: links.map((link) => ({ ...link })) },
  };
}

/** A legal entity that does not bill the project's customer. */
export function otherEntityThan(rig: Rig, { customer }: Pick<ErpProjectWrite, 'customer'>): VendorRef {
  const relations = rig.table('customersubsidiaryrelationship');
  const own = new Set(relations.filter((row) => row.entity === customer.id).map((row) => row.subsidiary));
  return ref('LEGAL_ENTITY', relations.find((row) => !own.has(row.subsidiary))?.subsidiary ?? '');
}

/** A project whose amounts have cents. */
export function anyJob(rig: Rig): { readonly project: VendorRef; readonly currency: string } {
  const job = rig.table('job').find((row) => symbolOf(rig, row.currency) === 'USD');
  return { project: ref('PROJECT', job?.id ?? ''), currency: 'USD' };
}

function symbolOf(rig: Rig, id: string | undefined): string {
  return rig.table('currency').find((row) => row.id === id)?.symbol ?? '';
}

/** A schedule of so many bills, all of 100 but the last one. */
export function scheduleOf(
  { key, project, currency }: { readonly key: string; readonly project: VendorRef; readonly currency: string },
  bills: number,
): BillingScheduleWrite {
  const code = currencyCode(currency);
  const lines = Array.from({ length: bills }, (_, index) => ({
    description: `Bill ${index + 1}`,
    dueOn: `2027-${String((index % 12) + 1).padStart(2, '0')}-15`,
    amount: money(index === bills - 1 ? '33.33' : '100', code),
    milestone: null,
  }));
  return { key, name: 'Conformance plan', project, total: money(`${(bills - 1) * 100 + 33}.33`, code), lines };
}

/** The same schedule in plain JSON. */
export function systemSchedule({ name, project, total, lines }: BillingScheduleWrite): ErpBillingSchedule {
  return {
    ...{ name, project: { ...project }, currency: total.currency, total: total.amount },
    lines: lines.map((line) => ({ ...line, amount: line.amount.amount, milestone: null })),
  };
}

/** Schedules that are there with all their lines. */
export function wholeSchedules(rig: Rig, { key, lines }: BillingScheduleWrite): number {
  const now = rig.now('customrecord_billing_schedule_line');
  const headers = rig.now('billingschedule').filter((row) => row.externalid === key);
  return headers.filter((row) => now.filter((line) => line.custrecord_schedule === row.id).length === lines.length)
    .length;
}
