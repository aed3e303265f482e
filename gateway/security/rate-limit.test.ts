import { describe, expect, it, test } from 'vitest';
import { rateLimitSchema } from './rate-limit-config.ts';
import { createRateLimiter, shareEveryMs } from './rate-limit.ts';
import type { RatedRequest, RateLimiter } from './rate-limit.ts';
import { createRedisCounts } from './shared-counts.ts';

const redisUrl = process.env.REDIS_URL ?? '';
if (redisUrl === '') console.warn('REDIS_URL is not set: shared counts DID NOT MEET a real Redis (rate-limit.test.ts)');

const ann: RatedRequest = { subject: 'ann', role: 'operator', class: 'request' };
const three = { request: { max: 3, perSeconds: 10 }, mutation: { max: 1, perSeconds: 10 } };

function limiterWith(section: object) {
  let nowMs = 1_000_000;
  const seen: string[] = [];
  const limiter = createRateLimiter({
    config: rateLimitSchema.parse(section),
    observer: { exceeded: (requestClass, role) => seen.push(`${requestClass} ${role}`) },
    now: () => nowMs,
  });
  return { limiter, seen, pass: (ms: number) => (nowMs += ms) };
}

const kinds = (limiter: RateLimiter, times: number, request = ann) =>
  Array.from({ length: times }, () => limiter.count(request)?.kind);

describe('the rate limit', () => {
  it('lets so many pass in a window, then says how long to wait', () => {
    const { limiter, seen, pass } = limiterWith(three);
    expect(limiter.count(ann)).toEqual({ kind: 'WITHIN', limit: 3, remaining: 2, resetMs: 10_000 });
    expect(kinds(limiter, 2)).toEqual(['WITHIN', 'WITHIN']);
    pass(4_000);
    expect(limiter.count(ann)).toEqual({ kind: 'OVER', limit: 3, remaining: 0, resetMs: 6_000 });
    expect(seen).toEqual(['request operator']);
    pass(6_000);
    expect(kinds(limiter, 4)).toEqual(['WITHIN', 'WITHIN', 'WITHIN', 'OVER']);
  });

  it('counts principals, roles and classes apart', () => {
    const { limiter } = limiterWith(three);
    expect(kinds(limiter, 4)).toContain('OVER');
    expect(kinds(limiter, 1, { ...ann, subject: 'bob' })).toEqual(['WITHIN']);
    expect(kinds(limiter, 1, { ...ann, role: 'portal-user' })).toEqual(['WITHIN']);
    expect(kinds(limiter, 2, { ...ann, class: 'mutation' })).toEqual(['WITHIN', 'OVER']);
  });

  it('may differ by role', () => {
    const { limiter } = limiterWith({ ...three, roles: { operator: { request: { max: 5, perSeconds: 1 } } } });
    expect(kinds(limiter, 6).filter((kind) => kind === 'WITHIN')).toHaveLength(5);
    expect(kinds(limiter, 2, { ...ann, class: 'mutation' })).toEqual(['WITHIN', 'OVER']);
  });

  it('only tells when it measures, and does not count when it is off', () => {
    const { limiter, seen } = limiterWith({ ...three, mode: 'measure' });
    expect(kinds(limiter, 5)).not.toContain('OVER');
    expect(seen).toHaveLength(2);
    expect(limiterWith({ ...three, mode: 'off' }).limiter.count(ann)).toBeNull();
  });

  it('has room for a bounded number of principals: the one silent longest is forgotten', () => {
    const { limiter } = limiterWith(three);
    kinds(limiter, 4);
    for (let n = 0; n < 20_000; n += 1) limiter.count({ ...ann, subject: `person ${n}` });
    expect(kinds(limiter, 1)).toEqual(['WITHIN']);
  });

  it('costs less than a microsecond or so', () => {
    const { limiter } = limiterWith({});
    const before = process.cpuUsage();
    for (let n = 0; n < 100_000; n += 1) limiter.count({ ...ann, subject: `person ${n % 100}` });
    const { user, system } = process.cpuUsage(before);
    console.log(`counting a request: ${((user + system) / 100_000).toFixed(2)} µs of CPU`);
    expect(limiter.count(ann)?.remaining).toBe(9_999);
  });
});

describe('shared counts', () => {
  const settled = () => new Promise((resolve) => setTimeout(resolve, shareEveryMs * 2.5));

  test.skipIf(redisUrl === '')('two gateways together let pass what one would', async () => {
    const subject = `ann ${Math.random()}`;
    const counts = [createRedisCounts(redisUrl), createRedisCounts(redisUrl)];
    const config = rateLimitSchema.parse({ request: { max: 10, perSeconds: 30 } });
    const limiters = counts.map((shared) => createRateLimiter({ config, shared }));
    await settled();
    for (const limiter of limiters) expect(kinds(limiter, 6, { ...ann, subject })).not.toContain('OVER');
    await settled();
    // A gateway hears of the others' counts when it tells its own.
    for (const limiter of limiters) kinds(limiter, 1, { ...ann, subject });
    await settled();
    for (const limiter of limiters) expect(kinds(limiter, 1, { ...ann, subject })).toEqual(['OVER']);
    for (const part of [...limiters, ...counts]) part.close();
  });

  test('without Redis each gateway goes by its own count', async () => {
    const shared = createRedisCounts('redis://127.0.0.1:1');
    const limiter = createRateLimiter({ config: rateLimitSchema.parse(three), shared });
    expect(kinds(limiter, 2)).toEqual(['WITHIN', 'WITHIN']);
    await settled();
    expect(kinds(limiter, 2)).toEqual(['WITHIN', 'OVER']);
    limiter.close();
    shared.close();
  });
});
