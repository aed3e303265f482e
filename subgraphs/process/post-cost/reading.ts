// Reads what a posting of cost is decided on from the systems themselves. E-mails, by which the ERP knows whose employee somebody is, are
// kept nowhere.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import type { KeptCostClaim } from '../../journal/costs.ts';
import type { PsaCostItem } from '../systems/psa-costs.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { costedOf } from './document.ts';
import type { CostChange, CostCompany, CostEntry, CostProject } from './facts.ts';

/** Where the facts come from. */
export interface CostSources {
  readonly systems: Systems;
  /** Records that are known to be one with a canonical id's. */
  readonly recordsOf: (id: string) => Promise<readonly RecordRef[]>;
  /** Business day, YYYY-MM-DD. */
  readonly today: () => string;
}

/** What of a project is read. */
export interface CostAsked {
  readonly id: string;
  readonly through: string;
  /** Day after which cost is posted, by its legal entity; null: nobody has said. */
  readonly afterOf: (legalEntity: string) => string | null;
  /** Claims that stand on the project's work. */
  readonly standing: readonly KeptCostClaim[];
  /** Codes of the companies in whose books those are. */
  readonly touched: readonly string[];
}

/** A project with what its time costs; null when the PSA has none such. Raises Fault. */
export async function readCostProject(sources: CostSources, asked: CostAsked): Promise<CostProject | null> {
  const { systems, recordsOf } = sources;
  const { id, through, standing } = asked;
  const [told, records] = await Promise.all([systems.billing.project(id), recordsOf(id)]);
  const psa = records.find(({ system, kind }) => system === 'PSA' && kind === 'PROJECT');
  if (told === null || psa === undefined) return null;
  const legalEntity = told.legalEntity?.code ?? null;
  const after = legalEntity === null ? null : asked.afterOf(legalEntity);
  const items =
    after === null || after >= through
      ? []
      : await systems.psa.costWork({ projects: [psa], from: dayAfter(after), through });
  const entries = await withEmployers(systems, items);
  const employers = entries.flatMap(({ employer }) => employer ?? []);
  const [companies, changed] = await Promise.all([
    readCompanies(sources, [...(legalEntity === null ? [] : [legalEntity]), ...employers, ...asked.touched]),
    changesOf(systems, psa, { standing, items, through }),
  ]);
  return {
    ...{ id, psa, code: told.code, title: told.name ?? id, legalEntity, after, companies, entries, changed },
    erp: records.find(({ system, kind }) => system === 'ERP' && kind === 'PROJECT') ?? null,
    ...{ customerId: told.customer?.id ?? null, contractId: told.contract?.id ?? null },
    ...{ practice: told.practice, serviceLine: told.serviceLine, region: told.region },
  };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

async function withEmployers(systems: Systems, items: readonly PsaCostItem[]): Promise<readonly CostEntry[]> {
  const emails = [...new Set(items.flatMap(({ email }) => email ?? []))];
  const employers = emails.length === 0 ? [] : await systems.erp.employersOf(emails);
  const employerOf = new Map(emails.map((email, index) => [email, employers[index] ?? null]));
  return items.map((item) => entryOf(item, item.email === null ? null : (employerOf.get(item.email) ?? null)));
}

function entryOf(item: PsaCostItem, employer: string | null): CostEntry {
  const { ref, version, on, minutes, billable, resource, role, task, approver, approvedAt } = item;
  return {
    ...{ ref, source: mintId(ref), content: version, workedOn: on, minutes, billable, person: resource },
    ...{ role, task, approver, approvedAt, currency: item.currency, hourlyCostRate: item.hourlyCostRate, employer },
  };
}

/** The companies of these codes, as the ERP keeps their books now; what it does not know is left out. */
async function readCompanies(
  { systems, today }: CostSources,
  codes: readonly string[],
): Promise<ReadonlyMap<string, CostCompany>> {
  const wanted = [...new Set(codes)];
  if (wanted.length === 0) return new Map();
  const { legalEntities } = await systems.erp.billingFacts();
  const found = await Promise.all(
    legalEntities
      .filter(({ code }) => code !== null && wanted.includes(code))
      .map(async ({ code, ref }): Promise<CostCompany | null> => {
        const facts = await systems.erp.journalFacts(ref, oldestPeriod(today()));
        if (facts === null || code === null) return null;
        const { accounts, practices, serviceLines, geographies, costCentres } = facts;
        const currency: CurrencyCode = currencyCode(facts.functionalCurrency);
        return {
          ...{ code, ref, currency, accounts, practices, serviceLines, geographies, costCentres },
          periods: facts.periods.map((period) => ({
            ...{ ref: period.ref, name: period.name, startOn: period.startOn, endOn: period.endOn },
            // Only the ledger matters to a journal entry; the other books are not asked about.
            ...({ fiscalCalendar: null, receivables: 'UNKNOWN', payables: 'UNKNOWN', ledger: period.ledger } as const),
          })),
        };
      }),
  );
  return new Map(found.flatMap((company) => (company === null ? [] : [[company.code, company] as const])));
}

/** Periods older than this are not open in any firm's books. */
const periodsBackDays = 400;

function oldestPeriod(today: string): string {
  return new Date(Date.parse(today) - periodsBackDays * 86_400_000).toISOString().slice(0, 10);
}

interface Compared {
  readonly standing: readonly KeptCostClaim[];
  readonly items: readonly PsaCostItem[];
  readonly through: string;
}

/** What was posted and is not so any more. What the list has as it was is not asked about again. */
async function changesOf(
  systems: Systems,
  psa: RecordRef,
  { standing, items, through }: Compared,
): Promise<ReadonlyMap<string, CostChange>> {
  const now = new Map(items.map((item) => [mintId(item.ref) as string, item.version]));
  const suspects = standing.filter(
    ({ source, content, workedOn, state }) => state === 'POSTED' && workedOn <= through && now.get(source) !== content,
  );
  if (suspects.length === 0) return new Map();
  const told = await systems.psa.costWorkNow(suspects.map(({ facts }) => costedOf(facts).ref));
  return new Map(
    suspects.flatMap((claim, index) => {
      const change = changeOf(claim, told[index] ?? null, psa);
      return change === null ? [] : [[claim.source, change] as const];
    }),
  );
}

/** What became of a piece of work since its cost was claimed; null when it is as it was. */
export function changeOf(
  { content }: Pick<KeptCostClaim, 'content'>,
  item: Pick<PsaCostItem, 'version' | 'approval' | 'project'> | null,
  psa: Pick<RecordRef, 'id'> | null,
): CostChange | null {
  if (item === null) return 'GONE';
  if (item.project.id !== psa?.id) return 'MOVED';
  if (item.approval !== 'APPROVED') return 'NOT_APPROVED';
  return item.version === content ? null : 'EDITED';
}
