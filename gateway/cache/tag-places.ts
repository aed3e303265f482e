// Where the entities of an answer are, so that the answer can be found by their tags.
import { isAbstractType } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import type { CacheRules } from './cache-rules.ts';
import { compositeName, selectedFields } from './selected-fields.ts';
import type { ReadOperation } from './selected-fields.ts';
import { fillTemplate, readTemplate } from './tags.ts';
import type { TagTemplate } from './tags.ts';

/** The entities at one place of an answer and below it. */
export interface TagPlaces {
  /** Templates by the type's name; the type of a value is `typename`, or what it says of itself. */
  readonly templates: ReadonlyMap<string, readonly TagTemplate[]>;
  readonly typename: string | null;
  /** Response keys of the fields that a template may read. */
  readonly keyOf: ReadonlyMap<string, string>;
  readonly below: ReadonlyMap<string, TagPlaces>;
}

/** Finds the places whose types have tags; null when there are none. */
export function tagPlaces(
  rules: CacheRules,
  operation: ReadOperation,
  selectionSet: SelectionSetNode,
  typename: string | null,
): TagPlaces | null {
  const { schema } = operation;
  const type = typename === null ? undefined : schema.getType(typename);
  const isAbstract = type === undefined || isAbstractType(type);
  const names = new Set(isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : []);
  if (typename !== null) names.add(typename);
  const keyOf = new Map<string, string>();
  const selections = new Map<string, { readonly type: string | null; readonly sets: SelectionSetNode[] }>();
  for (const field of selectedFields(operation, selectionSet, typename)) {
    if (field.parent !== null) names.add(field.parent);
    keyOf.set(field.node.name.value, field.key);
    if (!field.node.selectionSet) continue;
    const known = selections.get(field.key);
    if (known) known.sets.push(field.node.selectionSet);
    else selections.set(field.key, { type: compositeName(field.type), sets: [field.node.selectionSet] });
  }
  const templates = new Map<string, readonly TagTemplate[]>();
  for (const name of names) {
    const { tags } = rules.ofType(name);
    if (tags.length > 0) templates.set(name, tags.map(readTemplate));
  }
  const below = new Map<string, TagPlaces>();
  for (const [key, { type: inner, sets }] of selections) {
    const joined = { ...selectionSet, selections: sets.flatMap((set) => set.selections) };
    const places = tagPlaces(rules, operation, joined, inner);
    if (places) below.set(key, places);
  }
  if (templates.size === 0 && below.size === 0) return null;
  return { templates, typename: isAbstract ? null : typename, keyOf, below };
}

/** Adds the tags of the entities in an answer. */
export function collectTags(value: unknown, places: TagPlaces, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collectTags(item, places, into);
    return;
  }
  const holder = value as Record<string, unknown>;
  const typename = typeof holder.__typename === 'string' ? holder.__typename : places.typename;
  for (const template of (typename !== null && places.templates.get(typename)) || []) {
    const tag = fillTemplate(template, { key: keyValues(holder, places.keyOf) });
    if (tag !== null) into.add(tag);
  }
  for (const [key, below] of places.below) collectTags(holder[key], below, into);
}

/** The object by its schema's field names: a key may have been asked for under another one. */
function keyValues(holder: Readonly<Record<string, unknown>>, keyOf: TagPlaces['keyOf']): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, key] of keyOf) values[name] = holder[key];
  return values;
}
