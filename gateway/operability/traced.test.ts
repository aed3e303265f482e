import { afterEach, expect, test } from 'vitest';
import { startTracing } from '../../subgraphs/runtime/tracing.ts';
import { openDoor } from '../../test/federation/door.ts';
import { startCollector } from '../../test/house/collector.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const sdls = {
  psa: 'type Query { projects: [Project!] } type Project @key(fields: "id") { id: ID! name: String }',
  erp: 'type Project @key(fields: "id") { id: ID! billed: Int }',
};

test('one trace leads from the request over its plan to each subgraph that was asked, which is told the trace', async () => {
  const collector = await startCollector();
  const door = await openDoor(sdls, {
    Query: { projects: [{ __typename: 'Project', id: '1', name: 'One' }] },
    Project: [{ __typename: 'Project', id: '1', name: 'One', billed: 5 }],
  });
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
  ends.push(
    () => delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT,
    () => door.close(),
    () => collector.close(),
  );
  const stop = await startTracing('gateway', process.env);
  const { body } = await door.ask('{ projects { name billed } }');
  await stop();

  expect(body.data).toEqual({ projects: [{ name: 'One', billed: 5 }] });
  const byId = new Map(collector.spans.map((span) => [span.spanId, span]));
  const lineage = collector.spans.map((span) => {
    const parent = byId.get(span.parentSpanId ?? '');
    return `${span.name} in ${parent?.name ?? 'nothing'}`;
  });
  expect(lineage.sort()).toEqual(['ask erp in gateway', 'ask psa in gateway', 'gateway in nothing', 'plan in gateway']);
  expect(new Set(collector.spans.map(({ traceId }) => traceId)).size).toBe(1);
  const [request] = door.subgraphs.erp?.seen.slice(-1) ?? [];
  const asked = collector.spans.find(({ name }) => name === 'ask erp');
  expect(request?.headers.traceparent).toBe(`00-${asked?.traceId ?? ''}-${asked?.spanId ?? ''}-01`);
});
