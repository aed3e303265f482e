// Between a system API's internal mutations and its port: tickets are read, writes go through the ledger and are not given up
// because whoever asked has left, and outcomes come out in the graph's words.
import { GraphQLError } from 'graphql';
import type { System } from '../../schema/canon/freshness.ts';
import { type RecordKind, recordKinds, type VendorRef } from '../../schema/canon/identity.ts';
import type { Envelope } from '../runtime/envelope.ts';
import { StopSource } from '../runtime/stop-signal.ts';
import { type Ledger, type LedgerFailure, type LedgerOutcome, LowerFence } from './ledger.ts';

/** A record as the graph and the ledger keep it. A type, not an interface, so that JSON may carry it. */
export type SystemRecord = {
  readonly system: System;
  readonly instance: string;
  readonly kind: RecordKind;
  readonly id: string;
};

/** A record as a caller names it; its kind is not checked yet. */
interface SystemRecordInput extends Omit<SystemRecord, 'kind'> {
  readonly kind: string;
}

/** As the graph's LookUpTicket. */
export interface LookUpTicket {
  readonly key: string;
  readonly fence: string;
}

/** As the graph's WriteTicket. */
export interface WriteTicket extends LookUpTicket {
  readonly inputHash: string;
}

/** How a port ends a write. */
type PortOutcome =
  | { readonly kind: 'APPLIED'; readonly ref: VendorRef; readonly isNew: boolean }
  | Exclude<WriteEnd, { kind: 'APPLIED' }>;

/** How a write ended, as the graph's WriteOutcome. */
export type WriteEnd = LedgerOutcome<SystemRecord>;

/** What a look-up found, as the graph's WriteLookUp. */
export type LookedUp = { readonly records: readonly SystemRecord[] } | { readonly fence: string };

/** How one vendor is written to. */
export interface DeskOptions {
  /** The account in the ledger, such as `psa/kantata`. */
  readonly account: string;
  readonly settleMs: number;
  /** Operations that may be sent again after a doubt without a look-up. */
  readonly repeatable: readonly string[];
  /** Longest that one write with its retries may take; shorter than the ledger takes a silent writer for dead. */
  readonly writeMsMax: number;
}

/** The writes of one request. */
export interface WriteDesk {
  /** Writes once under a ticket. A malformed ticket is refused; rejects only for a bug or when the ledger's store fails. */
  write(operation: string, ticket: WriteTicket, act: (envelope: Envelope) => Promise<PortOutcome>): Promise<WriteEnd>;
  /** Looks a write up. Rejects with what `find` rejects with, and with BAD_USER_INPUT for a malformed ticket. */
  lookUp(
    operation: string,
    ticket: LookUpTicket,
    find: (envelope: Envelope) => Promise<readonly VendorRef[]>,
  ): Promise<LookedUp>;
}

const keyForm = /^[A-Za-z0-9][A-Za-z0-9_-]{7,62}$/;
const hashForm = /^[\x21-\x7e]{1,128}$/;

/** The desk of one request. */
export function createDesk(ledger: Ledger, envelope: Envelope, options: DeskOptions): WriteDesk {
  const { account: system, settleMs, repeatable, writeMsMax } = options;
  return {
    write: (operation, ticket, act) => {
      const fence = fenceOf(ticket);
      if (fence === null || !keyForm.test(ticket.key) || !hashForm.test(ticket.inputHash)) {
        return Promise.resolve(malformed());
      }
      const { key, inputHash } = ticket;
      const isRepeatable = repeatable.includes(operation);
      return ledger.write<SystemRecord>(
        { system, operation, key, fence, inputHash, settleMs, isRepeatable },
        async () => {
          const outcome = await act(unhurried(envelope, writeMsMax));
          return outcome.kind === 'APPLIED' ? { ...outcome, ref: { ...outcome.ref } } : outcome;
        },
      );
    },
    lookUp: async (operation, ticket, find) => {
      const fence = fenceOf(ticket);
      if (fence === null || !keyForm.test(ticket.key)) throw badInput(ticketWanted);
      const { key } = ticket;
      try {
        const records = await ledger.lookUp({ system, operation, key, fence }, async () =>
          (await find(envelope)).map((ref) => ({ ...ref })),
        );
        return { records };
      } catch (error) {
        if (error instanceof LowerFence) return { fence: ticket.fence };
        throw error;
      }
    },
  };
}

/** The record a caller named. Raises BAD_USER_INPUT for a kind nobody knows. */
export function recordOf(input: SystemRecordInput): VendorRef {
  const kind = recordKinds.find((known) => known === input.kind);
  if (kind === undefined)
    throw badInput(`"${input.kind}" is no kind of record; it is one of ${recordKinds.join(', ')}`);
  return { system: input.system, instance: input.instance, kind, id: input.id };
}

/** Resolvers of the two unions. */
export const writeUnions = {
  WriteOutcome: {
    __resolveType: ({ kind }: WriteEnd) => typeOfOutcome[kind],
  },
  WriteLookUp: {
    __resolveType: (found: LookedUp) => ('records' in found ? 'RecordsFound' : 'LookUpFenced') as never,
  },
};

const typeOfOutcome = {
  APPLIED: 'WriteApplied',
  NOT_APPLIED: 'WriteNotApplied',
  IN_DOUBT: 'WriteInDoubt',
} as const;

/**
 * The same caller, who is not waited for: a write that is on its way is worth knowing the end of. Its deadline is never later
 * than the ledger believes in it.
 */
function unhurried(envelope: Envelope, writeMsMax: number): Envelope {
  const deadlineAt = Math.min(envelope.deadlineAt, Date.now() + writeMsMax);
  return { ...envelope, deadlineAt, signal: new StopSource() };
}

function fenceOf({ fence }: LookUpTicket): number | null {
  const number = /^\d{1,16}$/.test(fence) ? Number(fence) : Number.NaN;
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}

const ticketWanted =
  'The ticket is malformed: its key has 8 to 63 letters, digits, "_" or "-", its fence is a whole number from 1 below 2^53, ' +
  'its input hash 1 to 128 printable characters';

function malformed(): WriteEnd {
  const failure: LedgerFailure = {
    ...{ code: 'TICKET_INVALID', message: ticketWanted, vendorCode: null },
    ...{ fields: ['ticket'], retryAfterMs: null },
  };
  return { kind: 'NOT_APPLIED', reason: 'REFUSED', failure };
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
