// metadata-catalog: which record types there are and what fields they have, custom ones marked.
import type { RecordEnvironment } from './environment.ts';
import type { VendorResponse } from '../../stand-in.ts';
import { RECORDS } from './registry.ts';
import type { FieldSpec, RecordSpec } from './spec.ts';

const SCHEMA_MEDIA_TYPE = 'application/schema+json';
const CATALOG_PATH = '/services/rest/record/v1/metadata-catalog';

/** Answers the catalogue, or one record type's entry or JSON schema. */
export function answerMetadata(
  spec: RecordSpec | null,
  accept: string,
  environment: RecordEnvironment,
): VendorResponse {
  if (spec !== null && accept.toLowerCase().includes(SCHEMA_MEDIA_TYPE))
    return { status: 200, headers: { 'content-type': SCHEMA_MEDIA_TYPE }, body: schemaOf(spec, environment) };
  const entries = RECORDS.map(({ type }) => entryOf(type, environment.origin));
  if (spec !== null) return { status: 200, body: entryOf(spec.type, environment.origin) };
  return {
    status: 200,
    body: { items: entries, links: [{ rel: 'self', href: environment.origin + CATALOG_PATH }] },
    rows: entries.length,
  };
}

function entryOf(type: string, origin: string): Readonly<Record<string, unknown>> {
  const href = `${origin}${CATALOG_PATH}/${type}`;
  return {
    name: type,
    links: [
      { rel: 'canonical', href, mediaType: 'application/json' },
      { rel: 'alternate', href, mediaType: 'application/swagger+json' },
      { rel: 'alternate', href, mediaType: SCHEMA_MEDIA_TYPE },
    ],
  };
}

function schemaOf(spec: RecordSpec, { drift }: RecordEnvironment): Readonly<Record<string, unknown>> {
  const properties: Record<string, unknown> = {
    id: { title: 'Internal ID', type: 'string', nullable: false },
    ...propertiesOf(spec.fields, spec.type, drift),
  };
  for (const { name, title, fields } of spec.sublists) {
    const items = { type: 'object', properties: propertiesOf(fields, name, drift) };
    properties[name] = {
      title,
      type: 'object',
      properties: { items: { type: 'array', items }, totalResults: { type: 'integer', format: 'int64' } },
    };
  }
  return {
    type: 'object',
    properties,
    'x-ns-filterable': spec.fields.filter(({ source }) => source.kind === 'column').map(({ name }) => name),
    $schema: 'http://json-schema.org/draft-06/hyper-schema#',
  };
}

function propertiesOf(
  fields: readonly FieldSpec[],
  owner: string,
  drift: RecordEnvironment['drift'],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const name = drift.shown(owner, field.name);
      if (name === null) return [];
      const isCustom = field.custom || field.name.startsWith('custcol_');
      const custom = isCustom ? { 'x-ns-custom-field': true } : {};
      const locked = field.readOnly ? { readOnly: true } : {};
      return [[name, { title: field.title, ...typeOf(field), nullable: true, ...locked, ...custom }] as const];
    }),
  );
}

function typeOf(field: FieldSpec): Readonly<Record<string, unknown>> {
  switch (field.type) {
    case 'string':
      return { type: 'string' };
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
      return { type: 'integer', format: 'int64' };
    case 'number':
      return { type: 'number', format: 'double' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'dateTime':
      return { type: 'string', format: 'date-time' };
    case 'subrecord':
      return { type: 'object', properties: {} };
    case 'choice':
      return {
        type: 'object',
        properties: {
          id: { title: 'Internal identifier', type: 'string' },
          refName: { title: 'Reference Name', type: 'string' },
        },
      };
    case 'reference':
      return {
        type: 'object',
        properties: {
          id: { title: 'Internal identifier', type: 'string' },
          refName: { title: 'Reference Name', type: 'string' },
          externalId: { title: 'External identifier', type: 'string' },
          links: { title: 'Links', type: 'array', readOnly: true },
        },
      };
  }
}
