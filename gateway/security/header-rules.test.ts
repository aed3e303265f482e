import { describe, expect, test } from 'vitest';
import { createHeaderRules, headersSchema, nothingForwarded } from './header-rules.ts';

const rulesOf = (section: unknown) => createHeaderRules(headersSchema.parse(section));
const sent = (section: unknown, subgraph: string, client: Record<string, string>) => {
  const rules = rulesOf(section);
  const headers: Record<string, string> = { authorization: 'Bearer user', 'content-type': 'application/json' };
  rules.apply(subgraph, rules.pick(client), headers);
  return headers;
};
const untouched = { authorization: 'Bearer user', 'content-type': 'application/json' };

describe('header rules', () => {
  test('without rules nothing of the client goes on, and nothing is computed', () => {
    const rules = rulesOf({});
    const picked = rules.pick({ 'x-tenant': 'a', cookie: 'b' });
    expect(picked).toBe(nothingForwarded);
    expect(rules.fingerprintOf(picked)).toBe('');
    expect(sent({}, 'crm', { 'x-tenant': 'a', cookie: 'b', 'proxy-authorization': 'c' })).toEqual(untouched);
  });

  test('propagate, rename, insert and remove, for all subgraphs or for one', () => {
    const section = {
      all: [{ propagate: 'X-Tenant' }, { insert: 'x-door', value: 'e2c' }],
      subgraphs: {
        erp: [{ propagate: 'accept-language', as: 'x-language' }, { remove: 'X-Door' }],
        vendor: [{ remove: 'authorization' }],
        service: [{ insert: 'authorization', value: 'Bearer service' }],
      },
    };
    const client = { 'x-tenant': 'uk', 'accept-language': 'fr', 'x-other': 'no' };
    expect(sent(section, 'crm', client)).toEqual({ ...untouched, 'x-tenant': 'uk', 'x-door': 'e2c' });
    expect(sent(section, 'erp', client)).toEqual({ ...untouched, 'x-tenant': 'uk', 'x-language': 'fr' });
    expect(sent(section, 'vendor', client)).not.toHaveProperty('authorization');
    expect(sent(section, 'service', client).authorization).toBe('Bearer service');
  });

  test('what is forwarded is told for cache keys, whatever the order it came in', () => {
    const rules = rulesOf({ all: [{ propagate: 'b' }], subgraphs: { erp: [{ propagate: 'a' }] } });
    const told = (headers: Record<string, string>) => rules.fingerprintOf(rules.pick(headers));
    expect(told({ a: '1', b: '2' })).toBe(told({ b: '2', a: '1', c: '3' }));
    expect(told({ a: '1', b: '2' })).not.toBe(told({ a: '1', b: '3' }));
    expect(told({ a: '1' })).not.toBe(told({ b: '1' }));
  });

  test('what the client marks as meant for one hop ends here', () => {
    expect(
      sent({ all: [{ propagate: 'x-tenant' }] }, 'crm', { 'x-tenant': 'uk', connection: 'close, X-Tenant' }),
    ).toEqual(untouched);
  });

  test.each<[unknown, string]>([
    ...['connection', 'Transfer-Encoding', 'te', 'upgrade', 'host', 'content-length', 'proxy-authorization'].map(
      (name): [unknown, string] => [{ propagate: name }, 'belongs to one connection'],
    ),
    [{ propagate: 'x-fine', as: 'keep-alive' }, 'belongs to one connection'],
    [{ insert: 'x-correlation-id', value: 'mine' }, 'belongs to one connection'],
    [{ propagate: 'authorization' }, 'Authorization goes on by itself'],
    [{ propagate: 'authorization', as: 'x-user-token' }, 'Authorization goes on by itself'],
    [{ propagate: 'x-token', as: 'authorization' }, 'Authorization goes on by itself'],
    [{ insert: 'x-a', value: 'a\r\nx-b: c' }, 'printable ASCII'],
    [{ insert: 'x a', value: '' }, 'a header name'],
    [{ propagate: 'x-a', colour: 'blue' }, ''],
  ])('the rule %j is refused when the configuration is read', (rule, says) => {
    const parsed = headersSchema.safeParse({ all: [rule] });
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error)).toContain(says);
  });
});
