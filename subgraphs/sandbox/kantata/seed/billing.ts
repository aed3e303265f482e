// Invoices as the PSA has them: what they bill, before tax. Tax, payments and credits are the ERP's business.
import { at } from '../../firm/firm.ts';
import type { Firm } from '../../firm/firm.ts';
import { kantataIds } from '../../firm/ids.ts';
import type { DocumentLine, Invoice, LineKind } from '../../firm/model-finance.ts';
import type { Row } from '../database.ts';
import type { SeedRows } from './rows.ts';
import { units } from './convert.ts';

const FIXED_FEE_ITEM_START = 2_300_000;
/** Lines that bill neither time, expenses nor a milestone are fixed fee items. */
const FIXED_FEE_KINDS: ReadonlySet<LineKind> = new Set(['fixedFee', 'retainer', 'recurring']);

function isFixedFee(line: DocumentLine): boolean {
  return FIXED_FEE_KINDS.has(line.kind);
}

function itemId(line: DocumentLine): string {
  return String(FIXED_FEE_ITEM_START + line.ordinal);
}

/** Invoices and their fixed fee items; time, expenses and milestones point at their invoice themselves. */
export function billingRows(firm: Firm): SeedRows {
  return {
    invoices: firm.invoices.map((invoice) => invoiceRow(firm, invoice)),
    fixed_fee_items: firm.invoices.flatMap((invoice) =>
      invoice.lines.filter(isFixedFee).map((line) => ({
        id: itemId(line),
        notes: line.description,
        amount_in_cents: units(line.net),
        taxable: line.taxCode !== undefined,
        currency: invoice.currency,
        story_id: null,
        workspace_id: kantataIds.workspace(line.project),
        creator_id: kantataIds.user(at(firm.projects, line.project).manager),
        created_at: invoice.createdAt,
        updated_at: invoice.createdAt,
      })),
    ),
  };
}

function invoiceRow(firm: Firm, invoice: Invoice): Row {
  const projects = [...new Set(invoice.lines.map((line) => line.project))];
  const [first = 1] = projects;
  return {
    id: kantataIds.invoice(invoice.ordinal),
    title: `Invoice #${invoice.number}`,
    user_invoice_title: null,
    user_invoice_number: invoice.number,
    invoice_date: invoice.issuedOn,
    due_date: invoice.dueOn,
    payment_schedule: at(firm.terms, invoice.terms).days,
    // Recorded: an invoice that was paid keeps its balance and changes its status.
    status: invoice.open === 0n ? 'accepted payment' : 'new',
    draft: false,
    message: invoice.memo,
    balance_in_cents: units(invoice.net),
    currency: invoice.currency,
    tax_rate: null,
    purchase_order: null,
    project_code: at(firm.projects, first).codeField ?? null,
    workspace_ids: projects.map(kantataIds.workspace),
    fixed_fee_item_ids: invoice.lines.filter(isFixedFee).map(itemId),
    additional_item_ids: [],
    user_id: kantataIds.user(at(firm.projects, first).manager),
    recipient_id: null,
    created_at: invoice.createdAt,
    updated_at: invoice.modifiedAt,
  };
}
