// Invoices that people made in the ERP beside ours (DOMAIN rule 37): whoever voids an invoice of ours may bill its work anew by hand, and nothing
// on that document says which work it bills.

/** An invoice of a customer as the ERP lists it. */
export interface CustomerInvoice {
  /** Canonical id. */
  readonly id: string;
  readonly number: string | null;
  readonly status: string | null;
  readonly issuedOn: string | null;
  /** Code of the seller. */
  readonly legalEntity: string | null;
  /** Without tax. */
  readonly net: { readonly amount: string; readonly currency: string } | null;
  /** Of each line the project's canonical id; null: it names none. */
  readonly projects: readonly (string | null)[];
}

/** What may be billed by hand. */
export interface BilledBeside {
  readonly projectId: string;
  readonly legalEntity: string;
  /** Day of the invoice that was voided: what is older is of other work. */
  readonly since: string;
  /** Invoices of ours, by canonical id. */
  readonly ours: ReadonlySet<string>;
}

/**
 * Invoices in force that nobody here posted and that may bill work of a project: a line of it, or one that names no project. Which work, only a
 * person can say, so each of them counts.
 */
export function billedByHand<Invoice extends CustomerInvoice>(
  invoices: readonly Invoice[],
  { projectId, legalEntity, since, ours }: BilledBeside,
): readonly Invoice[] {
  return invoices.filter(
    (invoice) =>
      invoice.status !== 'VOIDED' &&
      invoice.legalEntity === legalEntity &&
      !ours.has(invoice.id) &&
      (invoice.issuedOn === null || invoice.issuedOn >= since) &&
      (invoice.projects.length === 0 || invoice.projects.some((project) => project === null || project === projectId)),
  );
}

/** The invoices by number and amount. */
export function invoiceWords(invoices: readonly Pick<CustomerInvoice, 'id' | 'number' | 'net'>[]): string {
  return invoices
    .map(({ id, number, net }) => `${number ?? id}${net === null ? '' : ` of ${net.amount} ${net.currency}`}`)
    .join(', ');
}
