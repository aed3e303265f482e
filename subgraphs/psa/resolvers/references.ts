// From a reference some record names to the entity it means; a bare id is answered without asking the PSA.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { PsaContext } from '../context.ts';
import type { ProjectSource, ResourceSource } from '../sources.ts';

/** The project a record names. */
export async function projectOf(ref: VendorRef, context: PsaContext, onlyId: boolean): Promise<ProjectSource> {
  const id = await context.translator.idOf(ref);
  return { id, known: onlyId ? null : await context.projects.load(id) };
}

/** The person a record names. */
export async function resourceOf(
  ref: VendorRef | null,
  context: PsaContext,
  onlyId: boolean,
): Promise<ResourceSource | null> {
  if (ref === null) return null;
  const id = await context.translator.idOf(ref);
  return { id, known: onlyId ? null : await context.resources.load(id) };
}

/** Canonical id of an entity another subgraph owns. */
export async function foreignId(ref: VendorRef | null, { translator }: PsaContext): Promise<{ id: string } | null> {
  return ref === null ? null : { id: await translator.idOf(ref) };
}
