// Time as it costs something. Kantata keeps what an hour costs on the entry itself, in the project's currency, as the person's rate of
// that day made it; whoever's token may not see costs gets none, which is a hold and never 0.
// Source: Kantata OX API, "Time Entries" (cost_rate_in_cents).
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { CostQuestion, CostTime, PsaCostReads } from '../../ports/work-cost.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { byDay, keyOf, timeRequest, workTime } from './billing-work.ts';
import type { KantataContext } from './context.ts';
import type { Listing } from './listing.ts';
import { present } from './map-project.ts';
import { toTimeEntries } from './map-work.ts';
import { chunks, type ListRequest } from './request.ts';
import { checked } from './wire.ts';

const ofPerson = z.object({ user_id: z.string().regex(/^\d+$/) });
const person = z.object({ email_address: z.string().nullish() });

/** The reads of one account. */
export function costReads(context: KantataContext): PsaCostReads {
  return {
    work: (envelope, question) => costWork(context, envelope, question),
    workNow: (envelope, items) => costWorkNow(context, envelope, items),
  };
}

async function costWork(
  context: KantataContext,
  envelope: Envelope,
  { projects, from, through }: CostQuestion,
): Promise<readonly CostTime[]> {
  const ids = context.refs.idsOf('PROJECT', projects);
  const days = { date_performed_between: `${from}:${through}` };
  const time = await read(context, envelope, {
    name: 'costTime',
    requests: chunks(ids).map((part) => ({ workspace_ids: part.join(','), ...days })),
  });
  return time.filter(({ approval }) => approval === 'APPROVED').sort(byDay);
}

async function costWorkNow(
  context: KantataContext,
  envelope: Envelope,
  items: readonly VendorRef[],
): Promise<readonly (CostTime | null)[]> {
  const { refs } = context;
  const time = await read(context, envelope, {
    name: 'costTimeNow',
    requests: chunks(refs.idsOf('TIME_ENTRY', items)).map((part) => ({ only: part.join(',') })),
  });
  const found = new Map(time.map((item) => [keyOf(item.ref), item]));
  return items.map((ref) => (refs.isOurs('TIME_ENTRY', ref) ? (found.get(keyOf(ref)) ?? null) : null));
}

interface Reading {
  readonly name: string;
  readonly requests: readonly ListRequest['filters'][];
}

async function read(
  context: KantataContext,
  envelope: Envelope,
  { name, requests }: Reading,
): Promise<readonly (CostTime & { readonly kind: 'TIME' })[]> {
  const lists = await Promise.all(
    requests.map((filters) => {
      const request = timeRequest(name, filters);
      return context.client.all(envelope, { ...request, include: [...(request.include ?? []), 'user'] });
    }),
  );
  return context.understood(name, () => Promise.resolve(lists.flatMap((list) => costTime(context, list))));
}

function costTime(context: KantataContext, listing: Listing): readonly (CostTime & { readonly kind: 'TIME' })[] {
  const entries = toTimeEntries(listing, context);
  return workTime(context, listing).map((item, index) => {
    const { kind, ref, version, project, resource, on, billable, approval, approver, approvedAt } = item;
    const { minutes, task, role, currency } = item;
    const { user_id: user } = checked(ofPerson, listing.rows[index], 'a time entry');
    const { email_address: email } = checked(person, present(listing, 'users', user), 'a person');
    return {
      ...{ kind, ref, version, project, resource, on, billable, approval, approver, approvedAt },
      ...{ minutes, task, role, currency, email: email?.trim() || null },
      hourlyCostRate: entries[index]?.hourlyCostRate ?? null,
    };
  });
}
