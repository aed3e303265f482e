// Tokens limited to legal entities: approvals say which entity they are for, and so can be limited to it; nothing else here says so, and
// is refused to such a token as a whole.
import { GraphQLError } from 'graphql';
import type { ProcessContext } from '../context.ts';

type Resolve = (root: unknown, args: unknown, context: ProcessContext, info: unknown) => unknown;
type Resolvers = Readonly<Record<string, unknown>>;

/** Resolvers that limit what they answer themselves, by type and field; a type alone is all of it. */
const limiting: ReadonlySet<string> = new Set([
  ...['Query.approval', 'Query.approvals', 'Query.approvalDelegations', 'Query.ownership'],
  ...[
    'Mutation.approve',
    'Mutation.reject',
    'Mutation.approveMany',
    'Mutation.delegateApprovals',
    'Mutation.revokeDelegation',
  ],
  ...['Approval', 'ApprovalDecision', 'ApprovalDelegation'],
]);

/** The same resolvers; those that cannot limit refuse a limited token. References are resolved by (reference, context). */
export function refusingLimited<T extends Resolvers>(resolvers: T): T {
  const types = Object.entries(resolvers).map(([type, fields]) => [
    type,
    limiting.has(type) ? fields : guarded(type, fields),
  ]);
  // Every function is replaced by one of its own type.
  return Object.fromEntries(types) as T;
}

function guarded(type: string, fields: unknown): unknown {
  // A scalar is an object with a prototype of its own.
  if (typeof fields !== 'object' || fields === null || Object.getPrototypeOf(fields) !== Object.prototype)
    return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([field, resolve]) => {
      if (isSubscription(resolve)) return [field, { ...resolve, subscribe: ordinary(resolve.subscribe) }];
      if (typeof resolve !== 'function' || limiting.has(`${type}.${field}`)) return [field, resolve as unknown];
      return [field, field === '__resolveReference' ? reference(resolve as Resolve) : ordinary(resolve as Resolve)];
    }),
  );
}

function isSubscription(resolver: unknown): resolver is { readonly subscribe: Resolve } {
  return typeof resolver === 'object' && resolver !== null && 'subscribe' in resolver;
}

function ordinary(resolve: Resolve): Resolve {
  return (root, args, context, info) => {
    refuse(context);
    return resolve(root, args, context, info);
  };
}

function reference(resolve: Resolve): Resolve {
  return (root, context, third, info) => {
    refuse(context as ProcessContext);
    return resolve(root, context, third, info);
  };
}

function refuse({ envelope }: ProcessContext): void {
  if (envelope.principal.legalEntities === undefined) return;
  const message = 'This token is limited to legal entities; of processes it sees approvals only';
  throw new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
}
