// A token limited to legal entities gets nothing of processes but approvals, whatever is added to the graph.
import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { processResolvers } from '../subgraph.ts';
import { refusingLimited } from './limited.ts';

type Resolve = (root: object, second: object, third: object, info: object) => unknown;
const limited = {
  envelope: { principal: { subject: 's', role: 'finance-controller', token: null, legalEntities: ['US01'] } },
};

/** Every function of the resolvers, by type and field. */
function functionsOf(resolvers: object): readonly (readonly [string, Resolve])[] {
  return Object.entries(resolvers).flatMap(([type, fields]: [string, unknown]) => {
    if (typeof fields !== 'object' || fields === null || Object.getPrototypeOf(fields) !== Object.prototype) return [];
    return Object.entries(fields).flatMap(([field, resolve]: [string, unknown]) => {
      const inner =
        typeof resolve === 'object' && resolve !== null && 'subscribe' in resolve ? resolve.subscribe : resolve;
      return typeof inner === 'function' ? [[`${type}.${field}`, inner as Resolve] as const] : [];
    });
  });
}

function refuses([name, resolve]: readonly [string, Resolve]): boolean {
  const args: Parameters<Resolve> = name.endsWith('.__resolveReference')
    ? [{}, limited, {}, {}]
    : [{}, {}, limited, {}];
  try {
    void Promise.resolve(resolve(...args)).catch(() => undefined);
    return false;
  } catch (error) {
    return error instanceof GraphQLError && error.extensions.code === 'FORBIDDEN' && error.message.includes('limited');
  }
}

test('every resolver but those of approvals refuses a token limited to legal entities', () => {
  const all = functionsOf(processResolvers);
  const open = all.filter((each) => !refuses(each)).map(([name]) => name);
  expect(all.length - open.length).toBeGreaterThan(50);
  expect(open.filter((name) => !/^(Approval|ApprovalDecision|ApprovalDelegation)\./.test(name)).toSorted()).toEqual([
    ...[
      'Mutation.approve',
      'Mutation.approveMany',
      'Mutation.delegateApprovals',
      'Mutation.reject',
      'Mutation.revokeDelegation',
    ],
    ...['Query.approval', 'Query.approvalDelegations', 'Query.approvals', 'Query.ownership'],
  ]);
});

test('a resolver that is added is refused without anybody having thought of it', () => {
  const added = refusingLimited({ Query: { secret: () => 'told' }, Engagement: { __resolveReference: () => 'told' } });
  expect(functionsOf(added).map(refuses)).toEqual([true, true]);
});
