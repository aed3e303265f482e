// What tests of the crossref need: records of three systems, a store of their own, and its server's word on what was asked.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { VendorRef } from '../../schema/canon/identity.ts';
import { makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore, type Store } from '../store/store.ts';
import type { Place } from './records.ts';

/** An account of the CRM, the system of record of customers. */
export const account = (id: string): VendorRef => ({ system: 'CRM', instance: 'crm', kind: 'CUSTOMER', id });
/** A customer of the ERP. */
export const erp = (id: string): VendorRef => ({ system: 'ERP', instance: 'erp', kind: 'CUSTOMER', id });
/** A client group of the PSA. */
export const group = (id: string): VendorRef => ({ system: 'PSA', instance: 'psa', kind: 'CUSTOMER', id });

export const crmPlace: Place = { system: 'CRM', instance: 'crm', kind: 'CUSTOMER' };
export const erpPlace: Place = { system: 'ERP', instance: 'erp', kind: 'CUSTOMER' };
export const psaPlace: Place = { system: 'PSA', instance: 'psa', kind: 'CUSTOMER' };

/** A store made for one test file. */
export interface Rig {
  readonly store: Store;
  /** Another process' store on the same server. */
  another(options?: { readonly logged: boolean }): Promise<Store>;
  /** Statements that stores opened with `logged` have sent so far, by the server's own log. */
  statements(): readonly string[];
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it. */
export async function startRig(): Promise<Rig> {
  const home = makeHome();
  const store = await openStore({ dataDir: home });
  const others: Store[] = [];
  return {
    store,
    another: async (options) => {
      const url = new URL(store.url);
      if (options?.logged === true) url.searchParams.set('options', '-c log_statement=all');
      const opened = await openStore({ databaseUrl: url.href });
      others.push(opened);
      return opened;
    },
    statements: () =>
      readFileSync(join(home, 'postgres.log'), 'utf8')
        .split('\n')
        .filter((line) => /LOG: {2}(?:execute|statement)/.test(line)),
    empty: async () => {
      // Deleting few rows is much faster than truncating tables: no file changes hands.
      await sql`with one as (delete from crossref_record), two as (delete from crossref_alias), three as (delete from crossref_candidate),
        four as (delete from crossref_match_key), five as (delete from feed_cursor) select 1`.execute(store.db);
    },
    close: async () => {
      for (const other of others) await other.close();
      await store.close();
      removeHomes();
    },
  };
}
