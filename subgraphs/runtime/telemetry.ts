// Logs and metrics. A log line names what happened and to which request; it never carries a payload, a token or a figure.
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { isFault } from './fault.ts';
import { withoutSecrets } from './known-secrets.ts';
import type { AttemptEvent, UpstreamEvent, UpstreamObserver } from './observer.ts';
import { redact } from './redact.ts';

export type { Logger } from 'pino';

// A second line of defence: no code of ours logs these on purpose.
const secretPaths = [
  'token',
  'authorization',
  'password',
  'secret',
  'assertion',
  'access_token',
  'client_secret',
  'cookie',
];
const redactedPaths = secretPaths.flatMap((path) => [path, `*.${path}`, `*.*.${path}`]);

/** Frames enough to find the place. */
const stackFramesMax = 8;

/** What a log may say of an error: a fault by its register, anything else by its kind, its place and a message without values. */
export function loggableError(error: unknown): Record<string, unknown> {
  if (isFault(error)) {
    const { code, system, instance, vendorCode, retryAfterMs, message, detail } = error;
    return { type: 'Fault', code, system, instance, vendorCode, retryAfterMs, message, detail };
  }
  if (!(error instanceof Error)) return { type: typeof error };
  // The first lines of a stack repeat the message, values included; the frames begin at "    at".
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: redact(error.message),
    stack: frames.slice(0, stackFramesMax).map((line) => line.trim()),
  };
}

/** A JSON logger; LOG_LEVEL (info) says how much, `destination` is for tests. Errors go under the key `err`. */
export function createLogger(
  name: string,
  options: { readonly level?: string; readonly destination?: DestinationStream } = {},
): Logger {
  const settings = {
    name,
    level: options.level ?? process.env.LOG_LEVEL ?? 'info',
    redact: { paths: redactedPaths, censor: '[redacted]' },
    serializers: { err: loggableError },
    // The last line of defence: whatever a line was made of, no secret this process knows leaves in it.
    hooks: { streamWrite: withoutSecrets },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

/** The metrics of one process; `observer` feeds them, GET /metrics prints `registry`. */
export interface Telemetry {
  readonly registry: Registry;
  readonly observer: UpstreamObserver;
}

const breakerLevel = { CLOSED: 0, HALF_OPEN: 1, OPEN: 2 } as const;
/** Vendors answer between 20 ms and a minute; finer steps cost memory per label. */
const secondsBuckets = [0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Counts what upstream tells and logs what went wrong. Labels come from our own code only, so their number is bounded. */
export function createTelemetry(options: { readonly logger: Logger; readonly processMetrics?: boolean }): Telemetry {
  const { logger } = options;
  const registry = new Registry();
  const registers = [registry];
  if (options.processMetrics === true) collectDefaultMetrics({ register: registry });
  const attempts = new Counter({
    name: 'upstream_attempts_total',
    help: 'Attempts of vendor calls by outcome',
    labelNames: ['system', 'instance', 'operation', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'upstream_attempt_seconds',
    help: 'Duration of attempts, waiting for a place in the budget included',
    labelNames: ['system', 'instance', 'operation'],
    buckets: secondsBuckets,
    registers,
  });
  const reads = new Counter({
    name: 'upstream_reads_total',
    help: 'Labelled reads by where the answer came from',
    labelNames: ['system', 'instance', 'question', 'served_from'],
    registers,
  });
  const breakers = new Gauge({
    name: 'upstream_breaker_state',
    help: '0 closed, 1 half open, 2 open',
    labelNames: ['system', 'instance'],
    registers,
  });

  function observe(event: UpstreamEvent): void {
    const { system, instance } = event;
    switch (event.kind) {
      case 'ATTEMPT': {
        const { operation, outcome } = event;
        attempts.inc({ system, instance, operation, outcome });
        seconds.observe({ system, instance, operation }, event.durationMs / 1_000);
        if (outcome !== 'OK') logAttempt(logger, event);
        return;
      }
      case 'READ':
        reads.inc({ system, instance, question: event.question, served_from: event.servedFrom });
        return;
      case 'BREAKER':
        breakers.set({ system, instance }, breakerLevel[event.state.state]);
        logger.warn({ system, instance, breaker: event.state.state }, 'breaker changed');
        return;
    }
  }

  return { registry, observer: { observe } };
}

// A vendor in trouble fails thousands of times a minute: single failures are for the debug level, counts are in the metrics.
function logAttempt(logger: Logger, event: AttemptEvent): void {
  const { system, instance, operation, attempt, outcome, correlationId, fault } = event;
  const durationMs = Math.round(event.durationMs);
  logger.debug(
    { system, instance, operation, attempt, outcome, durationMs, correlationId, err: fault },
    'vendor call failed',
  );
}
