// What an exchange with a system API means for a step: outcomes of writes, records of look-ups, values of reads.
import { z } from 'zod';
import { Fault, faultCodes } from '../../runtime/fault.ts';
import type { FaultCode } from '../../runtime/fault.ts';
import type { ServiceSystem } from '../../runtime/service-token.ts';
import type { Exchange } from './endpoint.ts';
import { LowerFence } from '../../runtime/lower-fence.ts';
import { recordShape } from './record-shape.ts';
import type { RecordRef, SystemFailure, SystemOutcome, WriteCall } from './write-call.ts';

// A system API may be a service of the firm's own: what decides about a second call is checked, not believed.
const failure = z.object({
  code: z.string(),
  message: z.string(),
  vendorCode: z.string().nullable(),
  fields: z.array(z.string()),
  retryAfterMs: z.number().nullable(),
});
const outcome = z.discriminatedUnion('__typename', [
  z.object({ __typename: z.literal('WriteApplied'), ref: recordShape, isNew: z.boolean() }),
  z.object({
    __typename: z.literal('WriteNotApplied'),
    reason: z.enum(['REFUSED', 'AMBIGUOUS', 'OUTAGE', 'FENCED']),
    failure,
  }),
  z.object({ __typename: z.literal('WriteInDoubt'), settleMs: z.number().int().min(0), failure }),
]);
const found = z.discriminatedUnion('__typename', [
  z.object({ __typename: z.literal('RecordsFound'), records: z.array(recordShape) }),
  z.object({ __typename: z.literal('LookUpFenced'), fence: z.string() }),
]);

/** The ticket of a write. */
export function writeTicket({ key, fence, inputHash }: WriteCall): { key: string; fence: string; inputHash: string } {
  return { key, fence: String(fence), inputHash };
}

/** The ticket of a look-up. */
export function lookUpTicket({ key, fence }: WriteCall): { key: string; fence: string } {
  return { key, fence: String(fence) };
}

/** How a write ended, by what came of asking for it. */
export function outcomeOf(exchange: Exchange<{ readonly outcome: unknown }>): SystemOutcome {
  switch (exchange.kind) {
    case 'UNREAD':
      return { kind: 'NOT_APPLIED', reason: 'OUTAGE', failure: exchange.failure };
    case 'FAILED':
    case 'LOST':
      return inDoubt(exchange.failure);
    case 'ANSWERED':
      break;
  }
  const told = outcome.safeParse(exchange.data.outcome);
  if (!told.success) return inDoubt(unreadable);
  switch (told.data.__typename) {
    case 'WriteApplied':
      return { kind: 'APPLIED', ref: told.data.ref, isNew: told.data.isNew };
    case 'WriteNotApplied':
      return { kind: 'NOT_APPLIED', reason: told.data.reason, failure: told.data.failure };
    case 'WriteInDoubt':
      return { kind: 'IN_DOUBT', settleMs: told.data.settleMs, failure: told.data.failure };
  }
}

/** The records of a look-up. Raises LowerFence, and Fault when the system could not be asked. */
export function foundBy(
  system: ServiceSystem,
  call: WriteCall,
  exchange: Exchange<{ readonly found: unknown }>,
): readonly RecordRef[] {
  const told = found.safeParse(valueOf(system, exchange).found);
  if (!told.success) throw faultOf(system, unreadable);
  if (told.data.__typename === 'LookUpFenced') throw new LowerFence(call);
  return told.data.records;
}

/** What a read answered. Raises Fault when the system could not be asked. */
function valueOf<Data>(system: ServiceSystem, exchange: Exchange<Data>): Data {
  if (exchange.kind === 'ANSWERED') return exchange.data;
  throw faultOf(system, exchange.failure);
}

/** A read's answer, taken apart by `read`. Raises Fault when the system could not be asked, or left out what its schema promises. */
export function readBy<Data, Value extends object | null>(
  system: ServiceSystem,
  exchange: Exchange<Data>,
  read: (data: Data) => Value | undefined,
): Value {
  const data = valueOf(system, exchange);
  try {
    const value = read(data);
    if (value !== undefined) return value;
  } catch (error) {
    // Taking apart what is not there.
    if (!(error instanceof TypeError)) throw error;
  }
  throw faultOf(system, unreadable);
}

/** A value that a read may not leave out. Raises Fault when it did. */
export function answered<Value>(system: ServiceSystem, value: Value | null): Value {
  if (value === null) throw faultOf(system, unreadable);
  return value;
}

/** A record that a read named. Raises Fault for a kind nobody knows. */
export function recordRef(system: ServiceSystem, value: unknown): RecordRef {
  const told = recordShape.safeParse(value);
  if (told.success) return told.data;
  throw faultOf(system, unreadable);
}

const unreadable: SystemFailure = {
  code: 'SYSTEM_ANSWER_INVALID',
  message: 'A system API gave an answer that its own schema does not allow',
  vendorCode: null,
  fields: [],
  retryAfterMs: null,
};

/** The look-up itself waits for whatever is under way, so there is nothing to wait for before it. */
function inDoubt(why: SystemFailure): SystemOutcome {
  return { kind: 'IN_DOUBT', settleMs: 0, failure: why };
}

function faultOf(system: ServiceSystem, { code, message, retryAfterMs }: SystemFailure): Fault {
  const known: FaultCode = faultCodes.find((each) => each === code) ?? 'SYSTEM_UNAVAILABLE';
  // A code of this side alone is told beside it.
  const vendorCode = known === code ? null : code;
  const of = { system: systemNames[system], instance: 'system-api' } as const;
  return new Fault({ code: known, ...of, message, retryAfterMs, vendorCode });
}

const systemNames = { crm: 'CRM', psa: 'PSA', erp: 'ERP' } as const;
