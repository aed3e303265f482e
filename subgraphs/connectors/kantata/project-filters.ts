// Filters by project where Kantata documents one project only. Asked with several, such a filter may take the list or may
// quietly read its first number: work would be missing from a sum and nobody would see it. So it has to prove itself.
import { z } from 'zod';
import { isFault } from '../../runtime/fault.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { Client } from './client.ts';
import { joinListings, type Listing, noListing } from './listing.ts';
import { chunks, type ListRequest, perPageMax } from './request.ts';
import { checked } from './wire.ts';

/** No record has this id. Put first, it makes a filter that reads the first number only answer nothing at all. */
const nobody = '0';

/** Lists of several projects over a filter that documents one. */
export interface ProjectFilters {
  /** All rows of these projects; the request must not filter by project itself. */
  all(envelope: Envelope, request: ListRequest, projects: readonly string[]): Promise<Listing>;
  /** The value of the filter that means all these projects; null when it takes only one and there are several. */
  valueFor(envelope: Envelope, request: ListRequest, projects: readonly string[]): Promise<string | null>;
}

const anyRow = z.object({ workspace_id: z.string() });

/** Remembers for the life of the process what each collection's filter proved to understand. */
export function createProjectFilters(client: Client): ProjectFilters {
  const takesLists = new Map<string, boolean>();

  /** One row of the collection tells a project that has one; whether it is found behind `nobody` is the proof. */
  async function prove(envelope: Envelope, request: ListRequest): Promise<boolean> {
    const one = { offset: 0, limit: 1 };
    const sample = await client.part(envelope, request, one);
    const [row] = sample.rows;
    // Nothing at all in the account: any answer is right, and the question stays open.
    if (row === undefined) return true;
    const { workspace_id: project } = sampled(row);
    const value = `${nobody},${project}`;
    const found = await refusedAsNone(client.part(envelope, withProjects(request, value), one));
    takesLists.set(request.collection, found !== null && found.rows.length > 0);
    return found !== null && found.rows.length > 0;
  }

  const takesSeveral = async (envelope: Envelope, request: ListRequest): Promise<boolean> =>
    takesLists.get(request.collection) ?? prove(envelope, request);

  return {
    valueFor: async (envelope, request, projects) => {
      const [only] = projects;
      if (only !== undefined && projects.length === 1) return only;
      return (await takesSeveral(envelope, request)) ? listOf(projects) : null;
    },
    all: async (envelope, request, projects) => {
      const asLists = projects.length > 1 && (await takesSeveral(envelope, request));
      const values = asLists ? chunks(projects, perPageMax - 1).map(listOf) : projects;
      const lists = values.map((value) => client.all(envelope, withProjects(request, value)));
      return joinListings(noListing, await Promise.all(lists));
    },
  };
}

function listOf(projects: readonly string[]): string {
  return [nobody, ...projects].join(',');
}

function withProjects(request: ListRequest, value: string): ListRequest {
  return { ...request, filters: { ...request.filters, workspace_id: value } };
}

function sampled(row: unknown): { readonly workspace_id: string } {
  return checked(anyRow, row, 'a record');
}

/** A vendor that refuses a list of ids understands one at a time, too. */
async function refusedAsNone(asked: Promise<Listing>): Promise<Listing | null> {
  try {
    return await asked;
  } catch (error) {
    if (isFault(error) && error.code === 'SYSTEM_REFUSED') return null;
    throw error;
  }
}
