// Drafts of billing documents, from the claim of their work to the ERP's number. One of them is one document for ever: its business key is
// made of facts and of its serial among the same facts.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { KeptMoney } from './claims.ts';
import type { Json } from './run-journal.ts';

/** Where a draft stands; SUBMITTED: with another system that builds its document; DROPPED is the end of one that was refused or abandoned. */
export type KeptDraftState =
  'DRAFT' | 'PM_REVIEW' | 'FINANCE_APPROVED' | 'SUBMITTED' | 'IN_DOUBT' | 'POSTED' | 'ISSUED' | 'DROPPED';

/** What a draft bills, of whom and to whom. */
export interface DraftFacts {
  readonly projectId: string;
  readonly contractId: string | null;
  readonly customerId: string;
  /** Code of the seller. */
  readonly legalEntity: string;
  readonly currency: string;
  readonly period: string;
  readonly batch: string;
}

/** A draft as it is kept. */
export interface KeptDraft extends DraftFacts {
  readonly id: string;
  readonly key: string;
  /** 1 for the first document of the same facts. */
  readonly serial: number;
  readonly state: KeptDraftState;
  readonly revision: number;
  readonly document: Json;
  /** Sum of its lines, without tax. */
  readonly net: KeptMoney;
  /** The ERP's document; null until it is posted. */
  readonly invoice: Json;
  readonly releasedBy: string;
  readonly billRun: string | null;
  /** Pseudonym of the project's manager once they were asked to look at it; else null. */
  readonly manager: string | null;
  readonly whyDropped: string | null;
  readonly openedAt: Date;
  readonly changedAt: Date;
}

const columns = sql`id, key, project_id as "projectId", contract_id as "contractId", customer_id as "customerId",
  legal_entity as "legalEntity", currency, period, batch, serial, state, revision, document,
  jsonb_build_object('amount', net::text, 'currency', currency) as net, invoice, released_by as "releasedBy", bill_run as "billRun", manager::text as manager,
  why_dropped as "whyDropped", opened_at as "openedAt", changed_at as "changedAt"`;

/** The serial of the next document of the same facts; hold the project's lock, or two get the same. */
export async function nextSerial(db: Database, facts: DraftFacts): Promise<number> {
  const { legalEntity, projectId, period, batch } = facts;
  const { rows } = await sql<{ serial: number }>`select coalesce(max(serial), 0)::int + 1 as serial from billing_draft
    where legal_entity = ${legalEntity} and project_id = ${projectId} and period = ${period} and batch = ${batch}`.execute(
    db,
  );
  return rows[0]?.serial ?? 1;
}

/** A new draft. */
export type NewDraft = Omit<
  KeptDraft,
  'state' | 'revision' | 'invoice' | 'billRun' | 'manager' | 'whyDropped' | 'openedAt' | 'changedAt'
>;

/** Writes a new draft. */
export async function insertDraft(db: Database, draft: NewDraft): Promise<void> {
  const { id, key, projectId, contractId, customerId, legalEntity, currency, period, batch, serial } = draft;
  await sql`insert into billing_draft (id, key, project_id, contract_id, customer_id, legal_entity, currency, period, batch, serial, state,
      document, net, released_by)
    values (${id}, ${key}, ${projectId}, ${contractId}, ${customerId}, ${legalEntity}, ${currency}, ${period}, ${batch}, ${serial}, 'DRAFT',
      ${JSON.stringify(draft.document)}::jsonb, ${draft.net.amount}::numeric, ${draft.releasedBy})`.execute(db);
}

/** What of a draft can change. */
export type DraftChange = Partial<
  Pick<KeptDraft, 'state' | 'revision' | 'document' | 'net' | 'invoice' | 'billRun' | 'manager' | 'whyDropped'>
>;

/** Writes how a draft stands now; what is not named stays. */
export async function saveDraft(db: Database, id: string, change: DraftChange): Promise<void> {
  const {
    state = null,
    revision = null,
    document,
    net,
    invoice,
    billRun = null,
    whyDropped = null,
    manager = null,
  } = change;
  await sql`update billing_draft set state = coalesce(${state}, state), revision = coalesce(${revision}::int, revision),
      document = coalesce(${document === undefined ? null : JSON.stringify(document)}::jsonb, document),
      net = coalesce(${net?.amount ?? null}::numeric, net),
      invoice = coalesce(${invoice === undefined ? null : JSON.stringify(invoice)}::jsonb, invoice),
      bill_run = coalesce(${billRun}, bill_run), manager = coalesce(${manager}::uuid, manager), why_dropped = coalesce(${whyDropped}, why_dropped), changed_at = now()
    where id = ${id}`.execute(db);
}

/** In the order of the ids; null where there is none. */
export async function draftsById(db: Database, ids: readonly string[]): Promise<readonly (KeptDraft | null)[]> {
  const { rows } =
    await sql<KeptDraft>`select ${columns} from billing_draft where id = any(${[...ids]}::text[])`.execute(db);
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id) ?? null);
}

/** Which drafts; null is any. */
export interface DraftFilter {
  readonly states: readonly KeptDraftState[] | null;
  readonly projectId: string | null;
  readonly legalEntity: string | null;
  readonly releasedBy: string | null;
  /** Pseudonym of whoever manages their projects; absent: whoever does. */
  readonly manager?: string | null;
}

/** A page of the drafts of a filter, newest first; `after` is the draft an earlier page ended with. */
export async function draftsBy(
  db: Database,
  filter: DraftFilter,
  page: { readonly first: number; readonly after: string | null },
): Promise<readonly KeptDraft[]> {
  const { projectId, legalEntity, releasedBy, manager = null } = filter;
  const states = filter.states === null ? null : [...filter.states];
  const { rows } = await sql<KeptDraft>`select ${columns} from billing_draft
    where (${states}::text[] is null or state = any(${states}::text[]))
      and (${projectId}::text is null or project_id = ${projectId}) and (${legalEntity}::text is null or legal_entity = ${legalEntity})
      and (${releasedBy}::text is null or released_by = ${releasedBy}) and (${manager}::uuid is null or manager = ${manager}::uuid)
      and (${page.after}::text is null or (opened_at, id) < (select opened_at, id from billing_draft where id = ${page.after}))
    order by opened_at desc, id desc limit ${page.first}`.execute(db);
  return rows;
}

/** The drafts that became documents of the ERP, by the documents' canonical ids, in their order; null for what we did not post. */
export async function draftsOfInvoices(
  db: Database,
  invoiceIds: readonly string[],
): Promise<readonly (KeptDraft | null)[]> {
  const { rows } = await sql<
    KeptDraft & { invoiceId: string }
  >`select ${columns}, invoice->>'id' as "invoiceId" from billing_draft
    where invoice->>'id' = any(${[...invoiceIds]}::text[])`.execute(db);
  const found = new Map(rows.map((row) => [row.invoiceId, row]));
  return invoiceIds.map((id) => found.get(id) ?? null);
}

/** Net of the documents under a client's order, drafts included, less what was credited of them; decimal text. */
export async function billedOnOrder(
  db: Database,
  {
    contractId,
    purchaseOrder,
    currency,
  }: { readonly contractId: string; readonly purchaseOrder: string; readonly currency: string },
): Promise<string> {
  const { rows } = await sql<{ net: string }>`
    with under as (select id, net from billing_draft where contract_id = ${contractId} and currency = ${currency}
      and state <> 'DROPPED' and document->>'purchaseOrder' = ${purchaseOrder})
    select ((select coalesce(sum(net), 0) from under) - (select coalesce(sum(net), 0) from billing_credit
      where state = 'POSTED' and draft_id in (select id from under)))::text as net`.execute(db);
  return rows[0]?.net ?? '0';
}
