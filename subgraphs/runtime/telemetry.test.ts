import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Fault } from './fault.ts';
import type { AttemptEvent } from './observer.ts';
import { createLogger, createTelemetry, loggableError } from './telemetry.ts';

function listening(level = 'debug') {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, logger: createLogger('test', { level, destination }) };
}

const place = { system: 'PSA', instance: 'kantata' } as const;
const fault = new Fault({
  ...place,
  code: 'SYSTEM_REFUSED',
  vendorCode: 'INVALID_FIELD',
  detail: 'HTTP 400 {"rate":"CANARY"}',
});
const attempt: AttemptEvent = {
  kind: 'ATTEMPT',
  ...place,
  operation: 'projects',
  attempt: 1,
  outcome: 'OK',
  durationMs: 120,
  correlationId: 'request-0001',
  priority: 'interactive',
  fault: null,
};

describe('the log', () => {
  it('carries no token, wherever one hides', () => {
    const { lines, logger } = listening();
    const token = 'eyJhbGciOi.CANARY.c2ln';
    logger.info(
      { token, principal: { token }, request: { headers: { authorization: token } }, headers: { cookie: token } },
      'hello',
    );
    expect(lines.join()).toContain('hello');
    expect(lines.join()).not.toContain('CANARY');
  });

  it('tells of a fault its code, vendor code and the shape of the vendor’s answer', () => {
    expect(loggableError(fault)).toEqual({
      type: 'Fault',
      code: 'SYSTEM_REFUSED',
      ...place,
      vendorCode: 'INVALID_FIELD',
      retryAfterMs: null,
      message: 'PSA (kantata) refused the request',
      detail: 'HTTP 400 {rate: text(6)}',
    });
  });

  it('tells of another error its kind and place, not the values in its message', () => {
    const error = new RangeError('Cannot add "CANARY" at 145.50\nto CANARY 99.10');
    const text = JSON.stringify(loggableError(error));
    expect(text).toContain('RangeError');
    expect(text).toContain('telemetry.test.ts');
    expect(text).not.toMatch(/145\.50|99\.10|"CANARY/);
    expect(loggableError('thrown text CANARY')).toEqual({ type: 'string' });
  });
});

describe('the metrics', () => {
  it('count attempts by outcome, reads by source, and show the breaker', async () => {
    const { logger, lines } = listening('warn');
    const { registry, observer } = createTelemetry({ logger });
    observer.observe(attempt);
    observer.observe({ ...attempt, outcome: 'SYSTEM_REFUSED', fault });
    observer.observe({
      kind: 'READ',
      ...place,
      question: 'projects',
      servedFrom: 'STALE_CACHE',
      reason: 'CIRCUIT_OPEN',
      correlationId: 'x',
    });
    observer.observe({ kind: 'BREAKER', ...place, state: { state: 'OPEN', since: 1, retryAt: 2 } });
    const text = await registry.metrics();
    const labels = 'system="PSA",instance="kantata"';
    expect(text).toContain(`upstream_attempts_total{${labels},operation="projects",outcome="OK"} 1`);
    expect(text).toContain(`upstream_attempts_total{${labels},operation="projects",outcome="SYSTEM_REFUSED"} 1`);
    expect(text).toContain(`upstream_attempt_seconds_count{${labels},operation="projects"} 2`);
    expect(text).toContain(`upstream_reads_total{${labels},question="projects",served_from="STALE_CACHE"} 1`);
    expect(text).toContain(`upstream_breaker_state{${labels}} 2`);
    expect(lines).toHaveLength(1); // the breaker; single failures are for the debug level
  });
});
