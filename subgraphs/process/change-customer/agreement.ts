// Which changes of a customer somebody else has to agree to is the firm's policy (approvals/policy.ts); these are its words for them.
import type { CustomerChange } from './input.ts';

/** What the policy goes by. A hold that is set protects the firm, one that is released does not. */
export function actionOf(change: CustomerChange): string {
  switch (change.kind) {
    case 'RENAME':
      return 'customer.rename';
    case 'REPARENT':
      return 'customer.reparent';
    case 'TAX_ID':
      return 'customer.tax-id';
    case 'CREDIT':
      return change.credit === 'ON_HOLD' ? 'customer.credit-hold' : 'customer.credit-release';
    case 'DEACTIVATE':
      return 'customer.deactivate';
    case 'REACTIVATE':
      return 'customer.activate';
    case 'MERGE':
      return 'customer.merge';
    case 'FOLLOW':
      return 'customer.follow';
  }
}

/** What happens when they agree, in a sentence. */
export function explanationOf(change: CustomerChange): string {
  switch (change.kind) {
    case 'RENAME':
      return 'The customer gets another name in CRM, PSA and ERP; invoices from now on carry it';
    case 'REPARENT':
      return 'The customer belongs to another one in CRM and ERP, or to none';
    case 'TAX_ID':
      return 'The ERP taxes the customer by another tax id from now on; posted documents keep theirs';
    case 'CREDIT':
      return change.credit === 'ON_HOLD'
        ? 'Nothing more may be sold to the customer on credit'
        : 'More may be sold to the customer on credit again';
    case 'DEACTIVATE':
      return 'The customer can neither be delivered to nor billed any more';
    case 'REACTIVATE':
      return 'The customer can be billed again';
    case 'MERGE':
      return 'What the merged customer had in PSA and ERP becomes the other one’s';
    case 'FOLLOW':
      return 'PSA and ERP get the customer’s name and parent from the CRM';
  }
}
