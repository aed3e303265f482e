// The writes of a customer's life, each with its look-up and its undo: the value that was read before is set again.
import type { Step } from '../saga/step.ts';
import type { Changing, CrmCustomerChange, ErpCustomerChange } from '../systems/customer-changes.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { PlannedWrite } from './plan.ts';

/** A write of this process. */
export type ChangeStep = Step<RecordRef>;

/** Keys name the customer and which of its changes it is: the same name may be given and taken back again and again. */
export interface ChangingCustomer {
  readonly systems: Systems;
  readonly customer: RecordRef;
  readonly revision: number;
}

type Named = Pick<ChangeStep, 'name' | 'key' | 'system' | 'operation' | 'input'>;

function named({ customer, revision }: ChangingCustomer, write: PlannedWrite): Named {
  const name = `${write.system}-${write.thing}`.toLowerCase().replaceAll('_', '-');
  const key = `life-${customer.id}-c${revision}-${name}`.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 58);
  const input = { customer: write.customer, to: write.to };
  return { name, key, system: write.system.toLowerCase(), operation: 'update', input };
}

type Of<System, Thing> = Extract<PlannedWrite, { readonly system: System; readonly thing: Thing }>;
type ErpSetting = Exclude<Extract<PlannedWrite, { readonly system: 'ERP' }>, { readonly thing: 'ACTIVE' | 'LINK' }>;

/** The step of a planned write. */
export function stepOf(changing: ChangingCustomer, write: PlannedWrite): ChangeStep {
  switch (write.system) {
    case 'CRM':
      return write.thing === 'LINK' ? crmLink(changing, write) : crmChange(changing, write);
    case 'PSA':
      return write.thing === 'LINK' ? psaLink(changing, write) : psaName(changing, write);
    case 'ERP':
      if (write.thing === 'LINK') return erpLink(changing, write);
      return write.thing === 'ACTIVE' ? erpActive(changing, write) : erpChange(changing, write);
  }
}

function crmChange(changing: ChangingCustomer, write: Of<'CRM', 'NAME' | 'PARENT'>): ChangeStep {
  const { crm } = changing.systems;
  const { customer } = write;
  const of = (which: 'to' | 'from'): Changing<CrmCustomerChange> =>
    write.thing === 'NAME'
      ? { customer, change: { field: 'NAME', value: write[which] } }
      : { customer, change: { field: 'PARENT', record: write[which] } };
  return {
    ...named(changing, write),
    find: (call) => crm.findCustomerChange(call, of('to')),
    act: (call) => crm.changeCustomer(call, of('to')),
    undo: (call) => crm.restoreCustomer(call, of('from')),
  };
}

/** Says in the CRM which records elsewhere the winner of a merge has from now on. */
function crmLink(changing: ChangingCustomer, write: Of<'CRM', 'LINK'>): ChangeStep {
  const { crm } = changing.systems;
  const link = { customer: write.customer, links: write.to };
  return {
    ...named(changing, write),
    find: (call) => crm.findCustomerLink(call, link),
    act: (call) => crm.linkCustomer(call, link),
    undo: null,
  };
}

function psaName(changing: ChangingCustomer, write: Of<'PSA', 'NAME'>): ChangeStep {
  const { psa } = changing.systems;
  const { customer, to, from } = write;
  return {
    ...named(changing, write),
    find: (call) => psa.findCustomerName(call, { customer, name: to }),
    act: (call) => psa.renameCustomer(call, { customer, name: to }),
    undo: (call) => psa.restoreCustomerName(call, { customer, name: from }),
  };
}

function psaLink(changing: ChangingCustomer, write: Of<'PSA', 'LINK'>): ChangeStep {
  const { psa } = changing.systems;
  const link = { customer: write.customer, link: write.to };
  return {
    ...named(changing, write),
    find: (call) => psa.findCustomerLink(call, link),
    act: (call) => psa.linkCustomer(call, link),
    undo: null,
  };
}

function erpLink(changing: ChangingCustomer, write: Of<'ERP', 'LINK'>): ChangeStep {
  const { erp } = changing.systems;
  const link = { customer: write.customer, change: { field: 'LINK', record: write.to } } as const;
  return {
    ...named(changing, write),
    find: (call) => erp.findCustomerChange(call, link),
    act: (call) => erp.changeCustomer(call, link),
    undo: null,
  };
}

function erpChange(changing: ChangingCustomer, write: ErpSetting): ChangeStep {
  const { erp } = changing.systems;
  const { customer } = write;
  const of = (which: 'to' | 'from'): Changing<ErpCustomerChange> => ({ customer, change: settingOf(write, which) });
  return {
    ...named(changing, write),
    find: (call) => erp.findCustomerChange(call, of('to')),
    act: (call) => erp.changeCustomer(call, of('to')),
    undo: (call) => erp.restoreCustomer(call, of('from')),
  };
}

function settingOf(write: ErpSetting, which: 'to' | 'from'): ErpCustomerChange {
  switch (write.thing) {
    case 'NAME':
      return { field: 'LEGAL_NAME', value: write[which] };
    case 'TAX_ID':
      return { field: 'TAX_ID', value: write[which] };
    case 'CREDIT':
      return { field: 'CREDIT', credit: write[which] };
    case 'PARENT':
      return { field: 'PARENT', record: write[which] };
  }
}

function erpActive(changing: ChangingCustomer, write: Of<'ERP', 'ACTIVE'>): ChangeStep {
  const { erp } = changing.systems;
  const { customer, to, from } = write;
  return {
    ...named(changing, write),
    find: (call) => erp.findCustomerActive(call, { customer, active: to }),
    act: (call) => erp.setCustomerActive(call, { customer, active: to }),
    undo: (call) => erp.setCustomerActive(call, { customer, active: from }),
  };
}
