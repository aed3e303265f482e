// What a process wrote is found under the customer's own id at once. The directories of identities would find the new records by their
// reference fields themselves, but not before they are read again (rule 64).
import { z } from 'zod';
import { recordKinds } from '../schema/canon/identity.ts';
import type { Crossref, Sighting } from './crossref/crossref.ts';
import type { EventReader, ToldEvent } from './journal/outbox.ts';

const record = z.object({
  system: z.enum(['CRM', 'PSA', 'ERP']),
  instance: z.string(),
  kind: z.enum(recordKinds),
  id: z.string(),
});
/** The records that an event of onboarding names. */
const written = z.object({ erp: record, psa: record });
const type = 'customer.activated';

/** A reader that links what was written; told twice it links once. */
export function identityReader(crossref: Crossref): EventReader {
  return { name: 'identities', wants: (event) => event.type === type, tell: (event) => link(crossref, event) };
}

/** The same reader, which is told only once identities are linked: who then asks anew must find what was written. */
export function onceLinked(crossref: Crossref, reader: EventReader): EventReader {
  return {
    ...reader,
    tell: async (event) => {
      if (event.type === type) await link(crossref, event);
      await reader.tell(event);
    },
  };
}

async function link(crossref: Crossref, { subject, data }: ToldEvent): Promise<void> {
  const { erp, psa } = written.parse(data);
  const [refs = []] = await crossref.allRefsOf([subject]);
  const links = refs.filter(({ system, kind }) => system === 'CRM' && kind === 'CUSTOMER');
  // Without the CRM's record there is nothing to link them by; the directories tell.
  if (links.length === 0) return;
  const sightings: readonly Sighting[] = [erp, psa].map((ref) => ({ ref, links }));
  await crossref.identify(sightings);
}
