import { afterEach, expect, test } from 'vitest';
import { startCollector } from '../../test/house/collector.ts';
import { addTraceHeaders, beginSpan, placeFrom, startTracing } from './tracing.ts';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

test('a span of one process is the parent of the next one’s, and a failure is told by its code', async () => {
  const collector = await startCollector();
  ends.push(() => collector.close());
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
  ends.push(() => delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT);
  const stop = await startTracing('gateway', process.env);

  const request = beginSpan({ name: 'request', role: 'SERVER', parent: placeFrom({}), attributes: {} });
  const headers: Record<string, string> = {};
  addTraceHeaders(request.place, headers);
  const served = beginSpan({ name: 'subgraph', role: 'SERVER', parent: placeFrom(headers), attributes: { a: 1 } });
  served.end({}, 'SYSTEM_TIMEOUT');
  request.end({}, null);
  await stop();

  const spans = new Map(collector.spans.map((span) => [span.name, span]));
  expect(headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(spans.get('subgraph')?.parentSpanId).toBe(spans.get('request')?.spanId);
  expect(spans.get('subgraph')?.traceId).toBe(spans.get('request')?.traceId);
  expect(spans.get('subgraph')?.status).toEqual({ code: 2, message: 'SYSTEM_TIMEOUT' });
});

test('without a collector nothing is traced and no header is added', async () => {
  const stop = await startTracing('gateway', {});
  const span = beginSpan({ name: 'request', role: 'SERVER', parent: placeFrom({}), attributes: {} });
  const headers: Record<string, string> = {};
  addTraceHeaders(span.place, headers);
  span.end({}, null);
  await stop();
  expect(span.place).toBeNull();
  expect(headers).toEqual({});
});

test('a collector that is down does not hold the end of the process', async () => {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:9';
  ends.push(() => delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT);
  const stop = await startTracing('gateway', process.env);
  beginSpan({ name: 'request', role: 'SERVER', parent: null, attributes: {} }).end({}, null);
  await expect(stop()).resolves.toBeUndefined();
});
