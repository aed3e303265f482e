// A change of one record's fields by its id, as the outcome a process can act on. Sent twice it leaves what once leaves.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { failureOf, outcomeOfFault, type WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { Fault } from '../../runtime/fault.ts';
import type { Client } from './client.ts';
import type { SalesforceConfig } from './config.ts';
import { writeAnswer } from './write-answer.ts';

/** What changes where. `noun` is what people call such a record. */
export interface RecordPatch {
  readonly object: 'Account' | 'Opportunity';
  readonly noun: string;
  readonly id: string;
  readonly ref: VendorRef;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Changes the fields. Raises the fault of a session or an org that could not be asked. */
export async function patchRecord(
  { config, client }: { readonly config: SalesforceConfig; readonly client: Client },
  envelope: Envelope,
  { object, noun, id, ref, body }: RecordPatch,
): Promise<WriteOutcome> {
  const name = `write:${noun}:update`;
  const reply = await client.write(envelope, { name, method: 'PATCH', path: `/sobjects/${object}/${id}`, body });
  const answer = writeAnswer(config.instance, 'UPDATE', reply);
  switch (answer.kind) {
    case 'UPDATED':
      return { kind: 'APPLIED', ref, isNew: false };
    case 'REFUSED':
      return refusedWrite(config, answer.fields, `refused the change of the ${noun} (${answer.code})`);
    case 'GONE':
      return refusedWrite(
        config,
        ['Id'],
        `has this ${noun} in the recycle bin; restore it or choose the one it was merged into`,
      );
    case 'FAILED':
      return outcomeOfFault(answer.fault, config.settleMs);
    case 'AMBIGUOUS':
    case 'CREATED':
    case 'DELETED':
      throw new Error(`A PATCH by id was answered as ${answer.kind}`);
  }
}

/** A no for good, with the org's names of the fields it is about. */
export function refusedWrite({ instance }: SalesforceConfig, fields: readonly string[], says: string): WriteOutcome {
  const fault = new Fault({ code: 'SYSTEM_REFUSED', system: 'CRM', instance, message: `CRM (${instance}) ${says}` });
  return { kind: 'NOT_APPLIED', reason: 'REFUSED', failure: failureOf(fault, fields) };
}
