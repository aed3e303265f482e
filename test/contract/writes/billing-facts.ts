// Bills that the demo firm would post, for the contract of their writes: of a project, its customer and its legal entity as a posted
// invoice of its own names them, so that nothing of them is ours.
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { money } from '../../../schema/canon/money.ts';
import type { InvoiceLineWrite, InvoiceWrite } from '../../../subgraphs/ports/invoice-writes.ts';
import type { ErpCreditMemo, ErpInvoice } from '../../../subgraphs/process/systems/erp-invoices.ts';
import { ref, type Rig, type StateRow } from '../netsuite-rig.ts';

/** What a bill of the firm is about. */
export interface Billed {
  readonly customer: VendorRef;
  readonly legalEntity: VendorRef;
  readonly project: VendorRef;
  readonly currency: CurrencyCode;
}

/** The subject of the first posted invoice of a legal entity, in a currency with cents. */
export function billedBy(rig: Rig, entityCode: string, currency: string): Billed {
  const entity = rig.table('subsidiary').find((row) => row.custrecord_entity_code === entityCode)?.id;
  const symbol = rig.table('currency').find((row) => row.symbol === currency)?.id;
  const jobs = new Map(rig.table('job').map((row) => [row.id, row]));
  const active = new Set(rig.table('customer').flatMap((row) => (row.isinactive === 'F' ? [row.id] : [])));
  const documents = new Map(
    rig
      .table('transaction')
      .filter((row) => row.type === 'CustInvc' && row.currency === symbol && active.has(row.entity))
      .map((row) => [row.id, row]),
  );
  const fits = (row: StateRow): boolean =>
    row.subsidiary === entity && row.mainline === 'F' && documents.has(row.transaction) && jobs.has(row.entity);
  const line = rig.table('transactionline').find(fits);
  const document = documents.get(line?.transaction);
  if (line === undefined || document === undefined) throw new Error(`${entityCode} has billed nobody in ${currency}`);
  return {
    customer: ref('CUSTOMER', document.entity ?? ''),
    legalEntity: ref('LEGAL_ENTITY', entity ?? ''),
    project: ref('PROJECT', line.entity ?? ''),
    currency: currencyCode(currency),
  };
}

/** A line of an amount; the demo firm's dimensions by their names. */
export function lineOf(
  { project, currency }: Billed,
  change: Partial<Omit<InvoiceLineWrite, 'net'>> & { net: string },
) {
  const { net, ...rest } = change;
  return {
    ...{
      name: 'L1',
      kind: 'TIME',
      description: 'Conformance “Ünïcode” work',
      project,
      quantity: null,
      unitPrice: null,
    },
    taxCode: 'DE-S19',
    dimensions: { practice: 'Data & Analytics', serviceLine: 'Advisory', geography: 'DACH', costCentre: null },
    ...rest,
    net: money(net, currency),
  } as const satisfies InvoiceLineWrite;
}

/** An invoice dated in an open period. */
export function invoiceOf(billed: Billed, key: string, lines: readonly InvoiceLineWrite[]): InvoiceWrite {
  const { customer, legalEntity, currency } = billed;
  return {
    ...{ key, customer, legalEntity, currency, issuedOn: '2026-11-20', dueOn: null },
    ...{ purchaseOrder: 'PO-4711', memo: 'Conformance', lines },
  };
}

/** The same invoice in plain JSON; its key is the ticket's. */
export function systemInvoice({ customer, legalEntity, lines, ...rest }: InvoiceWrite): ErpInvoice {
  const { currency, issuedOn, dueOn, purchaseOrder, memo } = rest;
  return {
    ...{ currency, issuedOn, dueOn, purchaseOrder, memo },
    ...{ customer: { ...customer }, legalEntity: { ...legalEntity } },
    lines: lines.map(({ net, project, ...line }) => ({
      ...line,
      net: net.amount,
      project: project === null ? null : { ...project },
    })),
  };
}

/** A credit of 40.00 of a line, in plain JSON. */
export function systemCredit(original: VendorRef, currency: string, line: string): ErpCreditMemo {
  return {
    ...{ original: { ...original }, currency, issuedOn: '2026-11-20', memo: 'Conformance' },
    lines: [{ name: 'C1', line, net: '40.00', tax: null }],
  };
}
