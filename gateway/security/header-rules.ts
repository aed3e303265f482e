// Which headers go on to which subgraph: the client's own by name (under another name if wanted), fixed ones, and which of
// ours are held back. Nothing goes on that no rule names.
import { z } from 'zod';
import { envelopeHeaders } from '../../subgraphs/runtime/envelope.ts';
import type { IncomingHeaders } from '../../subgraphs/runtime/envelope.ts';

/** Of one connection only (RFC 9110, 7.6.1), or written by us: a client's or an administrator's value would break the request. */
const reservedNames: ReadonlySet<string> = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade', 'host', 'expect', 'content-length', 'content-type', 'content-encoding', 'accept'],
  ...['accept-encoding', ...Object.values(envelopeHeaders), 'traceparent', 'tracestate'],
]);
/** A longer value is left out: it would push other headers out of the subgraph's limit. */
const valueCharactersMax = 4_096;

const anyName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'a header name')
  .transform((name) => name.toLowerCase());
const freeName = anyName.refine((name) => !reservedNames.has(name), {
  error: ({ input }) => `${String(input)} belongs to one connection, or is written by the gateway itself`,
});
/** Of the user's token there is one copy, in its own header; it goes on as it is, or not at all. */
const carriedName = freeName.refine((name) => name !== 'authorization', {
  message: 'Authorization goes on by itself; to hold it back write { remove: authorization }',
});

/** One rule; rules apply in their order, those of one subgraph after those of all. */
const headerRule = z.union([
  z.strictObject({ propagate: carriedName, as: carriedName.optional() }),
  z.strictObject({ insert: freeName, value: z.string().regex(/^[\t\x20-\x7e]*$/, 'printable ASCII') }),
  z.strictObject({ remove: freeName }),
]);

/** The section `headers` of gateway.yaml. */
export const headersSchema = z.strictObject({
  all: z.array(headerRule).default([]),
  subgraphs: z.record(z.string(), z.array(headerRule)).default({}),
});

type HeaderRule = z.infer<typeof headerRule>;

/** What of a client's headers goes on, by the client's names; equal objects lead to equal requests. */
export type ForwardedHeaders = Readonly<Record<string, string>>;

/** Compiled rules. */
export interface HeaderRules {
  /** The client's headers that any rule forwards: an answer may depend on each of them. */
  readonly forwardedNames: readonly string[];
  /** The client's headers that any rule forwards, in a fixed order; the same empty object when there are none. */
  pick(headers: IncomingHeaders): ForwardedHeaders;
  /** Everything that forwarded headers may change in an answer, as a text for cache keys; empty when there is nothing. */
  fingerprintOf(forwarded: ForwardedHeaders): string;
  /** Changes the headers of a request to a subgraph, in place. */
  apply(subgraph: string, forwarded: ForwardedHeaders, headers: Record<string, string>): void;
}

/** What is forwarded where no rule forwards anything. */
export const nothingForwarded: ForwardedHeaders = Object.freeze({});

/** Compiles the rules. */
export function createHeaderRules(config: z.infer<typeof headersSchema>): HeaderRules {
  const own = new Map(Object.entries(config.subgraphs).map(([name, rules]) => [name, [...config.all, ...rules]]));
  const all = [...config.all, ...Object.values(config.subgraphs).flat()];
  const names = [...new Set(all.flatMap((rule) => ('propagate' in rule ? [rule.propagate] : [])))].sort();
  return {
    forwardedNames: names,
    pick(headers) {
      if (names.length === 0) return nothingForwarded;
      // A header that Connection names is for the hop before us only.
      const hops = typeof headers.connection === 'string' ? headers.connection.toLowerCase().split(/\s*,\s*/) : [];
      const picked: Record<string, string> = {};
      for (const name of names) {
        const value = headers[name];
        const text = typeof value === 'string' ? value : value?.join(', ');
        if (text !== undefined && text.length <= valueCharactersMax && !hops.includes(name)) picked[name] = text;
      }
      return picked;
    },
    fingerprintOf: (forwarded) => (forwarded === nothingForwarded ? '' : JSON.stringify(forwarded)),
    apply(subgraph, forwarded, headers) {
      for (const rule of own.get(subgraph) ?? config.all) applyRule(rule, forwarded, headers);
    },
  };
}

function applyRule(rule: HeaderRule, forwarded: ForwardedHeaders, headers: Record<string, string>): void {
  if ('insert' in rule) headers[rule.insert] = rule.value;
  else if ('remove' in rule) Reflect.deleteProperty(headers, rule.remove);
  else {
    const value = forwarded[rule.propagate];
    if (value !== undefined) headers[rule.as ?? rule.propagate] = value;
  }
}
