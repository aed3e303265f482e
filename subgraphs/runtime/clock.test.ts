import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { clockFrom, sleep, systemClock, today } from './clock.ts';
import { nodeSuffices } from './node-version.mjs';

describe('the clock', () => {
  it('starts at BUSINESS_CLOCK and ticks on', async () => {
    const clock = clockFrom({ BUSINESS_CLOCK: '2026-11-20T09:00:00Z' });
    const first = clock.now().getTime();
    expect(first - Date.parse('2026-11-20T09:00:00Z')).toBeLessThan(1_000);
    await sleep(20, new AbortController().signal);
    expect(clock.now().getTime() - first).toBeGreaterThanOrEqual(15);
  });

  it('is the machine when BUSINESS_CLOCK is not set', () => {
    expect(clockFrom({})).toBe(systemClock);
    expect(clockFrom({ BUSINESS_CLOCK: '' })).toBe(systemClock);
  });

  it('refuses a text that is no instant and says what to write', () => {
    expect(() => clockFrom({ BUSINESS_CLOCK: 'Friday' })).toThrow(
      'BUSINESS_CLOCK is "Friday"; write an instant such as',
    );
  });

  it.each([
    ['America/New_York', '2026-11-20'],
    ['Europe/Berlin', '2026-11-20'],
    ['Asia/Tokyo', '2026-11-21'],
  ])('names the business day of %s', (zone, day) => {
    expect(today({ now: () => new Date('2026-11-20T18:00:00Z') }, zone)).toBe(day);
  });

  it('stops sleeping when the caller leaves', async () => {
    const caller = new AbortController();
    const startedMs = performance.now();
    const sleeping = sleep(10_000, caller.signal);
    caller.abort();
    await expect(sleeping).rejects.toThrow();
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});

describe('the Node check', () => {
  it.each([
    ['v20.20.2', false],
    ['v22.18.9', false],
    ['v22.19.0', true],
    ['v24.21.0', true],
  ])('of %s says %s', (version, suffices) => expect(nodeSuffices(version)).toBe(suffices));

  it('ends a process on an old Node with what is there, what is needed and what to do', async () => {
    const file = new URL('./node-version.mjs', import.meta.url).href;
    const script = `Object.defineProperty(process, 'version', { value: 'v18.0.0' }); (await import('${file}')).checkNode();`;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    await expect(run).rejects.toMatchObject({ code: 1 });
    await run.catch((error: unknown) => {
      expect((error as { stderr: string }).stderr).toMatch(/Node v18\.0\.0 .*22\.19 or newer[\s\S]*npm ci[\s\S]*Mac/);
    });
  });
});
