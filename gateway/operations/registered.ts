// The registered operations of one gateway: found by id or by text, each judged against the schema that is served.
import { GraphQLError, Kind, parse, validate } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { hashOf } from './manifest.ts';
import type { ManifestEntry } from './manifest.ts';

/** One operation that clients may ask. */
export interface RegisteredOperation {
  readonly id: string;
  /** For people: the manifest's name, the operation's own, or its id. */
  readonly name: string;
  readonly text: string;
  /** Why the schema no longer has what it asks for, or null. */
  readonly invalid: string | null;
}

/** Registered operations by id and by text. */
export interface Registered {
  readonly size: number;
  byId(id: string): RegisteredOperation | null;
  byText(text: string): RegisteredOperation | null;
  /** Judges all of them against another schema, as after a reload. */
  judge(schema: GraphQLSchema): void;
  /** Those that do not fit the schema. */
  unfit(): readonly RegisteredOperation[];
}

/** Registers the operations of a manifest. */
export function createRegistered(entries: readonly ManifestEntry[], schema: GraphQLSchema): Registered {
  const byId = new Map<string, RegisteredOperation>();
  const byText = new Map<string, RegisteredOperation>();
  const judge = (served: GraphQLSchema): void => {
    for (const entry of entries) {
      const operation = judged(entry, served);
      byId.set(entry.id, operation);
      byId.set(hashOf(entry.text), operation);
      byText.set(entry.text, operation);
    }
  };
  judge(schema);
  return {
    size: entries.length,
    byId: (id) => byId.get(id) ?? null,
    byText: (text) => byText.get(text) ?? null,
    judge,
    unfit: () => [...byText.values()].filter(({ invalid }) => invalid !== null),
  };
}

function judged({ id, name, text }: ManifestEntry, schema: GraphQLSchema): RegisteredOperation {
  try {
    const document = parse(text, { noLocation: true });
    const [error] = validate(schema, document, undefined, { maxErrors: 1, hideSuggestions: true });
    return { id, text, name: name ?? nameIn(document) ?? id, invalid: error?.message ?? null };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { id, text, name: name ?? id, invalid: error.message };
  }
}

function nameIn(document: DocumentNode): string | null {
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION && definition.name) return definition.name.value;
  }
  return null;
}
