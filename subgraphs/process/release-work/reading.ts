// Reads what a release is decided on from the systems themselves, and puts it as the rules want it.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { money } from '../../../schema/canon/money.ts';
import { contractCaps } from '../billing/contract-caps.ts';
import type { BillingContract, BillingProject } from '../systems/billing-facts.ts';
import type { ErpProjectState } from '../systems/erp-projects.ts';
import type { PsaWorkItem } from '../systems/psa-billing.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { isOfTheFacts } from './not-plannable.ts';
import { partyReads, type PartyReads } from './shared-facts.ts';
import type { ExpenseEntry, WorkBuyer, WorkContract, WorkEntry, WorkProject, WorkSeller } from './facts.ts';

/** Where the facts come from. */
export interface WorkSources {
  readonly systems: Systems;
  /** Records that are known to be one with a canonical id's. */
  readonly recordsOf: (id: string) => Promise<readonly RecordRef[]>;
  /** The same of several, in the order asked for. */
  readonly recordsOfEach: (ids: readonly string[]) => Promise<readonly (readonly RecordRef[])[]>;
  /** Business day, YYYY-MM-DD, in a zone or (absent or null) the firm's. */
  readonly today: (timeZone?: string | null) => string;
  /** Facts of sellers and buyers that runs of many projects share; absent: asked anew. */
  readonly parties?: PartyReads;
}

/** A project with the time that could be billed up to a day; null when the PSA has none such. Raises Fault. */
export async function readProject(sources: WorkSources, id: string, through: string): Promise<WorkProject | null> {
  return (await readWith(sources, { id, through }, ({ erp }, ref) => erp.projectHeader(ref)))?.project ?? null;
}

/**
 * Several projects at once, in the order asked for: a question to each system where one by one each costs three. What the ERP says of them
 * may trail by seconds, which nobody notices who releases a whole month. Null is one that the PSA does not have, or of which something cannot be read.
 */
export async function readProjects(
  sources: WorkSources,
  ids: readonly string[],
  through: string,
): Promise<readonly (WorkProject | null)[]> {
  const { systems, recordsOfEach, parties = partyReads(systems) } = sources;
  const [projects, records] = await Promise.all([systems.billing.projectsOf(ids), recordsOfEach(ids)]);
  const known = ids.map((id, index) => knownProject(id, projects[index] ?? null, records[index] ?? []));
  const some = known.filter((one) => one !== null);
  const refs = some.map(({ erp }) => erp).filter((erp) => erp !== null);
  const contracts = [...new Set(some.flatMap(({ told }) => told.contract?.id ?? []))];
  const [headers, work, agreed] = await Promise.all([
    refs.length === 0 ? [] : systems.erp.projectHeaders(refs),
    some.length === 0 ? [] : systems.psa.billingWork({ projects: some.map(({ psa }) => psa), through, work: 'FREE' }),
    contracts.length === 0 ? [] : systems.billing.contractsOf(contracts),
    parties.askAccounts(some.flatMap(({ told }) => told.customer?.id ?? [])),
  ]);
  const own = Map.groupBy(work, ({ project }) => project.id);
  return Promise.all(
    known.map(async (one) => {
      if (one === null) return null;
      const contract = one.told.contract === null ? -1 : contracts.indexOf(one.told.contract.id);
      const books = one.erp === null ? null : (headers[refs.indexOf(one.erp)] ?? null);
      const told = { books, work: own.get(one.psa.id) ?? [], agreed: agreed[contract] ?? null };
      try {
        return await assemble(sources, one, told);
      } catch (error) {
        // Read by itself it says what is wrong with it; the others do not wait for that.
        if (isOfTheFacts(error)) return null;
        throw error;
      }
    }),
  );
}

/** A project that PSA and directory know. */
interface KnownProject {
  readonly id: string;
  readonly told: BillingProject & { readonly currency: string };
  readonly psa: RecordRef;
  readonly erp: RecordRef | null;
}

function knownProject(id: string, told: BillingProject | null, records: readonly RecordRef[]): KnownProject | null {
  const psa = records.find(({ system, kind }) => system === 'PSA' && kind === 'PROJECT');
  if (told?.currency == null || psa === undefined) return null;
  const erp = records.find(({ system, kind }) => system === 'ERP' && kind === 'PROJECT') ?? null;
  return { id, told: { ...told, currency: told.currency }, psa, erp };
}

/** A project with what the systems said of it, for what is billed by plan. */
export interface ToldProject {
  readonly project: WorkProject;
  /** Its contract as the CRM has it. */
  readonly agreed: BillingContract | null;
  /** The project as the ERP has it, with its schedule. */
  readonly books: ErpProjectState | null;
}

/** A project with all that was read of it; without a day, without its time. Null when the PSA has none such. Raises Fault. */
export function readTold(sources: WorkSources, id: string, through: string | null): Promise<ToldProject | null> {
  return readWith(sources, { id, through }, ({ erp }, ref) => erp.project(ref));
}

type Header = Pick<ErpProjectState, 'customer' | 'legalEntity' | 'billingHeld'>;

async function readWith<Books extends Header>(
  sources: WorkSources,
  { id, through }: { readonly id: string; readonly through: string | null },
  booksOf: (systems: Systems, erp: RecordRef) => Promise<Books | null>,
): Promise<{
  readonly project: WorkProject;
  readonly agreed: BillingContract | null;
  readonly books: Books | null;
} | null> {
  const { systems, recordsOf } = sources;
  const [told, records] = await Promise.all([systems.billing.project(id), recordsOf(id)]);
  const known = knownProject(id, told, records);
  if (known === null) return null;
  const { psa, erp } = known;
  const { contract } = known.told;
  const [books, work, agreed] = await Promise.all([
    erp === null ? null : booksOf(systems, erp),
    through === null ? [] : systems.psa.billingWork({ projects: [psa], through, work: 'FREE' }),
    contract === null ? null : systems.billing.contract(contract.id),
  ]);
  const project = await assemble(sources, known, { books, work, agreed });
  return { project, agreed, books };
}

/** What the systems said of one project. */
interface ToldOfProject {
  readonly books: Header | null;
  readonly work: readonly PsaWorkItem[];
  readonly agreed: BillingContract | null;
}

async function assemble(
  sources: WorkSources,
  { id, told, psa, erp }: KnownProject,
  { books, work, agreed }: ToldOfProject,
): Promise<WorkProject> {
  const { currency, customer, legalEntity } = told;
  const parties = await readParties(sources, {
    ...{ erpCustomer: books?.customer ?? null, erpSeller: books?.legalEntity ?? null },
    ...{ customerId: customer?.id ?? null, sellerCode: legalEntity?.code ?? null },
  });
  return {
    ...{ id, psa, erp: books === null ? null : erp, currency },
    ...{ code: told.code, title: told.name ?? id, billingModel: told.billingModel ?? 'UNKNOWN' },
    ...{ practice: told.practice, serviceLine: told.serviceLine, region: told.region },
    delivererCode: legalEntity?.code ?? null,
    isBillingHeld: books?.billingHeld === true,
    contract: agreed === null ? null : contractOf(agreed),
    ...parties,
    entries: work.flatMap((item) => entryOf(item, currency) ?? []),
    expenses: work.flatMap((item) => expenseOf(item) ?? []),
  };
}

/** Time as the PSA has it; null for what is none. What is priced in another currency than its project's says so, and waits (DOMAIN rule 4). */
export function entryOf(item: PsaWorkItem, currency: string): WorkEntry | null {
  if (item.kind !== 'TIME' || item.minutes === null) return null;
  return {
    ...(item.currency === null || item.currency === currency ? {} : { otherCurrency: item.currency }),
    kind: 'TIME',
    ...{ ref: item.ref, source: mintId(item.ref), content: item.version, workedOn: item.on, minutes: item.minutes },
    ...{ person: item.resource, role: item.role, task: item.task },
    ...{ approver: item.approver, approvedAt: item.approvedAt, hourlyRate: item.hourlyRate },
  };
}

/** An expense in whatever currency the PSA has it; null for what is none. */
export function expenseOf(item: PsaWorkItem): ExpenseEntry | null {
  if (item.kind !== 'EXPENSE' || item.amount === null) return null;
  const { amount, currency } = item.amount;
  return {
    ...{ kind: 'EXPENSE', ref: item.ref, source: mintId(item.ref), content: item.version, workedOn: item.on },
    ...{ person: item.resource, approver: item.approver, approvedAt: item.approvedAt },
    ...{ category: item.category ?? 'Expense', paid: { amount, currency }, hasReceipt: item.hasReceipt === true },
  };
}

function contractOf(agreed: BillingContract): WorkContract {
  const { id, number, status, purchaseOrder, purchaseOrderValue: value, purchaseOrderExpiresOn } = agreed;
  return {
    ...{ id, number: number ?? id, isActive: status === 'ACTIVE', status: status ?? 'UNKNOWN', purchaseOrder },
    orderValue: value === null ? null : money(value.amount, currencyCode(value.currency)),
    orderExpiresOn: purchaseOrderExpiresOn,
    caps: contractCaps(agreed),
  };
}

/** Periods older than this are not open in any firm’s books. */
const periodsBackDays = 400;

/** Periods that are over may still be open, and what was worked in them is billed there. */
function oldestPeriod(today: string): string {
  return new Date(Date.parse(today) - periodsBackDays * 86_400_000).toISOString().slice(0, 10);
}

interface Parties {
  readonly erpCustomer: RecordRef | null;
  /** The company that bills the project, as the ERP has it; null: that of the PSA. */
  readonly erpSeller: RecordRef | null;
  readonly customerId: string | null;
  readonly sellerCode: string | null;
}

async function readParties(
  { systems, today, parties = partyReads(systems) }: WorkSources,
  { erpCustomer, erpSeller, customerId, sellerCode: psaCode }: Parties,
): Promise<{ readonly seller: WorkSeller | null; readonly buyer: WorkBuyer | null }> {
  const legalEntities = await parties.legalEntities(today());
  // Who bills is the ERP's to say; whose people deliver, the PSA's (DOMAIN rule 18).
  const entity =
    legalEntities.find(({ ref }) => ref.id === erpSeller?.id) ??
    legalEntities.find(({ code }) => code !== null && code === psaCode);
  const sellerCode = entity?.code ?? psaCode;
  const [country, accounts, lastTaxCode] = await Promise.all([
    customerId === null ? null : parties.country(customerId),
    customerId === null ? [] : parties.accounts(customerId),
    customerId === null || sellerCode === null ? null : parties.lastTaxCode(customerId, sellerCode),
  ]);
  const terms = entity === undefined ? null : await parties.invoiceFacts(entity.ref, oldestPeriod(today()));
  const own = accounts.filter(({ legalEntity, active }) => active && legalEntity.code === sellerCode);
  const seller =
    entity === undefined || entity.code === null || terms === null
      ? null
      : {
          ...{ code: entity.code, ref: entity.ref, name: entity.name, country: entity.country },
          registrations: entity.registrations,
          taxCodes: terms.taxCodes,
          periods: terms.periods.map((period) => ({
            ...{ ref: period.ref, name: period.name, startOn: period.startOn, endOn: period.endOn },
            // Only receivables matter to an invoice; the other books are not asked about.
            ...({
              fiscalCalendar: null,
              receivables: period.receivables,
              payables: 'UNKNOWN',
              ledger: 'UNKNOWN',
            } as const),
          })),
          ...{ practices: terms.practices, serviceLines: terms.serviceLines },
          ...{ geographies: terms.geographies, costCentres: terms.costCentres },
        };
  const buyer =
    customerId === null
      ? null
      : {
          ...{ id: customerId, erp: erpCustomer, country, lastTaxCode },
          legalName: (own[0] ?? accounts[0])?.legalName ?? null,
          taxId: own[0]?.taxId ?? null,
          region: own[0]?.region ?? null,
          isOnHold: own.some(({ creditStanding }) => creditStanding === 'ON_HOLD'),
          accounts: own.map(({ id, currency }) => ({ id, entity: sellerCode ?? '', currency })),
        };
  return { seller, buyer };
}
