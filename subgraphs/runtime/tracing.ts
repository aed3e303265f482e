// OpenTelemetry traces through gateway, subgraph and vendor call. Off unless OTEL_EXPORTER_OTLP_ENDPOINT is set (the standard
// variables of the SDK configure the rest); off costs one comparison per span. A place in a trace is passed by hand, in the
// request's own objects: async hooks would cost every promise of every request.
import { propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Tracer } from '@opentelemetry/api';
import type { Environment } from './config-file.ts';
import { withoutSecrets } from './known-secrets.ts';

/** A place in a trace, under which spans begin; null when nobody traces. */
export type TracePlace = Context | null;

/** What a span describes: a request we serve, a request we send, or work of our own. */
export type SpanRole = 'SERVER' | 'CLIENT' | 'INTERNAL';

/** A span that has begun. */
export interface OpenSpan {
  /** Spans of what happens inside begin here; `headersOf` it goes with requests to processes of ours. */
  readonly place: TracePlace;
  /** Ends it. `failure` is a code of a register, never a message: traces carry no values of anybody's. */
  end(attributes: Attributes, failure: string | null): void;
}

/** How a span begins. Attributes hold names, codes and counts; never payloads, figures or tokens. */
export interface SpanStart {
  readonly name: string;
  readonly role: SpanRole;
  readonly parent: TracePlace;
  readonly attributes: Attributes;
}

/** Told to the exporter as the place spans come from. */
const scope = 'engagement-to-cash';
/** The exporter gives up after this long at the end of the process: a collector that is down must not hold the exit. */
const flushMs = 2_000;

const roles = { SERVER: SpanKind.SERVER, CLIENT: SpanKind.CLIENT, INTERNAL: SpanKind.INTERNAL } as const;
const nothing: OpenSpan = { place: null, end: () => undefined };

let tracer: Tracer | null = null;

/**
 * Starts exporting spans of this process as `service` when the environment names a collector. Resolves with what ends it.
 * Sampling is the SDK's: OTEL_TRACES_SAMPLER=parentbased_traceidratio, OTEL_TRACES_SAMPLER_ARG=0.1.
 */
export async function startTracing(service: string, env: Environment): Promise<() => Promise<void>> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  if (!endpoint) return () => Promise.resolve();
  // Loaded only when used: the SDK costs about 60 ms of start-up.
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register({ contextManager: null });
  tracer = trace.getTracer(scope);
  return async () => {
    tracer = null;
    const late = new Promise<void>((resolve) => setTimeout(resolve, flushMs).unref());
    // A collector that is not there is the collector's trouble, not a reason to end badly.
    await Promise.race([provider.shutdown().catch(() => undefined), late]);
    trace.disable();
    propagation.disable();
  };
}

/** Begins a span; does nothing, and costs nothing, when nobody traces. */
export function beginSpan({ name, role, parent, attributes }: SpanStart): OpenSpan {
  if (tracer === null) return nothing;
  const context = parent ?? ROOT_CONTEXT;
  const span = tracer.startSpan(withoutSecrets(name), { kind: roles[role], attributes: clean(attributes) }, context);
  return {
    place: trace.setSpan(context, span),
    end(last, failure) {
      span.setAttributes(clean(last));
      if (failure !== null) span.setStatus({ code: SpanStatusCode.ERROR, message: withoutSecrets(failure) });
      span.end();
    },
  };
}

/** A second line of defence: nobody of ours puts a secret into a span. */
function clean(attributes: Attributes): Attributes {
  const entries = Object.entries(attributes);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === 'string' ? withoutSecrets(value) : value]),
  );
}

/** Header values as an HTTP server hands them over. */
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The place a request of another process of ours (or of a client that traces) names in its headers. */
export function placeFrom(headers: Headers): TracePlace {
  if (tracer === null) return null;
  return propagation.extract(ROOT_CONTEXT, headers);
}

/** Adds the headers that carry a place (`traceparent`) to a request. Not for vendors: a trace id is nobody else's affair. */
export function addTraceHeaders(place: TracePlace, headers: Record<string, string>): void {
  if (place !== null) propagation.inject(place, headers);
}
