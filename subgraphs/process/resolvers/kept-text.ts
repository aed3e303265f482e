// What a caller writes is kept, and Postgres keeps no text with a NUL or half a surrogate pair in it: said so, and not as our failure.
import { GraphQLError } from 'graphql';

type Resolvers = Readonly<Record<string, unknown>>;
type Resolve = (root: unknown, args: unknown, ...rest: readonly unknown[]) => unknown;

const roots: readonly string[] = ['Query', 'Mutation', 'Subscription'];

/** The same resolvers; the root fields refuse arguments with text that cannot be kept. */
export function refusingUnkeptText<T extends Resolvers>(resolvers: T): T {
  const types = Object.entries(resolvers).map(([type, fields]) => [
    type,
    roots.includes(type) ? guarded(fields) : fields,
  ]);
  // Every function is replaced by one of its own type.
  return Object.fromEntries(types) as T;
}

function guarded(fields: unknown): unknown {
  return Object.fromEntries(Object.entries(fields as Resolvers).map(([field, resolve]) => [field, checking(resolve)]));
}

function checking(resolve: unknown): unknown {
  if (typeof resolve === 'function') return checked(resolve as Resolve);
  if (typeof resolve !== 'object' || resolve === null || !('subscribe' in resolve)) return resolve;
  return { ...resolve, subscribe: checked(resolve.subscribe as Resolve) };
}

function checked(resolve: Resolve): Resolve {
  return (root, args, ...rest) => {
    const path = unkeptIn(args);
    if (path === null) return resolve(root, args, ...rest);
    const message = `${path.join('.')} has a NUL character or half a surrogate pair in it; send text`;
    throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
  };
}

/** Where in the arguments such a text is; null when nowhere. They are as deep as the schema's inputs, which is little. */
export function unkeptIn(value: unknown, path: readonly string[] = []): readonly string[] | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = unkeptIn(inner, [...path, name]);
    if (found !== null) return found;
  }
  return null;
}
