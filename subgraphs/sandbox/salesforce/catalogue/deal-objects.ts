// Opportunities and contracts, with the firm's own fields and the objects it added for what contracts are made of.
import type { ObjectDocument } from './object.ts';
import { OPPORTUNITY_STAGES } from './opportunity-stages.ts';
import {
  CURRENCY,
  OWNER,
  READ_ONLY,
  REQUIRED,
  address,
  longText,
  lookup,
  master,
  picklist,
  plain,
  restricted,
  text,
} from './short-fields.ts';

/** How a deal is charged, as the firm's picklist says it. */
export const BILLING_MODELS = ['Time and Materials', 'Fixed Fee', 'Milestone', 'Retainer', 'Recurring'] as const;
/** How revenue is recognised. */
export const REVENUE_METHODS = ['Right to Invoice', 'Cost to Cost', 'Milestone', 'Straight Line'] as const;
/** What kind of modification an amendment is. */
export const AMENDMENT_KINDS = ['Separate', 'Prospective', 'Catch-Up'] as const;
/** Where a contract stands; the first three are the vendor's own. */
export const CONTRACT_STATUSES = [
  'Draft',
  'In Approval Process',
  'Activated',
  'Suspended',
  'Completed',
  'Terminated',
] as const;
/** SG01 is to be founded: sales may choose it already, finance has no books for it. */
const LEGAL_ENTITIES = ['US01', 'UK01', 'DE01', 'JP01', 'SG01'];
const SERVICE_LINES = ['Advisory', 'Implementation', 'Managed Services', 'Training'];
/** How far the approval of a statement of work has come. */
export const APPROVAL_STATES = ['Draft', 'In Approval', 'Approved', 'Rejected', 'Signed'] as const;

const billingModel = restricted('Billing_Model__c', BILLING_MODELS);
const legalEntity = restricted('Legal_Entity__c', LEGAL_ENTITIES);
const revenueMethod = restricted('Revenue_Method__c', REVENUE_METHODS);
const customName = text('Name', 80, { nameField: true, nillable: true, defaultedOnCreate: true });

/** What is written back once a deal is delivered elsewhere. */
const ENGAGEMENT_FIELDS = [
  text('Engagement_Key__c', 80, { externalId: true, unique: true }),
  // Several when several legal entities sell, apart by semicolons.
  text('PSA_Project_Id__c', 255, { externalId: true }),
  text('ERP_Project_Id__c', 255, { externalId: true }),
];

const OPPORTUNITY: ObjectDocument = {
  name: 'Opportunity',
  keyPrefix: '006',
  labelPlural: 'Opportunities',
  fields: [
    lookup('AccountId', 'Account', { childRelationshipName: 'Opportunities', cascadeDelete: true }),
    text('Name', 120, { nameField: true, ...REQUIRED }),
    longText('Description', 32_000),
    picklist(
      'StageName',
      OPPORTUNITY_STAGES.map((stage) => stage.value),
      { label: 'Stage', ...REQUIRED },
    ),
    plain('currency', 'Amount'),
    plain('percent', 'Probability', { defaultedOnCreate: true }),
    plain('currency', 'ExpectedRevenue', READ_ONLY),
    plain('date', 'CloseDate', REQUIRED),
    picklist('Type', ['Existing Business', 'New Business']),
    text('NextStep', 255),
    picklist('LeadSource', ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other']),
    plain('boolean', 'IsClosed', READ_ONLY),
    plain('boolean', 'IsWon', READ_ONLY),
    CURRENCY,
    OWNER,
    lookup('ContractId', 'Contract'),
    legalEntity,
    billingModel,
    picklist('Service_Line__c', SERVICE_LINES),
    text('Template_Key__c', 40),
    plain('datetime', 'SOW_Approved_At__c'),
    text('ERP_Customer_Id__c', 40, { externalId: true }),
    ...ENGAGEMENT_FIELDS,
  ],
};

const CONTRACT: ObjectDocument = {
  name: 'Contract',
  keyPrefix: '800',
  fields: [
    lookup('AccountId', 'Account', { childRelationshipName: 'Contracts', cascadeDelete: true, ...REQUIRED }),
    OWNER,
    plain('date', 'StartDate', { label: 'Contract Start Date' }),
    plain('date', 'EndDate', { label: 'Contract End Date' }),
    plain('int', 'ContractTerm'),
    restricted('Status', CONTRACT_STATUSES, { nillable: false, defaultedOnCreate: true, defaultValue: 'Draft' }),
    text('CustomerSignedTitle', 40),
    plain('date', 'CustomerSignedDate'),
    plain('date', 'CompanySignedDate'),
    text('SpecialTerms', 255),
    plain('datetime', 'ActivatedDate', { updateable: true }),
    ...address('Billing'),
    longText('Description', 32_000),
    text('ContractNumber', 30, { nameField: true, autoNumber: true, nillable: false, ...READ_ONLY }),
    CURRENCY,
    plain('double', 'Version__c', { precision: 4, defaultValue: 1 }),
    legalEntity,
    plain('currency', 'Total_Value__c'),
    plain('currency', 'Not_To_Exceed__c'),
    text('Payment_Terms__c', 80),
    text('Purchase_Order__c', 80),
    plain('currency', 'Purchase_Order_Value__c'),
    plain('date', 'Purchase_Order_Expires_On__c'),
    text('Rate_Card_Id__c', 40),
    lookup('Opportunity__c', 'Opportunity', { childRelationshipName: 'Contracts__r' }),
    ...ENGAGEMENT_FIELDS,
  ],
};

const CONTRACT_LINE: ObjectDocument = {
  name: 'Contract_Line__c',
  keyPrefix: 'a0L',
  fields: [
    customName,
    master('Contract__c', 'Contract', { childRelationshipName: 'Contract_Lines__r' }),
    longText('Description__c', 255),
    billingModel,
    plain('currency', 'Amount__c'),
    plain('currency', 'Unit_Price__c', { scale: 6 }),
    plain('double', 'Quantity__c', { scale: 4 }),
    plain('currency', 'Not_To_Exceed__c'),
    plain('date', 'Start_Date__c'),
    plain('date', 'End_Date__c'),
    plain('boolean', 'Rollover__c'),
    revenueMethod,
    lookup('Performance_Obligation__c', 'Performance_Obligation__c', { childRelationshipName: 'Contract_Lines__r' }),
    legalEntity,
    picklist('Service_Line__c', SERVICE_LINES),
    text('Template_Key__c', 40),
    CURRENCY,
  ],
};

const CONTRACT_MILESTONE: ObjectDocument = {
  name: 'Contract_Milestone__c',
  keyPrefix: 'a0K',
  fields: [
    customName,
    master('Contract_Line__c', 'Contract_Line__c', { childRelationshipName: 'Contract_Milestones__r' }),
    plain('date', 'Due_Date__c'),
    plain('currency', 'Amount__c'),
    CURRENCY,
  ],
};

const STATEMENT_OF_WORK: ObjectDocument = {
  name: 'Statement_Of_Work__c',
  keyPrefix: 'a0S',
  fields: [
    customName,
    master('Opportunity__c', 'Opportunity', { childRelationshipName: 'Statements_Of_Work__r' }),
    plain('double', 'Version__c', { precision: 4, defaultValue: 1 }),
    restricted('Approval_State__c', APPROVAL_STATES, {
      nillable: false,
      defaultedOnCreate: true,
      defaultValue: 'Draft',
    }),
    plain('currency', 'Amount__c'),
    plain('datetime', 'Approved_At__c'),
    plain('date', 'Signed_Date__c'),
    CURRENCY,
  ],
};

const PERFORMANCE_OBLIGATION: ObjectDocument = {
  name: 'Performance_Obligation__c',
  keyPrefix: 'a0P',
  fields: [
    customName,
    master('Contract__c', 'Contract', { childRelationshipName: 'Performance_Obligations__r' }),
    longText('Description__c', 255),
    revenueMethod,
    plain('currency', 'Allocated_Amount__c'),
    CURRENCY,
  ],
};

const CONTRACT_AMENDMENT: ObjectDocument = {
  name: 'Contract_Amendment__c',
  keyPrefix: 'a0M',
  fields: [
    customName,
    master('Contract__c', 'Contract', { childRelationshipName: 'Contract_Amendments__r' }),
    plain('double', 'Number__c', { precision: 4 }),
    plain('date', 'Effective_Date__c'),
    plain('datetime', 'Approved_At__c'),
    restricted('Kind__c', AMENDMENT_KINDS),
    plain('currency', 'Value_Delta__c'),
    longText('Reason__c', 255),
    CURRENCY,
  ],
};

/** Deals, contracts, and what contracts are made of. */
export const DEAL_OBJECTS: readonly ObjectDocument[] = [
  OPPORTUNITY,
  CONTRACT,
  CONTRACT_LINE,
  PERFORMANCE_OBLIGATION,
  CONTRACT_AMENDMENT,
  CONTRACT_MILESTONE,
  STATEMENT_OF_WORK,
];
