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
    type Query { thing(id: ID!): Int @cacheControl(maxAge: 600) @cacheTag(format: "thing-{$args.id}") }
    type Mutation { change: Int }`,
});
const thing: SubgraphOperation = {
  subgraph: 'psa',
  kind: 'query',
  text: 'query($id: ID!) { thing(id: $id) }',
  variables: ['id'],
};
const change: SubgraphOperation = { subgraph: 'psa', kind: 'mutation', text: 'mutation { change }', variables: [] };

/** A busy machine may take its time: what is tested is that something comes, not how soon. */
const patientMs = 20_000;

describe.skipIf(!isInstalled)('gateways that share a Redis', () => {
  let redis: TroubledRedis;
  let directory: string;
  let gateways: { cache: GatewayCache; ask: AskSubgraph; close: () => void }[];
  /** How often a subgraph was asked; each answer is the number of its asking. */
  let asked = 0;

  function openGateway(): (typeof gateways)[number] {
    const [bus, shared] = [createRedisBus(redis.url), createRedisCache({ url: redis.url })];
    // Nothing grows old while a busy machine is at it: what is not repeated was invalidated.
    const settings = cacheSchema.parse({ freshMs: 600_000, staleMs: 600_000 });
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
  /**
   * Something that one has read and the other has found, not asked for: the value says which asking it came from. Another thing each time, for
   * a look-up that Redis does not answer within milliseconds is a miss by design, and the miss is kept.
   */
  const found = async (from: number, to: number, fingerprint = 'ann'): Promise<{ id: string; value: unknown }> => {
    let thing: { id: string; value: unknown } = { id: '', value: null };
    const isShared = async (): Promise<boolean> => {
      const id = `thing ${(turn += 1)}`;
      thing = { id, value: await read(from, id, fingerprint) };
      await written();
      return (await read(to, id, fingerprint)) === thing.value;
    };
    await expect.poll(isShared, { timeout: patientMs }).toBe(true);
    return thing;
  };
  /** A moment, past what two clocks may differ by. */
  const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, clockSkewMs + 100));

  beforeEach(async () => {
    asked = 0;
    directory = mkdtempSync(join(tmpdir(), 'bus-'));
    redis = await TroubledRedis.start(directory);
    gateways = [openGateway(), openGateway()];
    // Until a gateway knows what was invalidated before it came, it does not believe the shared store.
    await found(0, 1);
    await found(1, 0);
  }, 3 * patientMs);
  afterEach(() => {
    for (const gateway of gateways) gateway.close();
    redis.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test('what one keeps another finds, and not for somebody else', async () => {
    const { id, value } = await found(0, 1);
    expect(await read(1, id)).toBe(value);
    expect(await read(1, id, 'bob')).not.toBe(value);
  });

  test(
    'what one invalidates all forget, and a gateway that comes later knows of it',
    async () => {
      const things = [];
      for (let count = 0; count < 12; count += 1) things.push(await found(0, 1));
      const [gone, stays] = [things.slice(0, 4), things.slice(4)];
      await moment();
      gateways[0]?.cache.invalidate(gone.map(({ id }) => `thing-${id}`));
      for (const { id, value } of gone.slice(0, 2)) {
        expect(await read(0, id)).not.toBe(value);
        await expect.poll(() => read(1, id), { timeout: patientMs }).not.toBe(value);
      }
      gateways.push(openGateway());
      await found(0, 2); // it has read what was invalidated before it came
      // The last ones nobody has read anew: in the store there are the old ones.
      for (const { id, value } of gone) expect(await read(2, id)).not.toBe(value);
      // One of them, for a look-up may come too late for any.
      const isKept = async (): Promise<boolean> => {
        const next = stays.pop();
        return next !== undefined && (await read(2, next.id)) === next.value;
      };
      await expect.poll(isKept).toBe(true);
    },
    6 * patientMs,
  );

  test(
    'after a mutation here its author reads anew there, others as before',
    async () => {
      const [mine, his] = [await found(0, 1), await found(0, 1, 'bob')];
      await moment();
      await gateways[0]?.ask(
        { operation: change, variables: {} },
        { ...someCaller(), fingerprint: 'ann', mayRepeat: false },
      );
      await expect.poll(() => read(1, mine.id), { timeout: patientMs }).not.toBe(mine.value);
      expect(await read(1, his.id, 'bob')).toBe(his.value);
    },
    4 * patientMs,
  );

  test(
    'who was away forgets what it kept, serves meanwhile, and shares again afterwards',
    async () => {
      const value = await read(1, 'a');
      const end = redis.begin('killed');
      await moment();
      expect(await read(1, 'a')).toBe(value);
      gateways[0]?.cache.invalidate(['thing-a']);
      await end();
      await expect.poll(() => read(1, 'a'), { timeout: patientMs }).not.toBe(value);
      await found(0, 1);
    },
    4 * patientMs,
  );
});
