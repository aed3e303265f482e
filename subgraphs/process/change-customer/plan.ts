// What a change writes where: whatever differs from what is wanted, with what was there before. Pure.
import type { CreditSetting, CustomerIds } from '../systems/customer-changes.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { CustomerFacts } from './facts.ts';
import type { ChangedThing, ChangedValues, CustomerChange, ReportedChange, TracedChange } from './input.ts';

/** Whether the name on invoices is the CRM's (FOLLOW), or finance keeps its own (KEEP). */
export type LegalNames = 'FOLLOW' | 'KEEP';

type Write<System, Thing, Value> = {
  readonly system: System;
  readonly thing: Thing;
  readonly customer: RecordRef;
  readonly to: Value;
  /** What was there before: it undoes the write. */
  readonly from: Value;
};
type Link<System, Value> = Omit<Write<System, 'LINK', Value>, 'from'>;

/** One write. LINK has nothing that undoes it: neither has the CRM's merge. */
export type PlannedWrite =
  | Write<'CRM', 'NAME', string>
  | Write<'CRM', 'PARENT', RecordRef | null>
  | Write<'PSA', 'NAME', string>
  | Write<'ERP', 'NAME', string>
  | Write<'ERP', 'PARENT', RecordRef | null>
  | Write<'ERP', 'TAX_ID', string | null>
  | Write<'ERP', 'CREDIT', CreditSetting>
  | Write<'ERP', 'ACTIVE', boolean>
  | Link<'ERP', RecordRef>
  | Link<'PSA', RecordRef>
  | Link<'CRM', CustomerIds>;

/** What is written, in this order, and what every system makes of the change. */
export type ChangePlan = {
  readonly writes: readonly PlannedWrite[];
  readonly changes: readonly TracedChange[];
};

/** A write, or why there is none. */
type Wanted = { readonly write: PlannedWrite } | { readonly change: TracedChange };

/** The plan of a change that may be made. What may be refused comes first: the ERP, then the PSA; the CRM has it from people. */
export function planOf(change: CustomerChange, facts: CustomerFacts, legalNames: LegalNames): ChangePlan {
  return collected(wantedOf(change, facts, legalNames));
}

/** Several plans as one. */
export function joined(...plans: readonly ChangePlan[]): ChangePlan {
  return { writes: plans.flatMap(({ writes }) => writes), changes: plans.flatMap(({ changes }) => changes) };
}

/** The plan of writes that are known to be needed. */
export function planned(writes: readonly PlannedWrite[]): ChangePlan {
  return collected(writes.map((write) => ({ write })));
}

function collected(wanted: readonly Wanted[]): ChangePlan {
  return {
    writes: wanted.flatMap((one) => ('write' in one ? [one.write] : [])),
    changes: wanted.map((one) =>
      'write' in one
        ? { system: one.write.system, thing: one.write.thing, outcome: 'WRITTEN', ...valuesOf(one.write) }
        : one.change,
    ),
  };
}

function wantedOf(change: CustomerChange, facts: CustomerFacts, legalNames: LegalNames): readonly Wanted[] {
  const { crm, erp } = facts;
  switch (change.kind) {
    case 'RENAME':
      return [...names(facts, change.name.trim(), legalNames), crmName(crm, change.name.trim())];
    case 'REPARENT':
      return [erpParent(facts), notKept('PSA', 'PARENT'), crmParent(crm, change.parent)];
    case 'FOLLOW':
    case 'MERGE':
      return [...names(facts, crm.name, legalNames), erpParent(facts)];
    case 'TAX_ID':
      return erp === null
        ? [absent('ERP', 'TAX_ID')]
        : [erp.taxId === change.taxId ? same('ERP', 'TAX_ID', erp.taxId) : taxIdWrite(erp, change.taxId)];
    case 'CREDIT':
      return [erp === null ? absent('ERP', 'CREDIT') : creditWrite(erp, change.credit)];
    case 'DEACTIVATE':
      return [activeWrite(facts, false), notKept('PSA', 'ACTIVE')];
    case 'REACTIVATE':
      return [activeWrite(facts, true), notKept('PSA', 'ACTIVE')];
  }
}

function valuesOf(write: PlannedWrite): ChangedValues {
  return { before: 'from' in write ? textOf(write.from) : null, after: textOf(write.to) };
}

/** A value as people read it: a record by its system's own id. */
function textOf(value: PlannedWrite['to']): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'ACTIVE' : 'INACTIVE';
  if ('id' in value) return value.id;
  return `ERP ${value.erp ?? 'none'}, PSA ${value.psa ?? 'none'}`;
}

type At = ReportedChange['system'];
const nothing: ChangedValues = { before: null, after: null };
const said = (system: At, thing: ChangedThing, outcome: ReportedChange['outcome'], values = nothing): Wanted => ({
  change: { system, thing, outcome, ...values },
});
const same = (system: At, thing: ChangedThing, value: PlannedWrite['to']): Wanted =>
  said(system, thing, 'SAME', { before: textOf(value), after: textOf(value) });
const absent = (system: At, thing: ChangedThing): Wanted => said(system, thing, 'NOT_THERE');
/** With what the firm keeps there instead, if anything. */
const notKept = (system: At, thing: ChangedThing, kept: string | null = null): Wanted =>
  said(system, thing, 'NOT_KEPT', { before: kept, after: kept });

function names({ psa, erp }: CustomerFacts, name: string, legalNames: LegalNames): readonly Wanted[] {
  const inErp = (): Wanted => {
    if (erp === null) return absent('ERP', 'NAME');
    if (legalNames === 'KEEP') return notKept('ERP', 'NAME', erp.legalName);
    if (erp.legalName === name) return same('ERP', 'NAME', name);
    return { write: { system: 'ERP', thing: 'NAME', customer: erp.ref, to: name, from: erp.legalName } };
  };
  const inPsa = (): Wanted => {
    if (psa === null) return absent('PSA', 'NAME');
    if (psa.name === name) return same('PSA', 'NAME', name);
    return { write: { system: 'PSA', thing: 'NAME', customer: psa.ref, to: name, from: psa.name } };
  };
  return [inErp(), inPsa()];
}

function crmName({ ref, name }: CustomerFacts['crm'], to: string): Wanted {
  return name === to
    ? same('CRM', 'NAME', name)
    : { write: { system: 'CRM', thing: 'NAME', customer: ref, to, from: name } };
}

function crmParent({ ref, parent }: CustomerFacts['crm'], to: RecordRef | null): Wanted {
  if ((parent?.id ?? null) === (to?.id ?? null)) return same('CRM', 'PARENT', parent);
  return { write: { system: 'CRM', thing: 'PARENT', customer: ref, to, from: parent } };
}

/** A parent that is not in the ERP changes nothing there. */
function erpParent({ erp, parent }: CustomerFacts): Wanted {
  if (erp === null || parent === 'UNKNOWN' || (parent !== null && parent.erp === null)) return absent('ERP', 'PARENT');
  const to = parent?.erp?.ref ?? null;
  if ((erp.parent?.id ?? null) === (to?.id ?? null)) return same('ERP', 'PARENT', erp.parent);
  return { write: { system: 'ERP', thing: 'PARENT', customer: erp.ref, to, from: erp.parent } };
}

function taxIdWrite({ ref, taxId }: NonNullable<CustomerFacts['erp']>, to: string | null): Wanted {
  return { write: { system: 'ERP', thing: 'TAX_ID', customer: ref, to, from: taxId } };
}

function creditWrite({ ref, credit }: NonNullable<CustomerFacts['erp']>, to: CreditSetting): Wanted {
  if (credit === to) return same('ERP', 'CREDIT', credit);
  // A state nobody knows is put back as the ERP's own rule.
  const from = credit === 'UNKNOWN' ? 'AUTOMATIC' : credit;
  return { write: { system: 'ERP', thing: 'CREDIT', customer: ref, to, from } };
}

function activeWrite({ erp }: CustomerFacts, to: boolean): Wanted {
  if (erp === null) return absent('ERP', 'ACTIVE');
  if (erp.active === to) return same('ERP', 'ACTIVE', to);
  return { write: { system: 'ERP', thing: 'ACTIVE', customer: erp.ref, to, from: erp.active } };
}
