// What every read of this connector shares: the client, references, labelled reads, and the lists that decode ids.
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import { type Answer, type Freshness, leastFresh } from '../../../schema/canon/freshness.ts';
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { type SecretWorld, secretsHere } from '../../runtime/secret.ts';
import type { Upstream } from '../../runtime/upstream.ts';
import { createClient, type Client } from './client.ts';
import type { NetSuiteConfig } from './config.ts';
import { answerFault } from './failures.ts';
import { createRefs, type Refs } from './refs.ts';
import {
  currenciesStatement,
  currencyRow,
  type SubsidiaryRow,
  subsidiariesStatement,
  subsidiaryRow,
} from './reference-query.ts';
import { chunks } from './suiteql.ts';
import { checkedRows, UnexpectedAnswer } from './wire.ts';

/** What a connector needs from outside; the clock labels answers that needed no asking. */
export interface NetSuiteDependencies {
  readonly upstream: Upstream;
  readonly clock: Clock;
  /** Where references to secrets lead; absent: to this process' environment. */
  readonly secrets?: SecretWorld;
}

/** Ids of currencies and subsidiaries decoded. The functions raise UnexpectedAnswer for an id the lists do not have. */
export interface Lookups {
  readonly subsidiaries: readonly SubsidiaryRow[];
  readonly freshness: Freshness;
  readonly currency: (id: string) => CurrencyCode;
  /** ISO codes of the currencies the account keeps. */
  readonly currencyCodes: readonly string[];
  /** The id of a currency by its ISO code; null when the account does not keep it. */
  readonly currencyId: (code: string) => string | null;
  /** The currency of a subsidiary's books. */
  readonly functionalCurrency: (subsidiary: string) => CurrencyCode;
}

/** How long an answer stays fresh: figures for seconds, lists for an hour. */
export type Keep = 'FIGURES' | 'REFERENCE';

/** Everything a read works with. */
export interface NetSuiteContext {
  readonly config: NetSuiteConfig;
  readonly client: Client;
  readonly refs: Refs;
  /** A labelled, cached read whose mapping errors come out as SYSTEM_ANSWER_INVALID. */
  read<T>(
    envelope: Envelope,
    question: { readonly name: string; readonly args: unknown; readonly keep: Keep },
    ask: (envelope: Envelope) => Promise<T>,
  ): Promise<Answer<T>>;
  /** Runs a mapping; what it cannot map comes out as SYSTEM_ANSWER_INVALID. */
  understood<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** An answer that needs no asking, for instance to a question about nothing. */
  known<T>(value: T): Answer<T>;
  /**
   * A read about references: ours are asked about in chunks of one IN list each, all at once; the answer comes in the
   * order of the references, `none` where a reference is not ours.
   */
  perRef<T>(envelope: Envelope, question: PerRef<T>): Promise<Answer<readonly T[]>>;
  lookups(envelope: Envelope): Promise<Lookups>;
}

/** A question about references; `ask` answers in the order of the ids it is given. */
export interface PerRef<T> {
  readonly name: string;
  readonly kind: RecordKind;
  readonly refs: readonly VendorRef[];
  /** Anything else the answer depends on. */
  readonly args?: unknown;
  readonly none: (ref: VendorRef) => T;
  readonly ask: (envelope: Envelope, ids: readonly string[]) => Promise<readonly T[]>;
}

/** The shared context of one NetSuite account. */
export function createContext(config: NetSuiteConfig, dependencies: NetSuiteDependencies): NetSuiteContext {
  const { upstream, clock, secrets = secretsHere } = dependencies;
  const { instance, figuresFreshMs, referenceFreshMs, staleForMs } = config;
  const client = createClient(config, upstream, secrets);
  const refs = createRefs(instance);

  const understood: NetSuiteContext['understood'] = async (name, work) => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof UnexpectedAnswer) throw answerFault(instance, name, error.message);
      // RangeError is what canon raises for an amount or a currency it cannot hold.
      if (error instanceof RangeError)
        throw answerFault(instance, name, 'an amount or currency that ISO 4217 cannot hold');
      throw error;
    }
  };

  const read: NetSuiteContext['read'] = (envelope, { name, args, keep }, ask) => {
    const freshForMs = keep === 'FIGURES' ? figuresFreshMs : referenceFreshMs;
    return upstream.read(envelope, { name, args, freshForMs, staleForMs }, (shared) =>
      understood(name, () => ask(shared)),
    );
  };

  const known: NetSuiteContext['known'] = (value) => {
    const asOf = clock.now().toISOString();
    return { value, freshness: { system: 'ERP', instance, asOf, servedFrom: 'LIVE', staleReason: null } };
  };

  const perRef = async <T>(envelope: Envelope, question: PerRef<T>): Promise<Answer<readonly T[]>> => {
    const { name, kind, none, args = null } = question;
    const ids = refs.idsOf(kind, question.refs);
    const { value, freshness } =
      ids.length === 0
        ? known<readonly T[]>([])
        : await read(envelope, { name, args: { ids, args }, keep: 'FIGURES' }, async (shared) =>
            (await Promise.all(chunks(ids).map((part) => question.ask(shared, part)))).flat(),
          );
    const byId = new Map(ids.map((id, index) => [id, value[index]]));
    const inOrder = question.refs.map((ref) => byId.get(refs.idOf(kind, ref) ?? '') ?? none(ref));
    return { value: inOrder, freshness };
  };

  const lookups = async (envelope: Envelope): Promise<Lookups> => {
    const [currencies, subsidiaries] = await Promise.all([
      read(envelope, { name: 'currencies', args: null, keep: 'REFERENCE' }, async (shared) =>
        checkedRows(currencyRow, await client.rows(shared, currenciesStatement()), 'currencies'),
      ),
      read(envelope, { name: 'subsidiaries', args: null, keep: 'REFERENCE' }, async (shared) =>
        checkedRows(subsidiaryRow, await client.rows(shared, subsidiariesStatement(config.mapping)), 'subsidiaries'),
      ),
    ]);
    // The ISO code is the symbol; the name is whatever somebody typed years ago, "ESP" for the euro among them.
    const symbols = new Map(currencies.value.map((row) => [row.id, row.symbol]));
    const books = new Map(subsidiaries.value.map((row) => [row.id, row.currency]));
    const currency = (id: string): CurrencyCode => {
      const symbol = symbols.get(id);
      if (symbol === undefined) throw new UnexpectedAnswer(`currency ${id} is not in the list of currencies`);
      return currencyCode(symbol);
    };
    return {
      subsidiaries: subsidiaries.value,
      freshness: leastFresh(currencies.freshness, subsidiaries.freshness),
      currency,
      currencyCodes: currencies.value.map((row) => row.symbol),
      currencyId: (code) => currencies.value.find((row) => row.symbol === code)?.id ?? null,
      functionalCurrency: (subsidiary) => {
        const id = books.get(subsidiary);
        if (id === undefined) throw new UnexpectedAnswer(`subsidiary ${subsidiary} is not in the list of subsidiaries`);
        return currency(id);
      },
    };
  };

  return { config, client, refs, read, understood, known, perRef, lookups };
}
