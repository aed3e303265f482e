// Which objects of an answer are the same entity. Most have been met before, so they are told apart by their key values
// alone, without making a representation of each.
import type { GraphQLSchema } from 'graphql';
import { isOfType } from '../operation.ts';
import type { EntityBatch, Required } from '../steps.ts';
import { Failure } from './failure.ts';
import { readValue } from './represent.ts';
import { typenameOf } from './tree.ts';
import type { Tree } from './tree.ts';

/** One field of a representation, whatever type conditions it stood under. */
interface RequiredField {
  readonly key: string;
  readonly selections: readonly Required[] | null;
}

/** What tells entities of one type apart. */
interface Marks {
  readonly fields: readonly RequiredField[];
  /** Keys by which they are told apart, and the type's name. */
  readonly keys: ReadonlySet<string>;
}

/** Per batch and type; forgotten with the plan. */
const marksOf = new WeakMap<EntityBatch, Map<string | null, Marks>>();

/** Values of one required field, each leading to those of the next one; those of the last lead to what is remembered. */
type Branch = Map<unknown, unknown>;

/** Entities of one type. */
interface Kin extends Marks {
  readonly root: Branch;
}

/** Remembers something about each entity of one batch. No text is made to find it: most of the time goes into looking. */
export class Entities<T> {
  readonly #schema: GraphQLSchema;
  readonly #batch: EntityBatch;
  /** Nearly all entities of a batch are of one type: the last one is at hand, others are looked up. */
  #last: { readonly typename: string | null; readonly kin: Kin } | null = null;
  #kin: Map<string | null, Kin> | null = null;

  constructor(schema: GraphQLSchema, batch: EntityBatch) {
    this.#schema = schema;
    this.#batch = batch;
  }

  /** What is remembered of the same entity: one of the same type with the same required values. */
  get(entity: Tree): T | undefined {
    const { fields, root } = this.#kinOf(entity);
    let branch: unknown = root;
    for (const { key, selections } of fields) {
      branch = (branch as Branch).get(this.#identity(selections, entity[key]));
      if (branch === undefined) return undefined;
    }
    return fields.length === 0 ? (root.get(nothing) as T | undefined) : (branch as T);
  }

  set(entity: Tree, remembered: T): void {
    const { fields, root } = this.#kinOf(entity);
    let branch = root;
    const path = fields.map(({ key, selections }) => this.#identity(selections, entity[key]));
    const last = path.pop() ?? nothing;
    for (const identity of path) {
      const next = (branch.get(identity) as Branch | undefined) ?? new Map<unknown, unknown>();
      branch.set(identity, next);
      branch = next;
    }
    branch.set(last, remembered);
  }

  /** Whether an entity has its type's name, values by which it is told from others, and nothing else. */
  isBare(entity: Tree): boolean {
    if (typenameOf(entity) === null) return false;
    const { keys } = this.#kinOf(entity);
    for (const key in entity) {
      // A failure, a null and a missing value are the same to whoever is asked, and not to the client.
      if (!keys.has(key) || typeof entity[key] === 'object') return false;
    }
    return true;
  }

  #kinOf(entity: Tree): Kin {
    const typename = typenameOf(entity);
    if (this.#last?.typename === typename) return this.#last.kin;
    let kin = this.#kin?.get(typename);
    if (!kin) {
      const { fields, keys } = this.#marksOn(typename);
      kin = { fields, keys, root: new Map() };
    }
    if (this.#last) (this.#kin ??= new Map()).set(typename, kin).set(this.#last.typename, this.#last.kin);
    this.#last = { typename, kin };
    return kin;
  }

  /** The value itself, or the text of a list or object. Texts that look like one are quoted, so that they are not taken for it. */
  #identity(selections: readonly Required[] | null, value: unknown): unknown {
    if (typeof value === 'string') return looksLikeJson(value) ? JSON.stringify(value) : value;
    if (value === null || value === undefined) return nothing;
    if (value instanceof Failure) {
      value.miss();
      return nothing;
    }
    return typeof value === 'object' ? JSON.stringify(readValue(this.#schema, selections, value)) : value;
  }

  #marksOn(typename: string | null): Marks {
    let known = marksOf.get(this.#batch);
    if (!known) marksOf.set(this.#batch, (known = new Map<string | null, Marks>()));
    let marks = known.get(typename);
    if (!marks) {
      const fields = fieldsOn(this.#schema, this.#batch.requires, typename);
      known.set(typename, (marks = { fields, keys: new Set(['__typename', ...fields.map(({ key }) => key)]) }));
    }
    return marks;
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

/** Stands for every value that is not there. */
const nothing = Symbol('nothing');

function looksLikeJson(text: string): boolean {
  const code = text.charCodeAt(0);
  return code === 0x22 || code === 0x5b || code === 0x7b; // " [ {
}
