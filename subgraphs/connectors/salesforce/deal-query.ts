// What a conversion asks of deals, and the shapes of the answers.
import { z } from 'zod';
import type { Statement } from './client.ts';
import type { Mapping } from './config.ts';
import { listLiteral, select } from './soql.ts';
import { kinds, lineRecord, opportunityRecord } from './wire.ts';

/** Fields of a contract's line that say who sells it and what it begins with. */
export const dealLineFields = ['Legal_Entity__c', 'Service_Line__c', 'Template_Key__c'];
/** Fields of a statement of work. */
export const statementFields = [
  'Id',
  'Name',
  'Opportunity__c',
  'Version__c',
  'Approval_State__c',
  'Amount__c',
  'Approved_At__c',
  'Signed_Date__c',
  'CurrencyIsoCode',
];
/** Fields of an instalment. */
export const milestoneFields = ['Id', 'Name', 'Contract_Line__c', 'Due_Date__c', 'Amount__c'];

/** A deal with what only a decision needs. */
export const dealRecord = opportunityRecord.extend({
  IsClosed: z.boolean(),
  IsWon: z.boolean(),
  SystemModstamp: kinds.instant.unwrap(),
});
export type DealRecord = z.output<typeof dealRecord>;

/** A line of a deal's contract. */
export const dealLineRecord = lineRecord.extend({
  Legal_Entity__c: kinds.text,
  Service_Line__c: kinds.text,
  Template_Key__c: kinds.text,
});
export type DealLineRecord = z.output<typeof dealLineRecord>;

/** An instalment of a line. */
export const milestoneRecord = z.object({
  Id: kinds.id.unwrap(),
  Name: z.string(),
  Contract_Line__c: kinds.id.unwrap(),
  Due_Date__c: kinds.date,
  Amount__c: kinds.decimal,
});
export type MilestoneRecord = z.output<typeof milestoneRecord>;

/** A statement of work. */
export const statementRecord = z.object({
  Id: kinds.id.unwrap(),
  Name: z.string(),
  Opportunity__c: kinds.id.unwrap(),
  Version__c: kinds.decimal,
  Approval_State__c: kinds.text,
  Amount__c: kinds.decimal,
  Approved_At__c: kinds.instant,
  Signed_Date__c: kinds.date,
  CurrencyIsoCode: z.string().regex(/^[A-Z]{3}$/),
});
export type StatementRecord = z.output<typeof statementRecord>;

/** One deal; `fields` are the standard ones. */
export function dealBy(mapping: Mapping, fields: readonly string[], id: string): Statement {
  const ids = Object.values(mapping.opportunityIds).filter((field) => field !== null);
  const mapped = [...Object.values(mapping.opportunity), ...ids, 'IsClosed', 'IsWon', 'SystemModstamp'];
  const soql = select({ fields: [...fields, ...mapped], from: 'Opportunity', where: [`Id IN ${listLiteral([id])}`] });
  return { name: 'deal', soql };
}

/** The reference fields of one deal. */
export function linksBy(mapping: Mapping, id: string): Statement {
  const ids = Object.values(mapping.opportunityIds).filter((field) => field !== null);
  const soql = select({ fields: ['Id', ...ids], from: 'Opportunity', where: [`Id IN ${listLiteral([id])}`] });
  return { name: 'links-of-opportunity', soql };
}

/** Lines of one contract; `fields` are those any reader asks. */
export function dealLines({ objects }: Mapping, fields: readonly string[], contract: string): Statement {
  const where = [`Contract__c IN ${listLiteral([contract])}`];
  const soql = select({ fields: [...fields, ...dealLineFields], from: objects.line, where, orderBy: 'Id' });
  return { name: 'deal-lines', soql };
}

/** Instalments of one contract's lines; null where lines have none. */
export function dealMilestones({ objects }: Mapping, contract: string): Statement | null {
  if (objects.milestone === null) return null;
  const where = [`Contract_Line__r.Contract__c IN ${listLiteral([contract])}`];
  const soql = select({ fields: milestoneFields, from: objects.milestone, where, orderBy: 'Id' });
  return { name: 'deal-milestones', soql };
}

/** Statements of work of deals, lowest version first; null where the org keeps none. */
export function statementsOf({ objects }: Mapping, opportunities: readonly string[]): Statement | null {
  if (objects.statementOfWork === null) return null;
  const where = [`Opportunity__c IN ${listLiteral(opportunities)}`];
  const soql = select({ fields: statementFields, from: objects.statementOfWork, where, orderBy: 'Version__c, Id' });
  return { name: 'statements-of-work', soql };
}
