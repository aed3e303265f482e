// How many objects a list of the graph comes to, roughly: the generator keeps answers small by it.

/** Lists with their usual length in the demo firm; whatever is not named has a few. */
const usualRows: Readonly<Record<string, number>> = {
  'LegalEntity.periods': 48,
  'RateCard.lines': 18,
  'Query.legalEntities': 5,
  'Query.dimensions': 13,
  'Query.exchangeRates': 19,
  'Customer.exchangeRates': 4,
  'Customer.opportunities': 3,
  'Customer.contracts': 2,
  'Customer.duplicateCandidates': 1,
  'Customer.billingAccounts': 2,
  'Customer.receivables': 2,
  'ReceivablesSummary.buckets': 6,
  'Contract.lines': 2,
  'Contract.performanceObligations': 2,
  'Contract.amendments': 1,
  'Invoice.lines': 3,
  'Invoice.applications': 1,
  'InvoiceLine.dimensions': 3,
  'Project.tasks': 15,
  'Project.milestones': 2,
  'Project.assignments': 8,
  'Project.resourceRequests': 1,
  'Project.revenueEvents': 5,
  'Project.billingSchedules': 1,
  'Project.exchangeRates': 3,
  'BillingSchedule.lines': 8,
  'FinancialPosition.rates': 1,
  'FinancialPosition.differences': 1,
  'FinancialPosition.reasons': 2,
  'CustomerPosition.rates': 1,
};
/** Lists that say how many they want, with what they have at most in the demo firm. */
const askedRows: Readonly<Record<string, number>> = {
  'Customer.openInvoices': 6,
  'Customer.projects': 4,
  'Project.invoices': 6,
};

/** Objects under one field; `first` is what was asked for, where one can ask. */
export function rowsOf(coordinate: string, first = 3): number {
  const most = askedRows[coordinate];
  return most === undefined ? (usualRows[coordinate] ?? 1) : Math.min(first, most);
}
