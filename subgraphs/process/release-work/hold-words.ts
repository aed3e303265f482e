// What is in a hold's facts, in words for whoever mends it.
import type { Hold } from '../../../schema/canon/hold.ts';

/** A hold as a sentence; ids and amounts only. */
export function holdWords(hold: Hold): string {
  switch (hold.code) {
    case 'NO_RATE':
      return `Nothing prices an hour of ${hold.subject} on ${hold.on}`;
    case 'NO_EXCHANGE_RATE':
      return `No ${hold.type} rate from ${hold.from} to ${hold.to} on ${hold.on}`;
    case 'TAX_UNDETERMINED':
      return `Its tax is not determined: ${hold.reason}`;
    case 'TAX_REASON_MISSING':
      return `${hold.taxCode} was named for it, under which no tax is due, and nobody said why none is`;
    case 'CERTIFICATE_EXPIRED':
      return `The exemption certificate of ${hold.jurisdiction} expired on ${hold.expiredOn}`;
    case 'TAX_DOCUMENT_INCOMPLETE':
      return `Its document lacks ${hold.missing.join(', ')}`;
    case 'OVER_CAP':
      return `Beyond ${hold.caps.join(' and ')}`;
    case 'NO_INTERCOMPANY_MAPPING':
      return `${hold.deliverer} delivered and ${hold.seller} sells, and nothing maps the two`;
    case 'NO_BILLING_ACCOUNT':
      return `The customer has no account with ${hold.entity} in ${hold.currency}`;
    case 'SEVERAL_BILLING_ACCOUNTS':
      return `${hold.accounts.join(' and ')} are both accounts of the customer with ${hold.entity} in ${hold.currency}`;
    case 'OTHER_CURRENCY':
      return `${hold.value ?? 'It'} is priced in ${hold.currency}, and its project bills in ${hold.project}`;
    case 'NOT_PLANNABLE':
      return `What is billed of it cannot be worked out: ${hold.reason}`;
    case 'NO_OPENING_POSITION':
      return 'Its project has no opening position that is signed off';
    case 'LATE_FOR_OPENING':
      return `It is of before go-live on ${hold.on} and was approved after the opening position was taken`;
    case 'PURCHASE_ORDER_MISSING':
      return 'The client wants its order number on the bill, and there is none';
    case 'PURCHASE_ORDER_EXPIRED':
      return `Order ${hold.purchaseOrder} expired on ${hold.expiredOn}`;
    case 'PURCHASE_ORDER_EXHAUSTED':
      return `Order ${hold.purchaseOrder} is short of ${hold.short.amount} ${hold.short.currency}`;
    case 'CURRENCY_DIFFERS':
      return `Its project is billed in ${hold.project}, and ${hold.of} is in ${hold.its}`;
    case 'NO_OPEN_PERIOD':
      return `No period of ${hold.book} takes a document of ${hold.on}`;
    case 'NOT_ACCEPTED':
      return `The client has not accepted milestone ${hold.milestone}`;
    case 'NO_RECEIPT':
      return `${hold.category} of ${hold.on} has no receipt`;
    case 'NOT_BILLABLE':
      return `${hold.contract === null ? 'The firm' : `Contract ${hold.contract}`} does not bill ${hold.category} on`;
    case 'RECOVERABLE_TAX_UNKNOWN':
      return `Nothing says how much of the tax in ${hold.category} ${hold.entity} gets back`;
    case 'RETAINER_EXHAUSTED':
      return `Retainer ${hold.retainer} is used up`;
    case 'RETAINER_UNBILLED':
      return `${hold.bill} of retainer ${hold.retainer} prepays it, and is not posted from here yet`;
    case 'NO_COST_RATE':
      return `Nothing says what an hour of ${hold.subject} costs on ${hold.on}`;
    case 'EMPLOYER_UNKNOWN':
      return `The ERP does not say which company employs ${hold.subject}`;
    case 'NO_COST_ACCOUNTS':
      return `${hold.entity} names no accounts for the cost of work`;
    case 'DIMENSIONS_MISSING':
      return `It has no ${hold.dimensions.join(', ')} that the ERP knows`;
    case 'COST_ELSEWHERE':
      return `Its cost is posted on project ${hold.project}`;
    case 'WORK_CHANGED':
      return 'It was edited, rejected or priced anew after it was billed or adjusted';
    case 'SCHEDULE_DIFFERS':
    case 'HELD_BY_PERSON':
      return hold.reason;
  }
}
