// One record taken away by its address.
import type { Envelope } from '../../runtime/envelope.ts';
import { isFault } from '../../runtime/fault.ts';
import type { NetSuiteContext } from './context.ts';
import { recordPath, send } from './write-record.ts';

/**
 * Takes away the record at `path`, below the record service. When the answer is lost its address is asked at once: what is not there any
 * more is gone, and nobody has to begin anew because of it. Raises Objection for a refusal, and Fault when nobody knows.
 */
export async function removeRecord(context: NetSuiteContext, envelope: Envelope, path: string): Promise<void> {
  const of = `${recordPath}/${path}`;
  try {
    await send(context, envelope, { name: 'write:schedule:delete', method: 'DELETE', path: of });
  } catch (error) {
    if (!isFault(error) || !error.mayHaveActed) throw error;
    const left = await context.client.get(envelope, { name: 'record-left', path: `${of}?fields=id` });
    if (left !== null) throw error;
  }
}
