// A CRM whose every change was planted by us: accounts behind as much of Salesforce's wire as change feeds and a look at one account
// need. Its clock stands until it is moved, so changes can share a second, show late, and be deleted without a trace.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An account as the org shows it. */
interface Account {
  readonly id: string;
  version: number;
  stampMs: number;
  deleted: boolean;
}

/** A change that shows only later, under the stamp it was made at: the transaction that made it was long. */
interface LateChange {
  readonly id: string;
  readonly version: number;
  readonly stampMs: number;
  readonly showsAtMs: number;
}

/** The org; times are milliseconds of its own clock. */
export interface PlantedOrg {
  readonly url: string;
  now(): number;
  advance(seconds: number): void;
  /** A new account; its id. */
  create(): string;
  /** Changes an account now; with `lateSeconds` it shows that much later, under the stamp of now. */
  change(id: string, lateSeconds?: number): void;
  /** Into the recycle bin: told with the changes. */
  remove(id: string): void;
  /** Without a trace. */
  purge(id: string): void;
  /** Deleted records older than so many days leave the bin. */
  emptyBin(days: number): void;
  /** Live accounts with their version. */
  live(): ReadonlyMap<string, number>;
  /** Changes planted, by account: versions, and 'end'. */
  readonly planted: readonly { readonly id: string; readonly version: number | 'end' }[];
  /** Pages of changes served so far. */
  pages(): number;
  close(): Promise<void>;
}

/** Rows of a page that are given twice: one in so many. */
const twiceEvery = 12;

/** Starts an org with no account. */
export async function startPlantedOrg(): Promise<PlantedOrg> {
  const accounts = new Map<string, Account>();
  let late: readonly LateChange[] = [];
  const planted: { id: string; version: number | 'end' }[] = [];
  const state = { nowMs: Date.UTC(2026, 10, 20, 9), made: 0, pages: 0, url: '' };
  const rowsOf = (soql: string, deletedToo: boolean): readonly Account[] => {
    const shown = [...accounts.values()].filter(({ deleted }) => deletedToo || !deleted);
    return selected(shown, soql);
  };
  const server = createServer((request, response) => {
    void answer(request, response, {
      url: () => state.url,
      query: (soql, deletedToo) => {
        if (/^SELECT COUNT\(Id\) total FROM Account$/.test(soql)) return [{ total: rowsOf('', false).length }];
        const rows = rowsOf(soql, deletedToo).map((account) => shownAs(account, soql));
        if (!soql.includes('SystemModstamp')) return rows;
        state.pages += 1;
        // The same once more right behind it, as a feed that delivers at least once does.
        return rows.length < 1_000
          ? rows.flatMap((row, index) => (index % twiceEvery === 0 ? [row, row] : [row]))
          : rows;
      },
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found = (id: string): Account => {
    const account = accounts.get(id);
    if (account === undefined || account.deleted) throw new Error(`${id} is not there to be changed`);
    return account;
  };
  const show = (account: Account, version: number, stampMs: number): void => {
    account.version = Math.max(account.version, version);
    account.stampMs = Math.max(account.stampMs, stampMs);
  };
  return {
    url: state.url,
    now: () => state.nowMs,
    advance: (seconds) => {
      state.nowMs += seconds * 1_000;
      for (const { id, version, stampMs } of late.filter(({ showsAtMs }) => showsAtMs <= state.nowMs)) {
        const account = accounts.get(id);
        if (account?.deleted === false) show(account, version, stampMs);
      }
      late = late.filter(({ showsAtMs }) => showsAtMs > state.nowMs);
    },
    create: () => {
      state.made += 1;
      const id = `001D0000${String(state.made).padStart(7, '0')}IAA`;
      accounts.set(id, { id, version: 1, stampMs: secondOf(state.nowMs), deleted: false });
      planted.push({ id, version: 1 });
      return id;
    },
    change: (id, lateSeconds) => {
      const account = found(id);
      // Of two changes in one second the second shows at once: a row is locked until what changed it shows.
      const isLate = lateSeconds !== undefined && account.stampMs < secondOf(state.nowMs);
      const version =
        Math.max(account.version, ...late.filter((each) => each.id === id).map((each) => each.version)) + 1;
      planted.push({ id, version });
      if (!isLate) show(account, version, secondOf(state.nowMs));
      else
        late = [...late, { id, version, stampMs: secondOf(state.nowMs), showsAtMs: state.nowMs + lateSeconds * 1_000 }];
    },
    remove: (id) => {
      const account = found(id);
      account.deleted = true;
      account.stampMs = secondOf(state.nowMs);
      planted.push({ id, version: 'end' });
    },
    purge: (id) => {
      accounts.delete(found(id).id);
      planted.push({ id, version: 'end' });
    },
    emptyBin: (days) => {
      for (const { id, deleted, stampMs } of accounts.values()) {
        if (deleted && state.nowMs - stampMs > days * 86_400_000) accounts.delete(id);
      }
    },
    live: () =>
      new Map([...accounts.values()].filter(({ deleted }) => !deleted).map(({ id, version }) => [id, version])),
    planted,
    pages: () => state.pages,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answers {
  readonly url: () => string;
  readonly query: (soql: string, deletedToo: boolean) => readonly object[];
}

async function answer(request: IncomingMessage, response: ServerResponse, { url, query }: Answers): Promise<void> {
  await text(request);
  const asked = new URL(request.url ?? '/', url());
  response.setHeader('content-type', 'application/json');
  if (asked.pathname.endsWith('/oauth2/token')) {
    response.end(JSON.stringify({ access_token: 'planted', instance_url: url(), token_type: 'Bearer' }));
    return;
  }
  const records = query(asked.searchParams.get('q') ?? '', asked.pathname.endsWith('/queryAll'));
  response.end(JSON.stringify({ totalSize: records.length, done: true, records }));
}

/** The accounts a query means. Raises Error for one it does not understand: a silent answer would prove nothing. */
function selected(accounts: readonly Account[], soql: string): readonly Account[] {
  const limit = Number(/ LIMIT (\d+)$/.exec(soql)?.[1] ?? Number.POSITIVE_INFINITY);
  const ordered = soql.includes('ORDER BY SystemModstamp, Id')
    ? accounts.toSorted((a, b) => a.stampMs - b.stampMs || (a.id < b.id ? -1 : 1))
    : soql.includes('ORDER BY SystemModstamp')
      ? accounts.toSorted((a, b) => a.stampMs - b.stampMs)
      : accounts;
  return ordered.filter(conditionOf(soql)).slice(0, limit);
}

function conditionOf(soql: string): (account: Account) => boolean {
  const where = / WHERE (.*?)(?: ORDER BY| LIMIT|$)/.exec(soql)?.[1];
  if (where === undefined) return () => true;
  const ids = /^Id IN \((.*)\)$/.exec(where)?.[1];
  if (ids !== undefined) return ({ id }) => ids.includes(id);
  const from = /^SystemModstamp >= (\S+)$/.exec(where)?.[1];
  if (from !== undefined) return ({ stampMs }) => stampMs >= Date.parse(from);
  const after = /^SystemModstamp > (\S+)$/.exec(where)?.[1];
  if (after !== undefined) return ({ stampMs }) => stampMs > Date.parse(after);
  const [, at = '', last = ''] =
    /^\(SystemModstamp > (\S+) OR \(SystemModstamp = \S+ AND Id > '(\w+)'\)\)$/.exec(where) ?? [];
  if (at === '') throw new Error(`The planted org does not understand ${where}`);
  return ({ stampMs, id }) => stampMs > Date.parse(at) || (stampMs === Date.parse(at) && id > last);
}

function shownAs({ id, version, stampMs, deleted }: Account, soql: string): object {
  const names = /^SELECT (.*?) FROM/.exec(soql)?.[1]?.split(', ') ?? [];
  const empty: Record<string, null> = {};
  for (const name of names) empty[name.split('.')[0] ?? name] = null;
  const stamp = new Date(stampMs).toISOString().replace('Z', '+0000');
  return {
    ...empty,
    attributes: { type: 'Account' },
    Id: id,
    Name: `v${version}`,
    SystemModstamp: stamp,
    IsDeleted: deleted,
  };
}

function secondOf(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}
