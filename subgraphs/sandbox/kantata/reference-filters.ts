// The filters by external reference. They describe one reference together: name, model and id must be those of the same one.
import type { Row } from './database.ts';
import { textIn } from './database.ts';
import { badRequest } from './failure.ts';
import { isTrue, partsOf } from './filters.ts';
import { subjectsOf } from './fields.ts';
import type { Prepared, Resource, Scope } from './resource.ts';

/** The vendor takes at most so many external ids at once. */
const REFS_MAX = 200;

/** Filter name after `external_reference_`, and the reference's column. */
const COLUMNS: Readonly<Record<string, string>> = {
  service_name: 'service_name',
  service_model: 'service_model',
  service_model_ref: 'service_model_ref',
  status: 'status',
  external_status: 'external_status',
  external_message: 'external_message',
};

/** What the request's arguments about external references ask for; nothing when there are none. */
export function referenceFilters(resource: Resource, scope: Scope): readonly Prepared[] {
  if (resource.associations.external_references === undefined) return [];
  const prepared: Prepared[] = [];
  const described = describedReference(resource, scope);
  if (described !== null) prepared.push(described);
  const has = scope.arguments.get('has_external_references');
  if (has !== null && has !== '') {
    prepared.push({ keep: (row) => referencesOf(resource, scope, row).length > 0 === isTrue(has) });
  }
  const without = scope.arguments.get('without_external_reference_service_name');
  if (without !== null && without !== '') {
    prepared.push({
      keep: (row) => referencesOf(resource, scope, row).every((reference) => reference.service_name !== without),
    });
  }
  return prepared;
}

function describedReference(resource: Resource, scope: Scope): Prepared | null {
  const equal = Object.entries(COLUMNS).flatMap(([name, column]) => {
    const wanted = scope.arguments.get(`external_reference_${name}`);
    return wanted === null || wanted === '' ? [] : [{ column, wanted }];
  });
  const refs = partsOf(scope.arguments.get('external_reference_service_model_refs') ?? '');
  if (refs.length > REFS_MAX)
    throw badRequest(`You may specify at most ${REFS_MAX} external_reference_service_model_refs`);
  if (equal.length === 0 && refs.length === 0) return null;
  const listed = new Set(refs);
  const fits = (reference: Row): boolean =>
    equal.every(({ column, wanted }) => textIn(reference, column) === wanted) &&
    (listed.size === 0 || listed.has(textIn(reference, 'service_model_ref') ?? ''));
  const references = scope.database.table('external_references');
  const named = equal.find(({ column }) => column === 'service_model_ref')?.wanted;
  const found = named !== undefined ? references.by('service_model_ref', named) : [...references.all()];
  const subjects = new Set(
    found
      .filter((reference) => reference.subject_type === resource.model && fits(reference))
      .map((row) => textIn(row, 'subject_id') ?? ''),
  );
  const table = scope.database.table(resource.collection);
  return {
    candidates: () => [...subjects].flatMap((id) => table.find(id) ?? []),
    keep: (row) => subjects.has(row.id),
  };
}

function referencesOf(resource: Resource, scope: Scope, row: Row): readonly Row[] {
  return subjectsOf(scope, 'external_references', resource.model, row.id);
}
