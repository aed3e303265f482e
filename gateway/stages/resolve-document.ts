// Which document a request asks: its own text, or a registered one by hash. Where operations must be registered, any other
// document ends here.
import { Refusal } from '../refusal.ts';
import { bareId } from '../operations/manifest.ts';
import type { Registered, RegisteredOperation } from '../operations/registered.ts';

/** How a request stands to the manifest. */
export type RegistrationOutcome = 'REGISTERED' | 'UNREGISTERED' | 'UNKNOWN_ID' | 'NO_LONGER_VALID';

/** What the stage works with. */
export interface DocumentParts {
  /** Null: nothing is registered, and documents are whatever clients send. */
  readonly registered: Registered | null;
  readonly require: 'enforce' | 'measure' | 'off';
  readonly observer?: (outcome: RegistrationOutcome, operation: RegisteredOperation | null) => void;
}

/** The parameters of a GraphQL request, from a body or from a query string; they are changed in place. */
export type GraphqlParameters = Record<string, unknown>;

/**
 * Puts the text of a registered document in place of its id. Gives the registered operation, or null when the document is
 * the client's own. Throws a Refusal for an unknown id, and for what must be registered and is not.
 */
export function resolveDocument(parameters: GraphqlParameters, parts: DocumentParts): RegisteredOperation | null {
  const { registered, observer } = parts;
  if (!registered) return refuseLoneId(parameters);
  const id = idOf(parameters);
  const { query } = parameters;
  const hasText = typeof query === 'string' && query !== '';
  if (id === null && !hasText) return null; // nothing is asked at all: the server says so
  const known = hasText ? registered.byText(query) : registered.byId(id ?? '');
  // With both, the id must mean the text: a cache in between goes by the id.
  if (hasText && id !== null && registered.byId(id) !== known)
    throw new Refusal(400, 'BAD_REQUEST', 'The id and the query name different documents; send one of them');
  if (!known) {
    observer?.(hasText ? 'UNREGISTERED' : 'UNKNOWN_ID', null);
    if (hasText && parts.require !== 'enforce') return null;
    throw new Refusal(400, 'OPERATION_NOT_REGISTERED', notRegistered(id, hasText));
  }
  if (known.invalid !== null) {
    observer?.('NO_LONGER_VALID', known);
    throw new Refusal(400, 'OPERATION_NO_LONGER_VALID', `${known.name} does not fit the schema: ${known.invalid}`);
  }
  observer?.('REGISTERED', known);
  parameters.query = known.text;
  dropId(parameters);
  return known;
}

function refuseLoneId(parameters: GraphqlParameters): null {
  const { query, documentId } = parameters;
  if (query !== undefined || documentId === undefined) return null;
  throw new Refusal(400, 'OPERATION_NOT_REGISTERED', 'No operations are registered here; send the query text');
}

function notRegistered(id: string | null, hasText: boolean): string {
  const what = hasText ? 'This document' : `The document ${(id ?? '').slice(0, 80)}`;
  return `${what} is not registered; register it with the gateway before it is asked`;
}

/** `documentId` of the GraphQL-over-HTTP draft, or the hash as Apollo's clients send it. */
function idOf({ documentId, extensions: given }: GraphqlParameters): string | null {
  if (typeof documentId === 'string') return bareId(documentId);
  // In a query string they are JSON text, which was checked to be an object.
  const extensions = typeof given === 'string' && given !== '' ? (JSON.parse(given) as unknown) : given;
  const persisted = propertyOf(extensions, 'persistedQuery');
  const hash = propertyOf(persisted, 'sha256Hash');
  return typeof hash === 'string' ? bareId(hash) : null;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** The server would take it for an automatic persisted query. */
function dropId(parameters: GraphqlParameters): void {
  delete parameters.documentId;
  const { extensions } = parameters;
  if (typeof extensions === 'object' && extensions !== null && 'persistedQuery' in extensions)
    parameters.extensions = Object.fromEntries(
      Object.entries(extensions).filter(([name]) => name !== 'persistedQuery'),
    );
}
