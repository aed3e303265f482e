// The ERP as somebody sees it whose token names legal entities: records of other entities are not there. It takes the port
// and gives the port, so no resolver can forget it.
import type { Answer } from '../../schema/canon/freshness.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { ReceivablesPosition } from '../../schema/canon/invoice.ts';
import type { LegalEntity } from '../../schema/canon/legal-entity.ts';
import type { CashQuery, ErpPort } from '../ports/erp.ts';
import type { Envelope } from '../runtime/envelope.ts';

/** What resolvers may ask of an ERP. */
export type ErpReads = Omit<
  ErpPort,
  | 'customerWrites'
  | 'projectWrites'
  | 'invoiceWrites'
  | 'journalWrites'
  | 'feed'
  | 'changes'
  | 'verifyMapping'
  | 'close'
>;

/** The port for one request; the port itself where its principal may see every legal entity. */
export function withinLegalEntities(port: ErpPort, { principal }: Envelope): ErpReads {
  const { legalEntities: codes } = principal;
  return codes === undefined ? port : limited(port, new Set(codes));
}

/** A record that says whose it is. */
interface Owned {
  readonly legalEntity: VendorRef;
}

function limited(port: ErpPort, codes: ReadonlySet<string>): ErpReads {
  /** Reference data, in memory below: asking it each time costs no call. */
  const visible = async (envelope: Envelope): Promise<readonly LegalEntity[]> =>
    (await port.legalEntities(envelope)).value.filter(({ code }) => code !== null && codes.has(code));
  const owner = async (envelope: Envelope): Promise<(record: Owned) => boolean> => {
    const ids = new Set((await visible(envelope)).map(({ ref }) => ref.id));
    return ({ legalEntity }) => ids.has(legalEntity.id);
  };
  /** An empty list asks for nothing; null would ask for everything. */
  const narrowed = async <Q extends Pick<CashQuery, 'legalEntities'>>(envelope: Envelope, query: Q): Promise<Q> => {
    const refs = (await visible(envelope)).map(({ ref }) => ref);
    const asked = query.legalEntities;
    return {
      ...query,
      legalEntities: asked === null ? refs : refs.filter(({ id }) => asked.some((ref) => ref.id === id)),
    };
  };
  return {
    ...untouched(port),
    ...withoutOwner(port),
    legalEntities: async (envelope) => {
      const answer = await port.legalEntities(envelope);
      const seen = await visible(envelope);
      const ids = new Set(seen.map(({ ref }) => ref.id));
      // A company above that is not to be seen must not be named either.
      const value = seen.map((entity) =>
        entity.parent && !ids.has(entity.parent.id) ? { ...entity, parent: null } : entity,
      );
      return { ...answer, value };
    },
    invoices: async (envelope, query) => port.invoices(envelope, await narrowed(envelope, query)),
    payments: async (envelope, query) => port.payments(envelope, await narrowed(envelope, query)),
    creditMemos: async (envelope, query) => port.creditMemos(envelope, await narrowed(envelope, query)),
    invoicesByRef: async (envelope, refs) => {
      const isOwn = await owner(envelope);
      return mapped(await port.invoicesByRef(envelope, refs), (invoice) =>
        invoice && isOwn(invoice) ? invoice : null,
      );
    },
    invoicesOf: async (envelope, projects) => {
      const isOwn = await owner(envelope);
      return mapped(await port.invoicesOf(envelope, projects), (invoices) => invoices.filter(isOwn));
    },
    billingAccountsOf: async (envelope, customers) => {
      const isOwn = await owner(envelope);
      return mapped(await port.billingAccountsOf(envelope, customers), (accounts) => accounts.filter(isOwn));
    },
    receivablesOf: async (envelope, customers) => {
      const isOwn = await owner(envelope);
      return mapped(await port.receivablesOf(envelope, customers), (position) => limitPosition(position, isOwn));
    },
  };
}

function limitPosition(position: ReceivablesPosition, isOwn: (record: Owned) => boolean): ReceivablesPosition {
  return {
    ...position,
    openInvoices: position.openInvoices.filter(isOwn),
    unappliedPayments: position.unappliedPayments.filter(isOwn),
    openCredits: position.openCredits.filter(isOwn),
    lastPayments: position.lastPayments.filter(isOwn),
  };
}

/** Firm-wide reference data, and parts of documents that were found through the limits already. */
function untouched(
  port: ErpPort,
): Pick<
  ErpReads,
  'system' | 'instance' | 'periods' | 'dimensions' | 'exchangeRates' | 'invoiceLinesOf' | 'applicationsTo'
> {
  return {
    system: port.system,
    instance: port.instance,
    periods: (envelope) => port.periods(envelope),
    dimensions: (envelope) => port.dimensions(envelope),
    exchangeRates: (envelope, on) => port.exchangeRates(envelope, on),
    invoiceLinesOf: (envelope, invoices) => port.invoiceLinesOf(envelope, invoices),
    applicationsTo: (envelope, invoices) => port.applicationsTo(envelope, invoices),
  };
}

/** These records do not say whose they are, so nobody who is limited sees them. */
function withoutOwner(
  port: ErpPort,
): Pick<ErpReads, 'financeProjectsByRef' | 'ledgersOf' | 'billingSchedulesOf' | 'revenueEventsOf'> {
  const nothing = async <T>(envelope: Envelope, refs: readonly VendorRef[], each: T): Promise<Answer<readonly T[]>> => {
    const { freshness } = await port.legalEntities(envelope);
    return { value: refs.map(() => each), freshness };
  };
  return {
    financeProjectsByRef: (envelope, refs) => nothing(envelope, refs, null),
    ledgersOf: (envelope, projects) => nothing(envelope, projects, null),
    billingSchedulesOf: (envelope, projects) => nothing(envelope, projects, []),
    revenueEventsOf: (envelope, projects) => nothing(envelope, projects, []),
  };
}

function mapped<T>(answer: Answer<readonly T[]>, map: (value: T) => T): Answer<readonly T[]> {
  return { ...answer, value: answer.value.map(map) };
}
