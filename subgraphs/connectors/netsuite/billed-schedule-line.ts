// Tells a planned bill which invoice billed it, or that none did after all: status and invoice of the firm's own schedule record.
import type { ScheduleLineBilled } from '../../ports/erp-project-writes.ts';
import type { WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { type Fields, missing, Objection, ownId, recordPath, send } from './write-record.ts';

/** The same twice is the same record: it may be sent again. */
export async function billScheduleLine(
  context: NetSuiteContext,
  envelope: Envelope,
  { project, line, invoice }: ScheduleLineBilled,
): Promise<WriteOutcome> {
  const mapped = context.config.mapping.billingSchedule;
  const { instance } = context.config;
  if (mapped === null)
    throw new Objection(instance, 'schedule', { says: 'keeps no billing schedules; name its record in the mapping' });
  if (!/^\d+$/.test(line)) throw new Objection(instance, 'line', { says: 'has no such planned bill' });
  ownId(context, 'PROJECT', project);
  const meaning = invoice === null ? 'READY' : 'BILLED';
  const status = Object.entries(mapped.statuses).find(([, means]) => means === meaning)?.[0];
  const body: Fields = {
    [mapped.invoice]: invoice === null ? null : { id: ownId(context, 'INVOICE', invoice) },
    ...(status === undefined ? {} : { [mapped.status]: { id: status } }),
  };
  const path = `${recordPath}/${mapped.record}/${line}`;
  const reply = await send(context, envelope, { name: 'write:schedule-line:billed', method: 'PATCH', path, body });
  if (reply.status === 404) throw missing(context, 'planned bill');
  return { kind: 'APPLIED', ref: project, isNew: false };
}
