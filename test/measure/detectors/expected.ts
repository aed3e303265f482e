// What is missing in the stand-ins, by arithmetic of its own over their tables: the witness that the detectors are held against. Nothing
// of the product is asked or used here.
import { type Row, rows } from '../../chaos/vendor-screens.ts';
import type { Sandbox } from '../../../subgraphs/sandbox/sandbox.ts';

/** A case: a code, the record by its vendor's own id, and the money at risk as `minor units` and currency; null where nobody can say. */
export interface ExpectedCase {
  readonly code: string;
  readonly record: string;
  readonly money: string | null;
}

/** What the detectors are told of patience. */
export interface Patience {
  readonly day: string;
  readonly leadDays: number;
  readonly afterDays: number;
}

const places: Readonly<Record<string, number>> = { JPY: 0, KWD: 3 };
const hourly = 'Time and Materials';
/** The PSA's keys of the statuses in which work goes on. */
const isDelivered = (key: unknown): boolean => /^[34]\d\d$|^510$/.test(String(key));
const isOpen = (key: unknown): boolean => isDelivered(key) || /^[12]\d\d$/.test(String(key));

/** Every case there is, in the order of code and record. */
export function expectedCases(sandbox: Sandbox, patience: Patience): readonly ExpectedCase[] {
  return [
    ...deals(sandbox),
    ...contracts(sandbox, patience),
    ...projects(sandbox),
    ...requests(sandbox, patience),
    ...approvedTime(sandbox, patience),
  ].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** By what two cases are the same. */
export function keyOf({ code, record }: Pick<ExpectedCase, 'code' | 'record'>): string {
  return `${code} ${record}`;
}

/** Decimal text, or a number as Salesforce shows it, in minor units with its currency. */
export function moneyOf(amount: unknown, currency: unknown): string | null {
  if (amount === null || amount === undefined) return null;
  const [whole = '0', fraction = ''] = text(amount).split('.');
  const digits = places[String(currency)] ?? 2;
  return `${BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits))} ${String(currency)}`;
}

function deals(sandbox: Sandbox): readonly ExpectedCase[] {
  return rows(sandbox, 'salesforce', 'Opportunity')
    .filter((deal) => deal.StageName === 'Closed Won' && deal.IsDeleted !== true && text(deal.PSA_Project_Id__c) === '')
    .map((deal) => ({
      code: 'WON_DEAL_WITHOUT_RUN',
      record: text(deal.Id),
      money: moneyOf(deal.Amount, deal.CurrencyIsoCode),
    }));
}

function contracts(sandbox: Sandbox, { day }: Patience): readonly ExpectedCase[] {
  const lines = rows(sandbox, 'salesforce', 'Contract_Line__c');
  const opportunities = rows(sandbox, 'salesforce', 'Opportunity');
  const jobs = rows(sandbox, 'netsuite', 'job');
  const planned = new Set(
    rows(sandbox, 'netsuite', 'customrecord_billing_schedule_line').map((row) => row.custrecord_job),
  );
  const isPlanned = (project: string): boolean =>
    jobs.some((job) => text(job.custentity_psa_project).trim() === project && planned.has(job.id));
  return rows(sandbox, 'salesforce', 'Contract').flatMap((contract) => {
    if (contract.Status !== 'Activated' || text(contract.StartDate) > day) return [];
    const models = lines.filter((line) => line.Contract__c === contract.Id).map((line) => line.Billing_Model__c);
    if (models.length > 0 && models.every((model) => model === hourly)) return [];
    const named = opportunities
      .filter((deal) => deal.ContractId === contract.Id || deal.Id === contract.Opportunity__c)
      .flatMap((deal) => text(deal.PSA_Project_Id__c).split(';'))
      .filter((id) => id !== '');
    if (named.some(isPlanned)) return [];
    const money = moneyOf(contract.Total_Value__c, contract.CurrencyIsoCode);
    return [{ code: 'CONTRACT_WITHOUT_SCHEDULE', record: text(contract.Id), money }];
  });
}

function projects(sandbox: Sandbox): readonly ExpectedCase[] {
  const known = new Set(rows(sandbox, 'netsuite', 'job').map((job) => text(job.custentity_psa_project).trim()));
  return rows(sandbox, 'kantata', 'workspaces')
    .filter((project) => isDelivered(project.status_key) && project.archived !== true && !known.has(text(project.id)))
    .map((project) => ({
      code: 'PROJECT_WITHOUT_FINANCE_CODE',
      record: text(project.id),
      money: project.price_in_cents === null ? null : `${text(project.price_in_cents)} ${text(project.currency)}`,
    }));
}

function requests(sandbox: Sandbox, { day, leadDays }: Patience): readonly ExpectedCase[] {
  const last = daysAfter(day, leadDays);
  const places = new Map(rows(sandbox, 'kantata', 'workspace_resources').map((place) => [text(place.id), place]));
  const open = new Map(
    rows(sandbox, 'kantata', 'workspaces')
      .filter((project) => isOpen(project.status_key) && project.archived !== true)
      .map((project) => [text(project.id), project]),
  );
  const filled = new Set(rows(sandbox, 'kantata', 'assignments').map((row) => row.resource_id));
  return rows(sandbox, 'kantata', 'resource_requests').flatMap((request) => {
    const place = places.get(text(request.resource_id));
    const project = open.get(text(place?.workspace_id));
    const start = text(place?.earliest_allocation_date);
    if (place === undefined || project === undefined || start === '' || start > last) return [];
    if (request.status === 'rejected' || request.status === 'cancelled' || filled.has(place.id)) return [];
    return [
      {
        code: 'REQUEST_WITHOUT_ASSIGNMENT',
        record: text(request.id),
        money: worthOf(sandbox, project, { place, start }),
      },
    ];
  });
}

/** The place's hours at the price that the project's rate card has for its role on the first day. */
function worthOf(
  sandbox: Sandbox,
  project: Row,
  { place, start }: { readonly place: Row; readonly start: string },
): string | null {
  const card = rows(sandbox, 'kantata', 'rate_cards').find(({ id }) => id === project.rate_card_id);
  const versions = rows(sandbox, 'kantata', 'rate_card_versions').filter(
    (version) => version.rate_card_id === card?.id,
  );
  const sets = new Map(rows(sandbox, 'kantata', 'rate_card_set_versions').map((set) => [set.id, set]));
  const dated = versions
    .map((version) => ({ version, from: text(sets.get(version.rate_card_set_version_id)?.effective_date) }))
    .filter(({ from }) => from <= start)
    .sort((one, other) => (one.from < other.from ? 1 : -1));
  for (const { version } of dated) {
    const price = rows(sandbox, 'kantata', 'rate_card_roles').find(
      (role) => role.rate_card_version_id === version.id && role.role_id === place.role_id,
    );
    if (price !== undefined) return `${worth(place.total_allocated_minutes, price.rate)} ${text(project.currency)}`;
  }
  return null;
}

function approvedTime(sandbox: Sandbox, { day, afterDays }: Patience): readonly ExpectedCase[] {
  const before = daysAfter(day, -afterDays);
  const model = rows(sandbox, 'kantata', 'custom_fields').find(({ name }) => name === 'Billing Model')?.id;
  const timed = new Set(
    rows(sandbox, 'kantata', 'custom_field_values')
      .filter((value) => value.custom_field_id === model && value.display_value === hourly)
      .map((value) => value.subject_id),
  );
  const old = oldTime(sandbox, before).filter((entry) => timed.has(entry.workspace_id));
  return [...Map.groupBy(old, (entry) => text(entry.workspace_id))].map(([record, entries]) => {
    const priced = entries.filter((entry) => Number(entry.rate_in_cents ?? 0) !== 0);
    const sum = priced.reduce((total, entry) => total + worth(entry.time_in_minutes, entry.rate_in_cents), 0n);
    const money = priced.length === 0 ? null : `${sum} ${text(entries[0]?.currency)}`;
    return { code: 'APPROVED_TIME_NOT_RELEASED', record, money };
  });
}

/** Approved billable time on no invoice that was worked before a day. */
export function oldTime(sandbox: Sandbox, before: string): readonly Row[] {
  return rows(sandbox, 'kantata', 'time_entries').filter(
    (entry) =>
      entry.approved === true &&
      entry.billable === true &&
      (entry.invoice_id ?? null) === null &&
      text(entry.date_performed) < before,
  );
}

/** minutes x rate / 60 in minor units, half up. */
function worth(minutes: unknown, rate: unknown): bigint {
  return (2n * whole(minutes) * whole(rate) + 60n) / 120n;
}

/** A day so many days after another. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

function whole(value: unknown): bigint {
  return BigInt(text(value) === '' ? 0 : text(value));
}

/** What a table holds as text; nothing is an empty one. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}
