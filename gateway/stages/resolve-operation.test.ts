import { buildSchema, getOperationAST, parse } from 'graphql';
import { expect, test } from 'vitest';
import { refuseUnresolved } from './resolve-operation.ts';

const schema = buildSchema('type Query { a: Int }');
const refusal = (text: string, operationName?: string) => {
  const document = parse(text);
  return refuseUnresolved(schema, {
    document,
    operation: getOperationAST(document, operationName) ?? undefined,
    operationName,
  });
};

test('the one operation, or the named one, is run', () => {
  expect(refusal('{ a }')).toBeNull();
  expect(refusal('query A { a } query B { a }', 'B')).toBeNull();
});

test.each([
  ['query A { a } query B { a }', undefined, 'operationName is missing; it may be A, B.'],
  ['query A { a }', 'Z', 'The document has no operation "Z"; it may be A.'],
  ['mutation { a }', undefined, 'This graph has no mutations.'],
  ['subscription { a }', undefined, 'This graph has no subscriptions.'],
])('%s named %s is the caller’s mistake, told with 400', (text, operationName, message) => {
  const error = refusal(text, operationName);
  expect(error?.message).toBe(message);
  expect(error?.extensions).toMatchObject({ code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } });
});
