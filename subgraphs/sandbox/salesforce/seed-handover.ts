// What deals carry for their handover: statements of work, instalments, and the ids of what came of them elsewhere.
import { at, type Firm } from '../firm/firm.ts';
import { kantataIds, netsuiteIds, salesforceIds } from '../firm/ids.ts';
import type { LineMilestone, Opportunity, StatementOfWork } from '../firm/model.ts';
import { amount, instant, optional } from './seed-values.ts';
import { APPROVAL } from './seed-words.ts';
import type { Row, Value } from './store/record.ts';

/** What every record begins with. */
type Begin = (id: string, createdAt: string, modifiedAt: string) => Record<string, Value>;

/** Statements of work and instalments. */
export function* handoverRecords(firm: Firm, begin: Begin): Generator<Row> {
  yield* firm.statementsOfWork.map((statement) => statementRow(firm, begin, statement));
  yield* firm.lineMilestones.map((milestone) => milestoneRow(firm, begin, milestone));
}

function statementRow(firm: Firm, begin: Begin, statement: StatementOfWork): Row {
  const { currency } = at(firm.opportunities, statement.opportunity);
  return {
    ...begin(salesforceIds.statementOfWork(statement.ordinal), statement.createdAt, statement.modifiedAt),
    Name: statement.number,
    Opportunity__c: salesforceIds.opportunity(statement.opportunity),
    Version__c: statement.version,
    Approval_State__c: APPROVAL[statement.state],
    Amount__c: amount(statement.amount, currency),
    Approved_At__c: instant(statement.approvedAt),
    Signed_Date__c: statement.signedOn ?? null,
    CurrencyIsoCode: currency,
  };
}

function milestoneRow(firm: Firm, begin: Begin, milestone: LineMilestone): Row {
  const { contract } = at(firm.contractLines, milestone.line);
  const { currency, createdAt, modifiedAt } = at(firm.contracts, contract);
  return {
    ...begin(salesforceIds.contractMilestone(milestone.ordinal), createdAt, modifiedAt),
    Name: milestone.name,
    Contract_Line__c: salesforceIds.contractLine(milestone.line),
    Due_Date__c: milestone.dueOn,
    Amount__c: amount(milestone.amount, currency),
    CurrencyIsoCode: currency,
  };
}

/** What came of a deal elsewhere, as whoever handed it over noted it: by the contract that its projects deliver. */
export function deliveredIds(firm: Firm): (opportunity: Opportunity) => Record<string, Value> {
  const projectsOf = Map.groupBy(firm.projects, ({ contract }) => contract);
  const jobsOf = Map.groupBy(firm.jobs, ({ project }) => project);
  const list = (ids: readonly string[]): Value => (ids.length === 0 ? null : ids.join(';'));
  return ({ contract }) => {
    const projects = contract === undefined ? [] : (projectsOf.get(contract) ?? []);
    const jobs = projects.flatMap(({ ordinal }) => jobsOf.get(ordinal) ?? []);
    return {
      ERP_Customer_Id__c: optional(jobs[0]?.erpCustomer, netsuiteIds.customer),
      PSA_Project_Id__c: list(projects.map(({ ordinal }) => kantataIds.workspace(ordinal))),
      ERP_Project_Id__c: list(jobs.map(({ code }) => code)),
    };
  };
}
