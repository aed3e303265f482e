// What every write of every connector promises a process, whatever the vendor and the network do. A process that relies on
// one of these may be killed anywhere and still write once.
import { describe, test, type TestContext } from 'vitest';
import type { WriteOutcome } from '../../../subgraphs/ports/write.ts';
import type { WriteRig, WriteUnderTest } from './write-under-test.ts';

const words = (outcome: WriteOutcome): string =>
  outcome.kind === 'NOT_APPLIED' ? `NOT_APPLIED ${outcome.reason}` : outcome.kind;

/** Most of a promise's time is waiting for a silent vendor. AT_ONCE is for rigs that share nothing, not even a business key. */
type Pace = 'IN_TURN' | 'AT_ONCE';

/** Declares the eleven promises for every rig. */
export function describePromises(rigs: readonly WriteRig[], pace: Pace = 'IN_TURN'): void {
  describe.for(rigs)('$name', { concurrent: pace === 'AT_ONCE' }, (rig) => {
    async function started({ onTestFinished }: TestContext): Promise<WriteUnderTest> {
      const write = await rig.start();
      onTestFinished(() => write.close());
      return write;
    }

    test('is not there before, is APPLIED once, and is found by its key', async (context) => {
      const { expect } = context;
      const write = await started(context);
      expect(await write.find()).toEqual([]);
      const outcome = await write.act();
      expect(words(outcome)).toBe('APPLIED');
      expect(write.held()).toBe(1);
      expect(await write.find()).toEqual(outcome.kind === 'APPLIED' ? [outcome.ref] : []);
    });

    test('is IN_DOUBT when the reply is lost after the commit, and the look-up settles the doubt', async (context) => {
      const { expect } = context;
      const write = await started(context);
      write.faults.plant({ kind: 'dropReplyAfterCommit', match: write.match, count: 1 });
      const outcome = await write.act();
      expect(words(outcome)).toBe('IN_DOUBT');
      expect(outcome).toMatchObject({ settleMs: expect.any(Number) as number });
      expect(write.held()).toBe(1);
      expect(await write.find()).toHaveLength(1);
    });

    test('is IN_DOUBT when the vendor stays silent, and the look-up finds nothing', async (context) => {
      const { expect } = context;
      const write = await started(context);
      write.faults.plant({ kind: 'hang', match: write.match, count: 1 });
      expect(words(await write.act())).toBe('IN_DOUBT');
      expect(write.held()).toBe(0);
      expect(await write.find()).toEqual([]);
    });

    test('is IN_DOUBT when the answer comes too late, and is there', async (context) => {
      const { expect } = context;
      const write = await started(context);
      write.faults.plant({ kind: 'lateReply', ms: 2_500, match: write.match, count: 1 });
      expect(words(await write.act())).toBe('IN_DOUBT');
      expect(await write.find()).toHaveLength(1);
    });

    test('is not applied, and needs no undoing, while the vendor asks to be left alone', async (context) => {
      const { expect } = context;
      const write = await started(context);
      write.faults.plant({ kind: 'tooManyRequests', match: write.match, count: 1 });
      expect(words(await write.act())).toBe('NOT_APPLIED OUTAGE');
      expect(write.held()).toBe(0);
    });

    test('is not applied when nothing could be sent', async (context) => {
      const { expect } = context;
      const write = await started(context);
      write.faults.plant({ kind: 'refuse' });
      await write.faults.settled();
      expect(words(await write.act())).toBe('NOT_APPLIED OUTAGE');
      write.faults.clear();
      await write.faults.settled();
      expect(write.held()).toBe(0);
    });

    test('is never told as applied by a server error, and comes through afterwards', async (context) => {
      const { expect } = context;
      const write = await started(context);
      write.faults.plant({ kind: 'unavailable', match: write.match, count: 1 });
      expect(words(await write.act())).toBe('IN_DOUBT');
      expect(write.held()).toBe(0);
      expect(words(await write.act())).toBe('APPLIED');
      expect(write.held()).toBe(1);
    });

    test('is REFUSED for good by a value the vendor does not take, with the name of the field', async (context) => {
      const { expect } = context;
      const write = await started(context);
      if (write.actRefused === null) return;
      const outcome = await write.actRefused();
      expect(words(outcome)).toBe('NOT_APPLIED REFUSED');
      expect(outcome.kind === 'NOT_APPLIED' && outcome.failure.fields.length).toBe(1);
      expect(write.held()).toBe(0);
    });

    test('sent twice, leaves one record and says so', async (context) => {
      const { expect } = context;
      const write = await started(context);
      await write.act();
      const again = await write.act();
      expect(write.held()).toBe(1);
      if (write.repeated === 'SAME') expect(again).toMatchObject({ kind: 'APPLIED', isNew: false });
      else expect(words(again)).toBe('NOT_APPLIED REFUSED');
    });

    test('is taken back whole, and taking it back twice is no mistake', async (context) => {
      const { expect } = context;
      const write = await started(context);
      if (write.undo === null) return;
      const outcome = await write.act();
      if (outcome.kind !== 'APPLIED') throw new Error(`The write ended as ${outcome.kind}`);
      expect(words(await write.undo(outcome.ref))).toBe('APPLIED');
      expect(write.held()).toBe(0);
      expect(await write.find()).toEqual([]);
      expect(words(await write.undo(outcome.ref))).toBe('APPLIED');
    });

    test('tells no value of the record in what it says of a failure', async (context) => {
      const { expect } = context;
      const write = await started(context);
      if (write.actRefused === null) return;
      const outcome = await write.actRefused();
      const told = outcome.kind === 'NOT_APPLIED' ? JSON.stringify(outcome.failure) : '';
      expect(told).not.toMatch(/Conformance|GB123456789|Whenever|xxxx/);
    });
  });
}
