// Facts of sellers and buyers, which thousands of projects of one month end share: asked once for all that are read within some seconds.
// Each project's own facts (its work, contract, hold and books) are asked anew every time; who posts has the ERP's own last word.
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';

/** What was asked is good for so long. Runs that somebody began, or sent on after mending something, ask anew (work.ts). */
const freshMs = 60_000;
/** Where a buyer is, and what finance chose as their tax code in the past, changes with the contracts, not while a month is billed. */
const settledFreshMs = 900_000;
/** More than the customers of a firm that bills in a minute. */
const keptMax = 5_000;

/** The reads that are shared. */
export interface PartyReads {
  legalEntities(on: string): ReturnType<typeof legalEntitiesOf>;
  invoiceFacts(legalEntity: RecordRef, on: string): ReturnType<Systems['erp']['invoiceFacts']>;
  country(customerId: string): Promise<string | null>;
  accounts(customerId: string): ReturnType<Systems['billing']['accounts']>;
  /** Asks about several customers at once, so that `accounts` of each need not. */
  askAccounts(customerIds: readonly string[]): Promise<void>;
  lastTaxCode(customerId: string, seller: string): ReturnType<Systems['billing']['lastTaxCode']>;
}

/** Every legal entity of the ERP with its registrations. */
async function legalEntitiesOf({ erp }: Systems, on: string) {
  return (await erp.conversionFacts({ customer: null, buyerCountry: null, on })).legalEntities;
}

/** Asked anew each time. */
export function partyReads(systems: Systems): PartyReads {
  const { erp, billing } = systems;
  return {
    legalEntities: (on) => legalEntitiesOf(systems, on),
    invoiceFacts: (legalEntity, on) => erp.invoiceFacts(legalEntity, on),
    country: (customerId) => billing.country(customerId),
    accounts: (customerId) => billing.accounts(customerId),
    askAccounts: () => Promise.resolve(),
    lastTaxCode: (customerId, seller) => billing.lastTaxCode(customerId, seller),
  };
}

/** What one worker's runs share; a read that failed is asked anew. */
export class SharedFacts {
  readonly #kept = new Map<string, { readonly atMs: number; readonly answer: Promise<unknown> }>();

  /** The reads of one run, shared with the others'. */
  of(systems: Systems): PartyReads {
    const own = partyReads(systems);
    return {
      legalEntities: (on) => this.#once(`entities ${on}`, () => own.legalEntities(on)),
      invoiceFacts: (legalEntity, on) =>
        this.#once(`invoices ${legalEntity.id} ${on}`, () => own.invoiceFacts(legalEntity, on)),
      country: (customerId) => this.#once(`country ${customerId}`, () => own.country(customerId), settledFreshMs),
      accounts: (customerId) => this.#once(`accounts ${customerId}`, () => own.accounts(customerId)),
      askAccounts: async (customerIds) => {
        const asked = [...new Set(customerIds)].filter((id) => !this.#isFresh(`accounts ${id}`));
        if (asked.length === 0) return;
        const answer = systems.billing.accountsOf(asked);
        for (const [index, id] of asked.entries())
          this.#once(`accounts ${id}`, async () => (await answer)[index] ?? []).catch(() => undefined);
        await answer;
      },
      lastTaxCode: (customerId, seller) =>
        this.#once(`tax ${customerId} ${seller}`, () => own.lastTaxCode(customerId, seller), settledFreshMs),
    };
  }

  #isFresh(name: string): boolean {
    const known = this.#kept.get(name);
    return known !== undefined && performance.now() - known.atMs < freshMs;
  }

  #once<T>(name: string, ask: () => Promise<T>, freshForMs = freshMs): Promise<T> {
    const now = performance.now();
    const known = this.#kept.get(name);
    // Kept under a name that only this kind of question has.
    if (known !== undefined && now - known.atMs < freshForMs) return known.answer as Promise<T>;
    if (this.#kept.size >= keptMax) this.#kept.clear();
    const answer = ask();
    this.#kept.set(name, { atMs: now, answer });
    answer.catch(() => this.#kept.delete(name));
    return answer;
  }
}
