// How the firm of the play has the cost of work posted: accounts that say by themselves whose books stand on the other side, and cards for
// people of whom the PSA does not always say what they cost.
import type { ChaosFirm } from '../firm.ts';
import { rows } from '../vendor-screens.ts';

/** What finance has laid down, as an auditor reads it in its handbook. */
export interface CostSetting {
  /** By the PSA's id of a person: what an hour costs, in hundredths of a currency. */
  readonly cards: ReadonlyMap<string, { readonly currency: string; readonly rate: bigint }>;
}

/** Debited for work that a client pays, and for other work. */
export const costAccounts = { billable: '5000', notBillable: '5100' } as const;
/** Credited in the books of whoever employs them. */
export const absorbed = '2300';
/** In the project's books: what is owed to the company that employs them, an account each. */
export const dueTo: Readonly<Record<string, string>> = { US01: '2400', UK01: '2200', DE01: '4900', JP01: '6000' };
/** In the employer's books: what the company of the project owes. */
export const dueFrom: Readonly<Record<string, string>> = { US01: '1150', UK01: '1000', DE01: '4100', JP01: '4200' };

/** Currencies of the books whose people have cards: the auditor reckons in hundredths. */
const cardCurrencies: Readonly<Record<string, string>> = { US01: 'USD', UK01: 'GBP', DE01: 'EUR' };

/** Cards for whoever is employed where amounts have hundredths, each of an uneven rate. */
export function costSetting({ sandbox }: ChaosFirm): CostSetting {
  const employers = employersOf(sandbox);
  const cards = rows(sandbox, 'kantata', 'users').flatMap(({ id, email_address: email }, index) => {
    const currency = cardCurrencies[employers.get(String(email).toLowerCase()) ?? ''];
    return currency === undefined ? [] : [[String(id), { currency, rate: BigInt(4_003 + 37 * index) }] as const];
  });
  return { cards: new Map(cards) };
}

/** Code of the company that employs somebody, by e-mail in small letters, as the ERP has it. */
export function employersOf(sandbox: ChaosFirm['sandbox']): ReadonlyMap<string, string> {
  const code = new Map(
    rows(sandbox, 'netsuite', 'subsidiary').map((row) => [row.id, String(row.custrecord_entity_code)]),
  );
  return new Map(
    rows(sandbox, 'netsuite', 'employee').flatMap(({ email, subsidiary }) => {
      const employer = code.get(subsidiary);
      return employer === undefined ? [] : [[String(email).toLowerCase(), employer] as const];
    }),
  );
}

/** The configuration of the house with this in it. */
export function withCost(yaml: string, { cards }: CostSetting): string {
  const codes = Object.keys(dueTo);
  const between = codes.flatMap((project) =>
    codes.flatMap((employer) =>
      project === employer
        ? []
        : [
            `    - { project: ${project}, employer: ${employer}, agreement: IC-${project}-${employer}, dueTo: '${dueTo[employer]}', dueFrom: '${dueFrom[project]}' }`,
          ],
    ),
  );
  const own = [...cards].map(
    ([person, { currency, rate }]) =>
      `    - { person: '${person}', currency: ${currency}, hourlyRate: '${rate / 100n}.${String(rate % 100n).padStart(2, '0')}' }`,
  );
  const { billable, notBillable } = costAccounts;
  const rule = `    - { billable: '${billable}', absorbed: '${absorbed}' }\n`;
  if (!yaml.includes(rule))
    throw new Error(`The shipped configuration no longer has ${rule.trim()}; say here what it has`);
  const ours = `    - { billable: '${billable}', notBillable: '${notBillable}', absorbed: '${absorbed}' }`;
  return yaml.replace(rule, [ours, '  intercompany:', ...between, '  cards:', ...own, ''].join('\n'));
}
