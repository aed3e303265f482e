// Billing schedules: a header and a line per planned bill, each a record of its own under an external id made from the key. NetSuite
// makes one record per call, so a schedule may be half made. What is half made is taken back by whoever notices it (an act that is
// stopped, a look-up after a doubt), so that a schedule is either all there or not there. Lines are read by their addresses: a
// query that trails by seconds would take a whole schedule for half of one.
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { compare, type Money, sum } from '../../../schema/canon/money.ts';
import type { BillingScheduleWrite, ErpProjectWrites, ScheduleLineWrite } from '../../ports/erp-project-writes.ts';
import type { Found, WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { exactNumber } from '../../runtime/exact-json.ts';
import { Fault, isFault } from '../../runtime/fault.ts';
import type { Mapping } from './config.ts';
import type { NetSuiteContext } from './context.ts';
import { answerFault } from './failures.ts';
import { scheduleStatus } from './project-states.ts';
import { removeRecord } from './remove-record.ts';
import { chunks } from './suiteql.ts';
import { checked, id, maybe } from './wire.ts';
import {
  byKey,
  createOnce,
  currencyId,
  type Fields,
  Objection,
  ownId,
  recordPath,
  send,
  settled,
} from './write-record.ts';

type Schedule = NonNullable<Mapping['billingSchedule']>;

/** Ten years of months; a contract line with more bills is several. */
export const scheduleLinesMax = 120;
/** Lines made or read at once; the account's own concurrency holds fewer back. */
const linesAtOnce = 10;

/** The writes of schedules. */
export function scheduleWrites(
  context: NetSuiteContext,
): Pick<ErpProjectWrites, 'createBillingSchedule' | 'billingSchedulesByKey' | 'removeBillingSchedule'> {
  return {
    createBillingSchedule: (envelope, write) => settled(context, () => createSchedule(context, envelope, write)),
    billingSchedulesByKey: (envelope, write) => schedulesByKey(context, envelope, write),
    removeBillingSchedule: (envelope, schedule) => settled(context, () => removeSchedule(context, envelope, schedule)),
  };
}

/** What is made, with the ids it names. */
interface Plan {
  readonly envelope: Envelope;
  readonly mapped: Schedule;
  readonly key: string;
  readonly job: string;
  readonly currency: string;
  readonly lines: readonly ScheduleLineWrite[];
}

async function createSchedule(
  context: NetSuiteContext,
  envelope: Envelope,
  write: BillingScheduleWrite,
): Promise<WriteOutcome> {
  const mapped = mappingOf(context);
  refuseWrongTotal(context, write);
  const job = ownId(context, 'PROJECT', write.project);
  const currency = await currencyId(context, envelope, write.total.currency);
  const isByMilestone = write.lines.some((line) => line.dueOn === null || line.milestone !== null);
  const body = { name: write.name, scheduleType: { id: isByMilestone ? 'FBM' : 'STD' }, project: { id: job } };
  // Half of one may be there: then its lines are what is missing, and one call less can be lost.
  const [known] = await byKey(context, envelope, 'billingSchedule', write.key);
  const header: WriteOutcome =
    known === undefined
      ? await createOnce(context, envelope, { type: 'billingSchedule', key: write.key, body })
      : { kind: 'APPLIED', ref: known, isNew: false };
  if (header.kind !== 'APPLIED') return header;
  const plan = { envelope, mapped, key: write.key, job, currency, lines: write.lines };
  try {
    await createLines(context, plan, header);
    return header;
  } catch (error) {
    if (!isFault(error) || error.mayHaveActed) throw error;
    // Nothing more will come of this act: what it made is taken back, or its end is a doubt.
    if (!header.isNew) throw inDoubt(error);
    await removeAll(context, envelope, { key: write.key, header: header.ref }).catch((failure: unknown) => {
      throw isFault(failure) ? inDoubt(failure) : failure;
    });
    throw error;
  }
}

/** The same failure of a write of which parts were made. */
function inDoubt(fault: Fault): Fault {
  const { system, instance, vendorCode, retryAfterMs } = fault;
  const message = `ERP (${instance}) was stopped amid a billing schedule; look it up`;
  return new Fault({
    ...{ code: 'SYSTEM_UNAVAILABLE', system, instance, vendorCode, retryAfterMs, message },
    mayHaveActed: true,
  });
}

function mappingOf({ config }: NetSuiteContext): Schedule {
  const { billingSchedule } = config.mapping;
  if (billingSchedule !== null) return billingSchedule;
  throw new Objection(config.instance, 'schedule', {
    says: 'keeps no billing schedules; name its record in the mapping',
  });
}

/** Money that was agreed and is not planned would never be billed, so nothing is sent that does not add up. */
function refuseWrongTotal({ config }: NetSuiteContext, { lines, total }: BillingScheduleWrite): void {
  const objection = (says: string): Objection => new Objection(config.instance, 'amount', { says });
  if (lines.length === 0 || lines.length > scheduleLinesMax)
    throw objection(`takes 1 to ${scheduleLinesMax} planned bills, not ${lines.length}`);
  if (lines.some(({ amount }) => amount.currency !== total.currency))
    throw objection(`was given bills in another currency than ${total.currency}`);
  const planned: Money = sum(
    total.currency,
    lines.map(({ amount }) => amount),
  );
  if (compare(planned, total) !== 0) throw objection('was given bills that do not add up to the contract line');
}

function lineKey(key: string, index: number): string {
  return `${key}-L${String(index + 1).padStart(3, '0')}`;
}

/** Of a header that was there already only what is missing: sent whole each time, many lines are never through a line that loses some. */
async function createLines(
  context: NetSuiteContext,
  plan: Plan,
  { ref: header, isNew }: { readonly ref: VendorRef; readonly isNew: boolean },
): Promise<void> {
  const { envelope, mapped } = plan;
  const numbered = plan.lines.map((line, index) => ({ line, externalId: lineKey(plan.key, index) }));
  for (const part of chunks(numbered, linesAtOnce)) {
    const isThere = await Promise.all(
      part.map(async ({ externalId }) => !isNew && (await lineAt(context, envelope, mapped, externalId)) !== null),
    );
    const ends = await Promise.allSettled(
      part
        .filter((_, index) => isThere[index] !== true)
        .map(({ line, externalId }) => createLine(context, plan, { line, externalId, header })),
    );
    const failures = ends.flatMap((end) => (end.status === 'rejected' ? [asError(end.reason)] : []));
    // Of several failures the one that may have acted decides.
    const worst = failures.find((failure) => isFault(failure) && failure.mayHaveActed) ?? failures[0];
    if (worst !== undefined) throw worst;
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

interface LineOf {
  readonly line: ScheduleLineWrite;
  readonly externalId: string;
  readonly header: VendorRef;
}

async function createLine(context: NetSuiteContext, plan: Plan, { line, externalId, header }: LineOf): Promise<void> {
  const { mapped, envelope } = plan;
  const path = `${recordPath}/${mapped.record}`;
  const body: Fields = { ...lineBody(plan, line), [mapped.schedule]: { id: header.id }, externalId };
  try {
    const reply = await send(context, envelope, { name: 'write:schedule-line:create', method: 'POST', path, body });
    if (reply.status === 404) throw answerFault(context.config.instance, 'write:schedule-line:create', 'status 404');
  } catch (error) {
    if (!(error instanceof Objection)) throw error;
    if ((await lineAt(context, plan.envelope, mapped, externalId)) === null) throw error;
  }
}

function lineBody({ mapped, job, currency }: Plan, line: ScheduleLineWrite): Fields {
  const planned = Object.entries(mapped.statuses).find(([, meaning]) => meaning === 'PLANNED')?.[0];
  return {
    name: line.description,
    [mapped.job]: { id: job },
    [mapped.amount]: exactNumber(line.amount.amount),
    [mapped.currency]: { id: currency },
    ...(line.dueOn === null ? {} : { [mapped.dueDate]: line.dueOn }),
    ...(planned === undefined ? {} : { [mapped.status]: { id: planned } }),
    ...(line.milestone === null ? {} : { [mapped.milestone]: line.milestone.id }),
  };
}

/** A line at its address. */
interface LineAt {
  readonly id: string;
  readonly isBilled: boolean;
}

const named = z.object({ id: z.string() });
const lineRecord = z.looseObject({ id });

async function lineAt(
  context: NetSuiteContext,
  envelope: Envelope,
  mapped: Schedule,
  externalId: string,
): Promise<LineAt | null> {
  const fields = ['id', mapped.status, mapped.invoice].join(',');
  const lookup = { name: 'schedule-line', path: `${recordPath}/${mapped.record}/eid:${externalId}?fields=${fields}` };
  const body = await context.client.get(envelope, lookup);
  if (body === null) return null;
  return context.understood(lookup.name, () => {
    const record = checked(lineRecord, body, 'the line');
    const status = checked(maybe(named), record[mapped.status], 'the status of the line')?.id ?? null;
    const invoice = checked(maybe(named), record[mapped.invoice], 'the invoice of the line');
    const isBilled = invoice !== null || scheduleStatus(context, status) === 'BILLED';
    return Promise.resolve({ id: record.id, isBilled });
  });
}

async function schedulesByKey(
  context: NetSuiteContext,
  envelope: Envelope,
  { key, lines }: BillingScheduleWrite,
): Promise<Found> {
  const mapped = context.config.mapping.billingSchedule;
  const [header] = mapped === null ? [] : await byKey(context, envelope, 'billingSchedule', key);
  if (mapped === null || header === undefined) return [];
  const found = await Promise.all(lines.map((_, index) => lineAt(context, envelope, mapped, lineKey(key, index))));
  if (found.every((line) => line !== null)) return [header];
  await removeAll(context, envelope, { key, header });
  return [];
}

/** A schedule by its key and its header. */
interface Made {
  readonly key: string;
  readonly header: VendorRef;
}

const headerRecord = z.object({ externalId: maybe(z.string()) });

async function removeSchedule(
  context: NetSuiteContext,
  envelope: Envelope,
  schedule: VendorRef,
): Promise<WriteOutcome> {
  const applied: WriteOutcome = { kind: 'APPLIED', ref: schedule, isNew: false };
  const path = `${recordPath}/billingSchedule/${ownId(context, 'BILLING_SCHEDULE', schedule)}?fields=externalId`;
  const body = await context.client.get(envelope, { name: 'schedule-by-id', path });
  if (body === null) return applied;
  const { externalId: key } = await context.understood('schedule-by-id', () =>
    Promise.resolve(checked(headerRecord, body, 'the schedule')),
  );
  if (key === null) {
    throw new Objection(context.config.instance, 'externalId', {
      says: 'has this billing schedule from somebody else; take it back there',
    });
  }
  await removeAll(context, envelope, { key, header: schedule });
  return applied;
}

/**
 * Takes lines and header back, the header last and the lines from the end: who is stopped amid that leaves the first ones, by which the
 * next try knows that there are some. Raises Objection once a line is billed, before anything is taken away.
 */
async function removeAll(context: NetSuiteContext, envelope: Envelope, { key, header }: Made): Promise<void> {
  const mapped = mappingOf(context);
  const lines = await linesOf(context, envelope, mapped, key);
  if (lines.some(({ isBilled }) => isBilled)) {
    throw new Objection(context.config.instance, mapped.invoice, {
      says: 'has billed a line of this schedule; credit the invoice first',
    });
  }
  const remove = (path: string): Promise<void> => removeRecord(context, envelope, path);
  for (const part of chunks(lines, linesAtOnce).toReversed()) {
    await Promise.all(part.map((line) => remove(`${mapped.record}/${line.id}`)));
  }
  await remove(`billingSchedule/${ownId(context, 'BILLING_SCHEDULE', header)}`);
}

/** The lines there are, by their addresses. They are made in order and taken back from the end, some at once: where so many are missing, none follows. */
async function linesOf(
  context: NetSuiteContext,
  envelope: Envelope,
  mapped: Schedule,
  key: string,
): Promise<readonly LineAt[]> {
  const lines: LineAt[] = [];
  for (let from = 0; from < scheduleLinesMax; from += linesAtOnce) {
    const part = Array.from({ length: linesAtOnce }, (_, offset) => lineKey(key, from + offset));
    const found = (await Promise.all(part.map((each) => lineAt(context, envelope, mapped, each)))).filter(
      (line) => line !== null,
    );
    if (found.length === 0) break;
    lines.push(...found);
  }
  return lines;
}
