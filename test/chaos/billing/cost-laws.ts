// The laws that the cost of work keeps, as an auditor with nothing but the vendors' books would check them: some at every moment, some once
// all is at rest. Pure; amounts are whole hundredths.
import type { CostBooks, CostGroup, HeldEntry } from './cost-books.ts';
import { absorbed, costAccounts, dueFrom, dueTo } from './cost-setting.ts';
import { broken, type Violation } from './law.ts';

/** What the auditor remembers between two looks. */
export interface CostMemory {
  /** The most that a piece of work ever cost, under the name of its group. */
  readonly cost: Map<string, { readonly group: string; readonly cost: bigint }>;
  /** What each entry said when it was first seen. */
  readonly content: Map<string, { readonly key: string; readonly content: string }>;
}

/** Nothing seen yet. */
export function noCostMemory(): CostMemory {
  return { cost: new Map(), content: new Map() };
}

/** How often people took each piece of work back, changed or removed it: written down before they did. */
export type ChangedWork = ReadonlyMap<string, number>;

/** The laws of every moment, whatever is under way. Writes down what it has seen. */
export function costBrokenNow(books: CostBooks, changed: ChangedWork, memory: CostMemory): readonly Violation[] {
  for (const { id, group, cost } of books.work) {
    const before = memory.cost.get(id)?.cost ?? 0n;
    if (cost > before) memory.cost.set(id, { group: nameOf(group), cost });
  }
  return [
    ...books.entries.flatMap((entry) => unsound(entry)),
    ...changedEntries(books, memory),
    ...postedTwice(books, memory),
    ...takenBackForNothing(books, changed, memory),
    ...takenBackWrongly(books),
  ];
}

/** The laws once nothing moves any more: what is approved stands in the ledger, and nothing else. */
export function costBrokenAtRest(books: CostBooks): readonly Violation[] {
  const due = new Map<string, bigint>();
  for (const { group, cost, isApproved } of books.work) if (isApproved) add(due, nameOf(group), cost);
  const posted = postedOf(books.entries);
  const wrong = [...new Set([...due.keys(), ...posted.keys()])].flatMap((group) => {
    const [wanted, there] = [due.get(group) ?? 0n, posted.get(group) ?? 0n];
    return wanted === there ? [] : [broken('all cost is posted', `${group}: ${there} of ${wanted}`)];
  });
  return [...wrong, ...unpaired(books)];
}

function nameOf({ project, employer, currency, isBillable }: CostGroup): string {
  return `${project}, people of ${employer} in ${currency}, ${isBillable ? 'billable' : 'not billable'}`;
}

function add(sums: Map<string, bigint>, name: string, amount: bigint): void {
  sums.set(name, (sums.get(name) ?? 0n) + amount);
}

/** In the books of the project, or of whoever employs people that worked on another company's. */
type Whose =
  | { readonly part: 'DELIVERY'; readonly project: string; readonly employer: string }
  | { readonly part: 'SUPPLY'; readonly seller: string; readonly employer: string };

/** By its project and accounts; null when they do not say it. */
function whoseOf({ books, projects, accounts }: HeldEntry): Whose | null {
  const [project, ...others] = projects;
  if (project === undefined || others.length > 0) return null;
  const named = [...accounts.keys()];
  if (project === null) {
    const [from, ...more] = named.filter((account) => account !== absorbed);
    const seller = Object.keys(dueFrom).find((code) => dueFrom[code] === from);
    const isWhole = more.length === 0 && accounts.has(absorbed);
    return isWhole && seller !== undefined ? { part: 'SUPPLY', seller, employer: books } : null;
  }
  const cost: readonly string[] = Object.values(costAccounts);
  const [counter, ...more] = named.filter((account) => !cost.includes(account));
  if (counter === undefined || more.length > 0) return null;
  const employer = counter === absorbed ? books : Object.keys(dueTo).find((code) => dueTo[code] === counter);
  return employer === undefined ? null : { part: 'DELIVERY', project, employer };
}

function unsound(entry: HeldEntry): readonly Violation[] {
  const { key, imbalance, booksImbalance } = entry;
  return [
    ...(imbalance === 0n && booksImbalance === 0n
      ? []
      : [broken('a journal entry balances', `${key}: by ${imbalance}, in the books' currency by ${booksImbalance}`)]),
    ...(whoseOf(entry) === null
      ? [broken('a journal entry says whose it is', `${key}: ${[...entry.accounts.keys()].join(', ')}`)]
      : []),
  ];
}

function changedEntries({ entries }: CostBooks, { content }: CostMemory): readonly Violation[] {
  const law = 'a posted journal entry never changes';
  const now = new Map(entries.map((entry) => [entry.id, entry]));
  const changes = [...content].flatMap(([id, before]) => {
    const there = now.get(id);
    if (there === undefined) return [broken(law, `${before.key} is gone`)];
    return there.content === before.content
      ? []
      : [broken(law, `${before.key}: was ${before.content}, is ${there.content}`)];
  });
  for (const { id, key, content: said } of entries) if (!content.has(id)) content.set(id, { key, content: said });
  return changes;
}

/** What stands of each group: debits of cost less what was taken back of them, in the project's books. */
function postedOf(entries: readonly HeldEntry[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const entry of entries) {
    const whose = whoseOf(entry);
    if (whose?.part !== 'DELIVERY') continue;
    const { project, employer } = whose;
    for (const isBillable of [true, false]) {
      const account = isBillable ? costAccounts.billable : costAccounts.notBillable;
      const amount = entry.accounts.get(account) ?? 0n;
      if (amount !== 0n) add(sums, nameOf({ project, employer, currency: entry.currency, isBillable }), amount);
    }
  }
  return sums;
}

function postedTwice({ entries }: CostBooks, { cost }: CostMemory): readonly Violation[] {
  const most = new Map<string, bigint>();
  for (const each of cost.values()) add(most, each.group, each.cost);
  return [...postedOf(entries)].flatMap(([group, posted]) =>
    posted <= (most.get(group) ?? 0n)
      ? []
      : [broken('no cost is posted twice', `${group}: ${posted} for work of ${most.get(group) ?? 0n}`)],
  );
}

/** Entries that one of two companies refused, with the mirrors that undid them: as if they had not been. */
function undone(entries: readonly HeldEntry[]): ReadonlySet<string> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const mirrors = entries.filter(({ key, reverses }) => key === `${byId.get(reverses ?? '')?.key ?? ''}-reversed`);
  return new Set(mirrors.flatMap(({ id, reverses }) => (reverses === null ? [id] : [id, reverses])));
}

/** Work that nobody touched is never taken back. */
function takenBackForNothing({ entries }: CostBooks, changed: ChangedWork, { cost }: CostMemory): readonly Violation[] {
  const most = new Map<string, bigint>();
  for (const [id, each] of cost) add(most, each.group, each.cost * BigInt(changed.get(id) ?? 0));
  const gone = undone(entries);
  const back = entries.filter(({ id, reverses }) => reverses !== null && !gone.has(id));
  return [...postedOf(back)].flatMap(([group, posted]) =>
    -posted <= (most.get(group) ?? 0n)
      ? []
      : [broken('cost is taken back for a reason', `${group}: ${-posted}, and ${most.get(group) ?? 0n} were changed`)],
  );
}

/** What is taken back of an entry was in it, account by account, in the same books, and is taken back once. */
function takenBackWrongly({ entries }: CostBooks): readonly Violation[] {
  const law = 'an entry takes back what its original posted';
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const gone = undone(entries);
  const lost = entries
    .filter(({ reverses }) => reverses !== null && !byId.has(reverses))
    .map(({ key, reverses }) => broken(law, `${key} takes back ${reverses}, which is no entry of ours`));
  const wrong = [...Map.groupBy(entries, ({ reverses }) => reverses)].flatMap(([reverses, all]) => {
    const original = byId.get(reverses ?? '');
    if (original === undefined) return [];
    const mirror = all.find(({ key }) => key === `${original.key}-reversed`);
    const back = mirror === undefined ? all.filter(({ id }) => !gone.has(id)) : [mirror];
    const isElsewhere = back.some(({ books, currency }) => books !== original.books || currency !== original.currency);
    return isElsewhere || isBeyond(original, back, mirror !== undefined)
      ? [broken(law, `${original.key} and ${back.map(({ key }) => key).join(', ')}`)]
      : [];
  });
  return [...lost, ...wrong];
}

/** Whether more is taken back than there was, or it is put on another account; a mirror has to take all of it. */
function isBeyond(original: HeldEntry, back: readonly HeldEntry[], isMirrored: boolean): boolean {
  const accounts = new Set([original, ...back].flatMap((entry) => [...entry.accounts.keys()]));
  return [...accounts].some((account) => {
    const was = original.accounts.get(account) ?? 0n;
    const left = back.reduce((sum, entry) => sum + (entry.accounts.get(account) ?? 0n), was);
    if (isMirrored) return left !== 0n;
    return was < 0n ? left > 0n || left < was : left < 0n || left > was;
  });
}

/** What is owed in one company's books is owed to it in the other's, entry by entry. */
function unpaired({ entries }: CostBooks): readonly Violation[] {
  const gone = undone(entries);
  const [delivered, supplied] = [new Map<string, bigint[]>(), new Map<string, bigint[]>()];
  for (const entry of entries) {
    const whose = whoseOf(entry);
    if (whose === null || gone.has(entry.id)) continue;
    const seller = whose.part === 'SUPPLY' ? whose.seller : entry.books;
    const account = whose.part === 'SUPPLY' ? dueFrom[seller] : dueTo[whose.employer];
    const amount = entry.accounts.get(account ?? '');
    if (amount === undefined || seller === whose.employer) continue;
    const sums = whose.part === 'SUPPLY' ? supplied : delivered;
    const name = `${seller} owes ${whose.employer} in ${entry.currency}`;
    sums.set(name, [...(sums.get(name) ?? []), whose.part === 'SUPPLY' ? amount : -amount]);
  }
  return [...new Set([...delivered.keys(), ...supplied.keys()])].flatMap((name) => {
    const [owed, claimed] = [delivered, supplied].map((sums) => inOrder(sums.get(name) ?? []));
    return owed === claimed
      ? []
      : [
          broken(
            'entries of two companies come in pairs',
            `${name}: ${owed} in one's books, ${claimed} in the other's`,
          ),
        ];
  });
}

function inOrder(amounts: readonly bigint[]): string {
  return amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join(', ');
}
