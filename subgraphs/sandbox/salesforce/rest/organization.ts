// The organisation behind the API: its objects, records, sessions and counters.
import { salesforceIds } from '../../firm/ids.ts';
import type { SalesforceCredentials } from '../../credentials.ts';
import type { StandInClock } from '../../stand-in.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Row } from '../store/record.ts';
import { Store } from '../store/store.ts';
import { QueryCursors } from './query-cursors.ts';
import { SessionDesk } from './session.ts';
import { ApiUsage, type UsageSettings } from './usage.ts';

/** How to build an organisation. */
export interface OrganizationSettings {
  readonly catalogue: Catalogue;
  readonly credentials: SalesforceCredentials;
  readonly clock: StandInClock;
  /** The records it starts with, and returns to. */
  seed(): Iterable<Row>;
  /** The user whom sessions act for. */
  readonly userId: string;
  readonly organizationId?: string;
  /** API versions served: 31 to 62 unless told otherwise. */
  readonly versions?: { readonly oldest: number; readonly newest: number };
  readonly usage?: UsageSettings;
  readonly sessionSeconds?: number;
}

/** The state of one organisation. */
export class Organization {
  readonly catalogue: Catalogue;
  readonly credentials: SalesforceCredentials;
  readonly clock: StandInClock;
  readonly id: string;
  readonly userId: string;
  readonly versions: { readonly oldest: number; readonly newest: number };
  readonly store = new Store();
  readonly sessions: SessionDesk;
  readonly usage: ApiUsage;
  readonly cursors: QueryCursors;
  readonly #seed: () => Iterable<Row>;

  constructor(settings: OrganizationSettings) {
    const { catalogue, credentials, clock, userId, sessionSeconds } = settings;
    this.catalogue = catalogue;
    this.credentials = credentials;
    this.clock = clock;
    this.id = settings.organizationId ?? salesforceIds.organization();
    this.userId = userId;
    this.versions = settings.versions ?? { oldest: 31, newest: 62 };
    this.sessions = new SessionDesk({ credentials, clock, userId, organizationId: this.id, sessionSeconds });
    this.usage = new ApiUsage(clock, settings.usage);
    this.cursors = new QueryCursors(clock);
    this.#seed = () => settings.seed();
    this.reset();
  }

  /** Back to the records it started with. Sessions stay: a client need not sign in again after a reset. */
  reset(): void {
    this.store.clear();
    for (const row of this.#seed()) this.store.put(row);
    this.store.commit();
    this.cursors.clear();
    this.usage.clear();
  }

  /** What one unit of the corporate currency costs in another; 1 when the organisation knows no other. */
  rates(): ReadonlyMap<string, number> {
    const currencies = this.catalogue.object('CurrencyType');
    if (currencies === undefined) return new Map();
    const rates = [...this.store.rows(currencies)].map(
      ({ IsoCode: code, ConversionRate: rate }) => [String(code), Number(rate)] as const,
    );
    return new Map(rates);
  }

  /** The currency the organisation reports in. */
  get corporateCurrency(): string {
    const currencies = this.catalogue.object('CurrencyType');
    const rows = currencies === undefined ? [] : [...this.store.rows(currencies)];
    return String(rows.find((row) => row.IsCorporate === true)?.IsoCode ?? 'USD');
  }

  /** Every record by object, as plain values. */
  dump(): Record<string, readonly Record<string, unknown>[]> {
    return Object.fromEntries(
      this.catalogue.objects.map((object) => [object.name, [...this.store.rows(object)].map((row) => ({ ...row }))]),
    );
  }
}
