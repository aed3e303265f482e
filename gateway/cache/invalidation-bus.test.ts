// Gateways that share a Redis: what one keeps another finds, what one invalidates all forget, and who was away forgets all.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../subgraphs/runtime/clock.ts';
import { createRedisCache } from '../../subgraphs/runtime/redis.ts';
import { compose, someCaller } from '../../test/federation/rig.ts';
import { TroubledRedis } from '../../test/load/redis/redis-world.ts';
import type { AskSubgraph, SubgraphReply } from '../federation/subgraph.ts';
import type { SubgraphOperation } from '../federation/steps.ts';
import { cacheSchema } from './config.ts';
import { createGatewayCache } from './gateway-cache.ts';
import type { GatewayCache } from './gateway-cache.ts';
import { createRedisBus } from './invalidation-bus.ts';
import { clockSkewMs } from './kept.ts';

const isInstalled = ((): boolean => {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('redis-server is not installed: gateways sharing a Redis WERE NOT TESTED (invalidation-bus.test.ts)');
    return false;
  }
})();

const supergraph = compose({
  psa: `
    extend schema
      @link(url: "https://engagement-to-cash.dev/caching/v1.0", import: ["@cacheControl", "@cacheTag"])
      @composeDirective(name: "@cacheControl") @composeDirective(name: "@cacheTag")
    directive @cacheControl(maxAge: Int) on FIELD_DEFINITION
    directive @cacheTag(format: String!) repeatable on FIELD_DEFINITION
    type Query { thing(id: ID!): Int @cacheControl(maxAge: 60) @cacheTag(format: "thing-{$args.id}") }
    type Mutation { change: Int }`,
});
const thing: SubgraphOperation = {
  subgraph: 'psa',
  kind: 'query',
  text: 'query($id: ID!) { thing(id: $id) }',
  variables: ['id'],
};
const change: SubgraphOperation = { subgraph: 'psa', kind: 'mutation', text: 'mutation { change }', variables: [] };

describe.skipIf(!isInstalled)('gateways that share a Redis', () => {
  let redis: TroubledRedis;
  let directory: string;
  let gateways: { cache: GatewayCache; ask: AskSubgraph; close: () => void }[];
  let asked = 0;

  function openGateway(): (typeof gateways)[number] {
    const [bus, shared] = [createRedisBus(redis.url), createRedisCache({ url: redis.url })];
    const settings = cacheSchema.parse({ freshMs: 2_000, staleMs: 60_000 });
    const cache = createGatewayCache({ settings, clock: systemClock, shared, bus });
    const subgraph: AskSubgraph = () => {
      asked += 1;
      const reply: SubgraphReply = {
        kind: 'answered',
        data: { thing: asked },
        errors: [],
        provenance: { kind: 'live' },
      };
      return Promise.resolve(reply);
    };
    const close = (): void => {
      bus.close();
      void shared.close();
    };
    return { cache, ask: cache.wrap(supergraph, subgraph), close };
  }

  const read = async (gateway: number, id: string, fingerprint = 'ann'): Promise<unknown> => {
    const reply = await gateways[gateway]?.ask(
      { operation: thing, variables: { id } },
      { ...someCaller(), fingerprint },
    );
    return reply?.kind === 'answered' ? (reply.data as { thing: unknown }).thing : reply;
  };
  /** Nobody waits for Redis to have written; a test has to. */
  const written = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
  let turn = 0;
  const isShared = async (from: number, to: number): Promise<boolean> => {
    const id = `warm ${(turn += 1)}`;
    const value = await read(from, id);
    await written();
    return (await read(to, id)) === value;
  };
  /** A moment, past what two clocks may differ by. */
  const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, clockSkewMs + 100));

  beforeEach(async () => {
    asked = 0;
    directory = mkdtempSync(join(tmpdir(), 'bus-'));
    redis = await TroubledRedis.start(directory);
    gateways = [openGateway(), openGateway()];
    // Until a gateway knows what was invalidated before it came, it does not believe the shared store.
    for (const [from, to] of [
      [0, 1],
      [1, 0],
    ] as const)
      await expect.poll(() => isShared(from, to), { timeout: 5_000 }).toBe(true);
    asked = 0;
  });
  afterEach(() => {
    for (const gateway of gateways) gateway.close();
    redis.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test('what one keeps another finds, and not for somebody else', async () => {
    const value = await read(0, 'a');
    await written();
    expect(await read(1, 'a')).toBe(value);
    expect(asked).toBe(1);
    expect(await read(1, 'a', 'bob')).not.toBe(value);
  });

  test('what one invalidates all forget, and a gateway that comes later knows of it', async () => {
    const [value, other] = [await read(0, 'a'), await read(0, 'b')];
    await written();
    expect(await read(1, 'a')).toBe(value);
    await moment();
    gateways[0]?.cache.invalidate(['thing-a']);
    expect(await read(0, 'a')).not.toBe(value);
    await expect.poll(() => read(1, 'a')).not.toBe(value);
    gateways.push(openGateway());
    await moment(); // it reads what was invalidated before it came
    expect(await read(2, 'b')).toBe(other);
    expect(await read(2, 'a')).not.toBe(value);
  });

  test('after a mutation here its author reads anew there, others as before', async () => {
    const [mine, his] = [await read(0, 'a'), await read(0, 'a', 'bob')];
    await written();
    expect([await read(1, 'a'), await read(1, 'a', 'bob')]).toEqual([mine, his]);
    await moment();
    await gateways[0]?.ask(
      { operation: change, variables: {} },
      { ...someCaller(), fingerprint: 'ann', mayRepeat: false },
    );
    await expect.poll(() => read(1, 'a')).not.toBe(mine);
    expect(await read(1, 'a', 'bob')).toBe(his);
  });

  test('who was away forgets what it kept, serves meanwhile, and shares again afterwards', async () => {
    const value = await read(1, 'a');
    const end = redis.begin('killed');
    await moment();
    expect(await read(1, 'a')).toBe(value);
    gateways[0]?.cache.invalidate(['thing-a']);
    await end();
    await expect.poll(() => read(1, 'a'), { timeout: 5_000 }).not.toBe(value);
    await expect.poll(() => isShared(0, 1), { timeout: 5_000 }).toBe(true);
  });
});
