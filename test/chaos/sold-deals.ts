// Deals to convert: those that the demo firm keeps ready, sold again to customers of their own, so that no two conversions share a record.
import { mintId } from '../../schema/canon/identity.ts';
import type { ChaosFirm } from './firm.ts';
import { type Row, rows } from './vendor-screens.ts';

/**
 * What is sold, by the ready deal of the firm that it is a copy of: by the hour, for a fixed fee by milestones, by the month, by three
 * legal entities; and one that names another customer of the ERP already, which the CRM's link is refused for when all else is made.
 */
export const dealTitles = {
  hours: 'Target operating model',
  fee: 'Ledger migration',
  retainer: 'Platform care',
  three: 'Rollout in three countries',
  refused: 'Ledger migration',
} as const;
export type DealKind = keyof typeof dealTitles;

/** A customer of the ERP that buys none of these. */
const strangersId = '1001';

/** What one legal entity delivers of a deal, as it is agreed. */
export interface SoldPart {
  /** Internal id of the legal entity in the ERP. */
  readonly subsidiary: string;
  /** Of its projects. */
  readonly title: string;
  /** What is billed as it is reached. */
  readonly milestones: readonly string[];
  /** Bills that are planned. */
  readonly bills: number;
}

/** A won deal of a customer that every system knows. */
export interface SoldDeal {
  /** The CRM's id. */
  readonly crm: string;
  /** Canonical id. */
  readonly id: string;
  readonly name: string;
  /** The ERP's id of its customer. */
  readonly customer: string;
  readonly templateKey: string;
  readonly parts: readonly SoldPart[];
}

/** A ready deal with all that hangs on it, as the CRM keeps it. */
interface Original {
  readonly deal: Row;
  readonly contract: Row;
  readonly statements: readonly Row[];
  readonly lines: readonly { readonly line: Row; readonly milestones: readonly Row[] }[];
}

/** What the CRM itself fills in. */
const filledIn =
  /^(Id|IsDeleted|IsWon|IsClosed|ExpectedRevenue|ContractNumber|SystemModstamp|(Created|LastModified).*)$/;
/** What names another record than the copy is to name. */
const naming = /^(AccountId|ContractId|Opportunity__c|Contract__c|Contract_Line__c|Performance_Obligation__c)$/;

function copyOf(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([field, value]) => value !== null && !filledIn.test(field) && !naming.test(field)),
  );
}

/** Copies one after the other; each kind is read once. */
export function dealSeller(firm: ChaosFirm): (kind: DealKind, index: number) => Promise<SoldDeal> {
  const originals = new Map<DealKind, Original>();
  return async (kind, index) => {
    const original = originals.get(kind) ?? originalOf(firm, dealTitles[kind]);
    originals.set(kind, original);
    return sell(firm, original, { index, claimedBy: kind === 'refused' ? strangersId : null });
  };
}

function originalOf({ sandbox }: ChaosFirm, title: string): Original {
  const of = (object: string, field: string, id: unknown): readonly Row[] =>
    rows(sandbox, 'salesforce', object).filter((row) => row[field] === id);
  const deal = rows(sandbox, 'salesforce', 'Opportunity').find(({ Name }) => String(Name).endsWith(title));
  const [contract] = of('Contract', 'Id', deal?.ContractId);
  if (deal === undefined || contract === undefined) throw new Error(`The firm keeps no deal "${title}" ready`);
  const lines = of('Contract_Line__c', 'Contract__c', contract.Id).map((line) => ({
    line,
    milestones: of('Contract_Milestone__c', 'Contract_Line__c', line.Id),
  }));
  return { deal, contract, statements: of('Statement_Of_Work__c', 'Opportunity__c', deal.Id), lines };
}

async function sell(
  firm: ChaosFirm,
  original: Original,
  { index, claimedBy }: { readonly index: number; readonly claimedBy: string | null },
): Promise<SoldDeal> {
  const { screens } = firm;
  const { deal, contract, statements, lines } = original;
  const { account, customer } = await plantCustomer(firm, index);
  const name = `Chaos ${index}: ${String(deal.Name).split(' – ').at(-1) ?? ''}`;
  const crm = await screens.crm.add('Opportunity', { ...copyOf(deal), Name: name, AccountId: account });
  const agreed = { ...copyOf(contract), AccountId: account, Opportunity__c: crm };
  const contractId = await screens.crm.add('Contract', agreed);
  for (const statement of statements)
    await screens.crm.add('Statement_Of_Work__c', { ...copyOf(statement), Opportunity__c: crm });
  for (const { line, milestones } of lines) {
    const lineId = await screens.crm.add('Contract_Line__c', { ...copyOf(line), Contract__c: contractId });
    for (const milestone of milestones)
      await screens.crm.add('Contract_Milestone__c', { ...copyOf(milestone), Contract_Line__c: lineId });
  }
  const won = { ContractId: contractId, StageName: 'Closed Won' };
  await screens.crm.change('Opportunity', crm, claimedBy === null ? won : { ...won, ERP_Customer_Id__c: claimedBy });
  return {
    ...{ crm, name, customer, templateKey: String(deal.Template_Key__c) },
    id: mintId({ system: 'CRM', instance: 'salesforce', kind: 'OPPORTUNITY', id: crm }),
    parts: partsOf(original, name),
  };
}

/** In every system, and let be billed by the first legal entity alone. */
async function plantCustomer(
  { screens }: ChaosFirm,
  index: number,
): Promise<{ readonly account: string; readonly customer: string }> {
  const name = `Buyer of deal ${index}`;
  const account = await screens.crm.add('Account', { Name: name, BillingCountry: 'US' });
  const named = { service_name: 'salesforce', service_model: 'Account', service_model_ref: account };
  const group = await screens.addToPsa('workspace_groups', { name, company: true, external_reference: named });
  const customer = await screens.addToErp('customer', {
    ...{ companyName: name, subsidiary: { id: legalEntities.US01 }, currency: { id: '1' }, terms: { id: '2' } },
    custentity_crm_account: account,
  });
  await screens.crm.change('Account', account, { ERP_Customer_Id__c: customer, PSA_Customer_Id__c: group });
  return { account, customer };
}

/** The ERP's ids of the legal entities that sell, by their codes. */
const legalEntities: Readonly<Record<string, string>> = { US01: '2', UK01: '3', DE01: '4' };

/** One project per legal entity; the first one sells what names none. */
function partsOf({ deal, contract, lines }: Original, name: string): readonly SoldPart[] {
  return lines.map(({ line, milestones }) => {
    const code = String(line.Legal_Entity__c === null ? deal.Legal_Entity__c : line.Legal_Entity__c);
    const model = line.Billing_Model__c;
    const names = milestones.map((milestone) => String(milestone.Name));
    const isMonthly = model === 'Retainer' || (model === 'Fixed Fee' && names.length === 0);
    const months = isMonthly ? monthsBegun(contract) : 0;
    return {
      subsidiary: legalEntities[code] ?? '',
      title: lines.length === 1 ? name : `${name} (${code})`,
      milestones: names,
      bills: names.length + months,
    };
  });
}

/** A retainer, and a fee without milestones, is billed for every month of the term that was begun. */
function monthsBegun({ StartDate, EndDate }: Row): number {
  const [start, end] = [new Date(String(StartDate)), new Date(String(EndDate))];
  const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  return end.getUTCDate() >= start.getUTCDate() ? months + 1 : months;
}
