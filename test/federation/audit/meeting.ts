// Where the same name means slightly different things in two subgraphs: enums, inputs, promises, roots, hidden parts.
import type { Suite } from './suite.ts';

const childTypes: Suite = {
  feature: 'child types that differ',
  sdls: {
    a: `
      type Query { users: [User!]! accounts: [Account!]! }
      union Account = User | Admin
      type User @key(fields: "id") { id: ID! @shareable name: String similar: [Account!]! }
      type Admin { id: ID @shareable name: String similar: [Account!]! }`,
    b: `
      type User @key(fields: "id") { id: ID! @shareable photo: String }`,
  },
  world: () => {
    const user: Record<string, unknown> = { id: 'u1', name: 'User', photo: 'p' };
    const admin: Record<string, unknown> = { __typename: 'Admin', id: 'a1', name: 'Admin' };
    user.similar = [user, admin];
    admin.similar = [user];
    return { Query: { users: [user], accounts: [user, admin] }, User: [user] };
  },
  cases: [
    { query: '{ users { id name } }' },
    { query: '{ accounts { ... on User { id name } ... on Admin { adminId: id name } } }' },
    {
      query:
        '{ accounts { ... on User { userId: id similar { ... on User { userId: id } ... on Admin { id } } } ... on Admin { id similar { ... on User { uid: id } } } } }',
    },
    { query: '{ accounts { __typename ... on User { photo similar { ... on User { photo } } } } }' },
  ],
};

const enums: Suite = {
  feature: 'enums that meet',
  sdls: {
    a: 'type Query { users: [User] byKind(kind: Kind): [User] } type User @key(fields: "id") { id: ID! kind: Kind @shareable } enum Kind { REGULAR }',
    b: 'type Query { usersB: [User] } type User @key(fields: "id") { id: ID! kind: Kind @shareable } enum Kind { ANONYMOUS @inaccessible REGULAR }',
  },
  world: () => {
    const regular = { id: 'u1', kind: 'REGULAR' };
    const hidden = { id: 'u2', kind: 'ANONYMOUS' };
    return { Query: { users: [regular], byKind: () => [regular], usersB: [regular, hidden] }, User: [regular, hidden] };
  },
  cases: [
    { query: '{ users { id kind } }' },
    { query: '{ usersB { id } }' },
    {
      query: '{ usersB { id kind } }',
      expected: {
        data: {
          usersB: [
            { id: 'u1', kind: 'REGULAR' },
            { id: 'u2', kind: null },
          ],
        },
        errors: false,
      },
    },
    { query: '{ byKind(kind: REGULAR) { id kind } }' },
    { query: '{ byKind(kind: ANONYMOUS) { id } }', expected: { data: null, errors: true } },
    {
      query: 'query ($k: Kind) { byKind(kind: $k) { id } }',
      variables: { k: 'ANONYMOUS' },
      expected: { data: null, errors: true },
    },
  ],
};

const inputs: Suite = {
  feature: 'inputs that meet',
  sdls: {
    a: 'type Query { inA(filter: Filter): String } input Filter { first: Int! common: String }',
    b: 'type Query { inB(filter: Filter!): String } input Filter { first: Int other: String common: String }',
  },
  world: () => {
    const told = ({ filter }: { filter: unknown }): string => JSON.stringify(filter);
    return { Query: { inA: told, inB: told } };
  },
  cases: [
    { query: '{ inA(filter: { first: 1 }) }' },
    { query: 'query ($f: Filter!) { inA(filter: $f) inB(filter: $f) }', variables: { f: { first: 2, common: 'x' } } },
    { query: '{ inB(filter: { first: 1, other: "x" }) }', expected: { data: null, errors: true } },
    {
      query: 'query ($f: Filter!) { inB(filter: $f) }',
      variables: { f: { common: 'x' } },
      expected: { data: null, errors: true },
    },
  ],
};

const inaccessible: Suite = {
  feature: 'simple @inaccessible',
  sdls: {
    age: 'type Query { usersInAge: [User!]! } type User @key(fields: "id") { id: ID! age: Int }',
    friends: `
      type Query { usersInFriends: [User!]! }
      type User @key(fields: "id") { id: ID! friends(kind: FriendKind = FAMILY @inaccessible): [User!]! kind: FriendKind secret: String @inaccessible }
      enum FriendKind { FAMILY @inaccessible FRIEND }`,
  },
  world: () => {
    const users: Record<string, unknown>[] = ['u1', 'u2'].map((id, index) => ({
      id,
      age: 20 + index,
      kind: index === 0 ? 'FAMILY' : 'FRIEND',
      secret: 's',
    }));
    for (const user of users) user.friends = users.filter((one) => one !== user);
    return { Query: { usersInAge: users, usersInFriends: users }, User: users };
  },
  cases: [
    { query: '{ usersInAge { id friends { id age } } }' },
    { query: '{ usersInFriends { id friends { id age } } }' },
    { query: '{ usersInFriends { id friends(kind: FRIEND) { id } } }', expected: { data: null, errors: true } },
    { query: '{ usersInFriends { secret } }', expected: { data: null, errors: true } },
    {
      query: '{ usersInFriends { id kind } }',
      expected: {
        data: {
          usersInFriends: [
            { id: 'u1', kind: null },
            { id: 'u2', kind: 'FRIEND' },
          ],
        },
        errors: false,
      },
    },
  ],
};

const sharedRoot: Suite = {
  feature: 'shared root',
  sdls: {
    names:
      'type Query { good: Good @shareable goods: [Good] @shareable } type Good @key(fields: "id") { id: ID! @shareable name: Name @shareable } type Name { id: ID @shareable brand: String }',
    prices:
      'type Query { good: Good @shareable goods: [Good] @shareable } type Good @key(fields: "id") { id: ID! @shareable price: Price } type Price { id: ID amount: Int currency: String }',
    aisles:
      'type Query { good: Good @shareable goods: [Good] @shareable } type Good { id: ID! @shareable aisle: Aisle } type Aisle { id: ID name: String }',
  },
  world: () => {
    const good = {
      id: 'g1',
      name: { id: 'n1', brand: 'Brand' },
      price: { id: 'p1', amount: 10, currency: 'EUR' },
      aisle: { id: 'a1', name: 'Tools' },
    };
    return { Query: { good, goods: [good] }, Good: [good] };
  },
  cases: [
    { query: '{ good { id name { id brand } price { id amount currency } aisle { id name } } }' },
    { query: '{ goods { id name { brand } price { amount } aisle { name } } }' },
    { query: '{ good { aisle { name } } goods { price { currency } } }' },
  ],
};

const typename: Suite = {
  feature: '__typename everywhere',
  sdls: {
    a: 'type Query { union: Thing interface: Node one: Oven } union Thing = Oven | Toaster interface Node { id: ID! } type Oven implements Node @key(fields: "id") { id: ID! } type Toaster implements Node @key(fields: "id") { id: ID! warranty: Int }',
    b: 'type Oven @key(fields: "id") { id: ID! warranty: Int }',
    admins:
      'type Query { users: [User!]! } interface User @key(fields: "id") { id: ID! } type Admin implements User @key(fields: "id") { id: ID! isMain: Boolean }',
    objects: 'type User @interfaceObject @key(fields: "id") { id: ID! name: String }',
  },
  world: () => {
    const oven = { id: 'o1', warranty: 5 };
    const users = [{ id: 'u1', isMain: true, name: 'Ann' }];
    return { Query: { union: oven, interface: oven, one: oven, users }, Oven: [oven], Toaster: [], Admin: users };
  },
  cases: [
    { query: '{ __typename }', requestsMax: 0 },
    { query: '{ union { __typename typename: __typename ... on Oven { t: __typename warranty } } }' },
    { query: '{ interface { __typename t: __typename ... on Toaster { __typename warranty } } q: __typename }' },
    { query: '{ users { __typename t: __typename name } }' },
    { query: '{ users { ...U __typename } } fragment U on User { n: __typename ... on Admin { isMain __typename } }' },
    { query: '{ one { __typename warranty } __typename }' },
  ],
};

/** Suites of types that meet. */
export const meetingSuites = [childTypes, enums, inputs, inaccessible, sharedRoot, typename];
