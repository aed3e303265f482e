// What the story asks the gateway, and the shape of the answers.

/** An amount of an answer. */
export interface Amount {
  readonly amount: string;
}

/** A run as it answers. */
export interface FoundRun {
  readonly run: { readonly id: string } | null;
  readonly userErrors: readonly { readonly message: string }[];
}

/** Asks what is followed: deals that were won before a feed was read for the first time are left alone. */
export const feedsQuery = '{ processHealth { feeds { kind phase complete } } }';

/** What is followed. */
export interface FoundFeeds {
  readonly processHealth: {
    readonly feeds: readonly { readonly kind: string; readonly phase: string; readonly complete: boolean }[];
  };
}

/** A deal with what became of it. */
export interface FoundDeal {
  readonly name: string;
  readonly stage: string;
  readonly engagement: {
    readonly state: string;
    readonly parts: readonly {
      readonly legalEntityCode: string;
      readonly financeCode: string | null;
      readonly project: { readonly id: string; readonly name: string | null } | null;
    }[];
  } | null;
}

/** Asks for a deal. */
export const dealQuery = `query ($id: ID!) { opportunity(id: $id) { name stage
  engagement { state parts { legalEntityCode financeCode project { id name } } } } }`;

/** A time entry. */
export interface FoundTime {
  readonly workedOn: string;
  readonly hours: string;
  readonly approval: string;
  readonly hourlyBillRate: string | null;
  readonly billableAmount: Amount | null;
  readonly resource: { readonly displayName: string | null } | null;
}

/** Asks for the time of a project. */
export const timeQuery = `query ($id: ID!) { timeEntries(first: 50, filter: { projectId: $id }) { edges { node {
  workedOn hours approval hourlyBillRate billableAmount { amount } resource { displayName } } } } }`;

/** A release as it is looked at. */
export interface FoundPreview {
  readonly blocker: { readonly code: string; readonly message: string } | null;
  readonly documents: readonly {
    readonly net: Amount;
    readonly taxEstimate: Amount;
    readonly gross: Amount;
    readonly taxWhy: string;
    readonly purchaseOrder: string | null;
    readonly lines: readonly { readonly name: string; readonly description: string; readonly net: Amount }[];
  }[];
  readonly held: readonly { readonly code: string; readonly explanation: string; readonly amount: Amount | null }[];
  readonly caps: readonly { readonly name: string; readonly limit: Amount; readonly remaining: Amount }[];
}

const previewFields = `blocker { code message } documents { net { amount } taxEstimate { amount } gross { amount } taxWhy purchaseOrder
  lines { name description net { amount } } } held { code explanation amount { amount } } caps { name limit { amount } remaining { amount } }`;

/** Releases, or looks at, what is free. */
export const releaseMutation = `mutation ($input: ReleaseWorkInput!) { begun: releaseWorkToInvoice(input: $input) {
  run { id } userErrors { message } } }`;

/** Asks what a run of a release bills, or would bill. */
export const previewQuery = `query ($id: ID!) { run(id: $id) { releasePreview { ${previewFields} } } }`;

/** Takes over what stood at go-live. */
export const positionMutation = `mutation ($input: OpenPositionInput!) { begun: openPosition(input: $input) {
  run { id } userErrors { message } } }`;

/** Asks what was taken over. */
export const positionQuery =
  'query ($id: ID!) { openingPosition(projectId: $id) { billed { amount } openItems signedOffAt } }';

/** What was taken over. */
export interface FoundPosition {
  readonly billed: Amount;
  readonly openItems: number;
  readonly signedOffAt: string | null;
}

/** Says that an invoice was sent. */
export const issueMutation = `mutation ($input: IssueInvoiceInput!) { begun: issueInvoice(input: $input) {
  run { id } userErrors { message } } }`;

/** Credits a line to bill it again. */
export const creditMutation = `mutation ($input: CreditInvoiceInput!) { begun: creditAndRebill(input: $input) {
  run { id } userErrors { message } } }`;

/** Work that waits, in one amount. */
export interface FoundHold {
  readonly workId: string;
  readonly workedOn: string;
  readonly code: string;
  readonly explanation: string;
  readonly remedy: string;
  readonly ownerRole: string;
  readonly amount: Amount | null;
}

/** Asks what of a project waits. */
export const heldQuery = `query ($id: ID!) { heldWork(filter: { projectId: $id }) { edges { node {
  workId workedOn code explanation remedy ownerRole amount { amount } } } } }`;

/** An invoice as the ERP and our books have it. */
export interface FoundInvoice {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly net: Amount;
  readonly tax: Amount;
  readonly total: Amount;
  readonly openBalance: Amount;
  readonly applications: readonly { readonly kind: string; readonly applied: Amount }[];
  readonly billingDraft: {
    readonly state: string;
    readonly purchaseOrder: string | null;
    readonly lines: readonly FoundLine[];
  };
}

/** A line of it, with the work behind it. */
export interface FoundLine {
  readonly name: string;
  readonly description: string;
  readonly net: Amount;
  readonly sources: readonly {
    readonly workId: string;
    readonly version: number;
    readonly workedOn: string;
    readonly hours: string | null;
    readonly hourlyRate: string | null;
    readonly rateWhy: string;
    readonly amount: Amount;
    readonly credited: Amount;
    readonly claimKey: string;
    readonly resource: { readonly displayName: string | null } | null;
    readonly approver: { readonly displayName: string | null } | null;
  }[];
}

/** Asks for an invoice with everything that explains it. */
export const invoiceQuery = `query ($id: ID!) { invoice(id: $id) { id number status net { amount } tax { amount } total { amount }
  openBalance { amount } applications { kind applied { amount } } billingDraft { state purchaseOrder lines { name description
  net { amount } sources { workId version workedOn hours hourlyRate rateWhy amount { amount } credited { amount } claimKey
  resource { displayName } approver { displayName } } } } } }`;

/** A credit with the invoice it refers to. */
export interface FoundCredit {
  readonly number: string | null;
  readonly net: Amount;
  readonly tax: Amount;
  readonly invoice: { readonly id: string; readonly number: string };
  readonly works: readonly { readonly workId: string; readonly nextVersion: number | null }[];
}

/** Asks for a credit by its memo. */
export const creditQuery = `query ($id: ID!) { invoiceCredit(creditMemoId: $id) { number net { amount } tax { amount }
  invoice { id number } works { workId nextVersion } } }`;
