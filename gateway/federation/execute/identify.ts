// Which objects of an answer are the same entity. Most have been met before, so they are told apart by their key values
// alone, without making a representation of each.
import type { GraphQLSchema } from 'graphql';
import { isOfType } from '../operation.ts';
import type { EntityBatch, Required } from '../steps.ts';
import { Failure } from './failure.ts';
import { readValue } from './represent.ts';
import { typenameOf } from './tree.ts';
import type { Tree } from './tree.ts';

/** Entities of one type, by what is required of them. */
export interface Kin<T> {
  readonly fields: readonly RequiredField[];
  readonly byIdentity: Map<unknown, T>;
}

/** One field of a representation, whatever type conditions it stood under. */
interface RequiredField {
  readonly key: string;
  readonly selections: readonly Required[] | null;
}

/** Per batch and type; forgotten with the plan. */
const requiredFields = new WeakMap<EntityBatch, Map<string | null, readonly RequiredField[]>>();

/** Sorts the entities of one batch. */
export class Entities<T> {
  readonly #schema: GraphQLSchema;
  readonly #batch: EntityBatch;
  readonly #kin = new Map<string | null, Kin<T>>();

  constructor(schema: GraphQLSchema, batch: EntityBatch) {
    this.#schema = schema;
    this.#batch = batch;
  }

  /** Those that may be the same as this one. */
  kinOf(entity: Tree): Kin<T> {
    const typename = typenameOf(entity);
    let kin = this.#kin.get(typename);
    if (!kin) this.#kin.set(typename, (kin = { fields: this.#fieldsOn(typename), byIdentity: new Map() }));
    return kin;
  }

  /** Equal among kin exactly when the required values are. */
  identityOf({ fields }: Kin<T>, entity: Tree): unknown {
    const [only] = fields;
    if (only && fields.length === 1) return this.#alone(only, entity[only.key]);
    let identity = '';
    for (const { key, selections } of fields) identity += this.#inList(selections, entity[key]);
    return identity;
  }

  /** Nearly always an id: no new text is made. Texts that look like JSON are quoted, so that they are not taken for it. */
  #alone({ selections }: RequiredField, value: unknown): unknown {
    if (typeof value === 'string') return /^[{["]/.test(value) ? JSON.stringify(value) : value;
    if (value instanceof Failure) return null;
    return typeof value === 'object' ? JSON.stringify(readValue(this.#schema, selections, value)) : value;
  }

  /** Texts say their length first, so that no two lists of values read alike. */
  #inList(selections: readonly Required[] | null, value: unknown): string {
    if (typeof value === 'string') return `"${value.length}:${value}`;
    if (typeof value === 'number') return `#${value}`;
    if (value === undefined || value === null || value instanceof Failure) return '-';
    const text = JSON.stringify(readValue(this.#schema, selections, value));
    return `{${text.length}:${text}`;
  }

  #fieldsOn(typename: string | null): readonly RequiredField[] {
    let known = requiredFields.get(this.#batch);
    if (!known) requiredFields.set(this.#batch, (known = new Map<string | null, readonly RequiredField[]>()));
    let fields = known.get(typename);
    if (!fields) known.set(typename, (fields = fieldsOn(this.#schema, this.#batch.requires, typename)));
    return fields;
  }
}

function fieldsOn(schema: GraphQLSchema, requires: readonly Required[], typename: string | null): RequiredField[] {
  return requires.flatMap((required) => {
    // The type's name tells kin apart already.
    if (required.kind === 'field') return required.key === '__typename' ? [] : [required];
    const applies = typename === null || isOfType(schema, typename, required.name);
    return applies ? fieldsOn(schema, required.selections, typename) : [];
  });
}
