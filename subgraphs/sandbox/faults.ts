// Faults a test or a demonstration plants in a stand-in: which there are, when they strike, and who acts them out.
import type { VendorFault, VendorRequest } from './stand-in.ts';

/** Faults of the wire, acted out by the framework whatever the vendor. */
export type WireFault =
  /** The vendor does the work, then the connection ends without an answer. */
  | { readonly kind: 'dropReplyAfterCommit' }
  /**
   * The connection ends first and the vendor does the work `ms` later. With `hold` the connection stays open without an answer
   * until then, so that it is the client who gives up.
   */
  | { readonly kind: 'lateCommit'; readonly ms: number; readonly hold: boolean }
  /** The vendor does the work at once, the answer comes late. */
  | { readonly kind: 'lateReply'; readonly ms: number }
  /** The connection is reset before the vendor sees the request. */
  | { readonly kind: 'reset' }
  /** The request is never answered; the vendor does not see it. */
  | { readonly kind: 'hang' }
  /** Headers at once, the body in pieces over this time. */
  | { readonly kind: 'slowBody'; readonly ms: number }
  /** A refusal whose every field quotes the credential of the request, as careless vendors do; the vendor does not see it. */
  | { readonly kind: 'quoteCredential' }
  /** The port is closed until the fault is removed. */
  | { readonly kind: 'refuse' };

/** What struck one request. */
export interface StruckFaults {
  readonly wire: readonly WireFault[];
  readonly vendor: readonly VendorFault[];
  readonly kinds: readonly string[];
}

/** A planted fault. */
export interface FaultRule {
  readonly id: number;
  readonly fault: WireFault | VendorFault;
  /** Tested against `METHOD /path?query`. */
  readonly match: RegExp;
  /** 0 to 1; 1 strikes every matching request. */
  readonly rate: number;
  /** How many strikes are left; Infinity without a count. */
  left: number;
  /** From this moment on it strikes no more, in milliseconds of `performance.now()`; Infinity without `forSeconds`. */
  readonly untilMs: number;
  struck: number;
}

/** The faults of one stand-in. */
export interface FaultRegister {
  /** Plants a fault from the JSON of `POST /<vendor>/faults`; throws with a message for the caller when it makes no sense. */
  plant(input: unknown): FaultRule;
  remove(id: number): boolean;
  clear(): void;
  list(): readonly FaultRule[];
  /** Decides which faults strike a request, and counts them. */
  strike(request: Pick<VendorRequest, 'method' | 'path' | 'query'>): StruckFaults;
  /** Told whenever the rules change; the server closes and opens its port by it. */
  onChange(listener: () => Promise<void>): void;
  /** Resolves when every listener has acted on the last change. */
  settled(): Promise<void>;
}

/** The kinds that can be planted, for messages. `tooManyRequests` is acted out by the vendor as its own overload answer. */
const FAULT_KINDS = [
  'dropReplyAfterCommit',
  'lateCommit',
  'lateReply',
  'tooManyRequests',
  'unavailable',
  'reset',
  'refuse',
  'hang',
  'slowBody',
  'quoteCredential',
  'expiredToken',
  'partialSuccess',
  'staleIndex',
  'rowLock',
  'closedPeriod',
  'schemaDrift',
] as const;

/** Planted faults at once; more than this is a runaway test. */
const RULES_MAX = 100;
/** Delays beyond this are no longer slow, they are a hang; ask for that. */
const DELAY_MS_MAX = 600_000;

/** An empty register; the seed decides which requests a rate strikes. */
export function createFaultRegister(seed = 1): FaultRegister {
  const rules: FaultRule[] = [];
  const listeners: (() => Promise<void>)[] = [];
  const chance = seededChance(seed);
  let nextId = 1;
  let acting: Promise<unknown> = Promise.resolve();
  const changed = (): void => {
    acting = Promise.all(listeners.map((listener) => listener()));
  };
  return {
    plant: (input) => {
      if (rules.length >= RULES_MAX) throw new Error(`${RULES_MAX} faults are planted already: remove some first`);
      const rule = { id: nextId, ...readRule(input), struck: 0 };
      nextId += 1;
      rules.push(rule);
      changed();
      return rule;
    },
    remove: (id) => {
      const index = rules.findIndex((rule) => rule.id === id);
      if (index >= 0) rules.splice(index, 1);
      changed();
      return index >= 0;
    },
    clear: () => {
      rules.length = 0;
      changed();
    },
    list: () => rules,
    strike: ({ method, path, query }) => {
      const search = query.toString();
      const line = `${method} ${path}${search === '' ? '' : `?${search}`}`;
      const nowMs = performance.now();
      const striking = rules.filter(
        (rule) => rule.left > 0 && nowMs < rule.untilMs && rule.match.test(line) && chance(rule.rate),
      );
      for (const rule of striking) {
        rule.left -= 1;
        rule.struck += 1;
      }
      const faults = striking.map((rule) => rule.fault);
      return {
        wire: faults.filter(isWire),
        vendor: faults.filter((fault): fault is VendorFault => !isWire(fault)),
        kinds: faults.map((fault) => fault.kind),
      };
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
    settled: async () => {
      await acting;
    },
  };
}

const WIRE_KINDS: ReadonlySet<string> = new Set([
  'dropReplyAfterCommit',
  'lateCommit',
  'lateReply',
  'reset',
  'hang',
  'slowBody',
  'quoteCredential',
  'refuse',
]);

function isWire(fault: WireFault | VendorFault): fault is WireFault {
  return WIRE_KINDS.has(fault.kind);
}

function readRule(input: unknown): Omit<FaultRule, 'id' | 'struck'> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new Error(`A fault is a JSON object like {"kind":"lateReply","ms":2000,"match":"GET /api"}`);
  }
  const fields = input as Record<string, unknown>;
  const { match = '', rate = 1, count = Infinity } = fields;
  if (typeof match !== 'string')
    throw new Error(`match is ${JSON.stringify(match)}: give a regular expression as text`);
  if (typeof rate !== 'number' || !(rate >= 0 && rate <= 1))
    throw new Error(`rate is ${JSON.stringify(rate)}: give a number from 0 to 1`);
  if (count !== Infinity && !(Number.isInteger(count) && (count as number) > 0)) {
    throw new Error(`count is ${JSON.stringify(count)}: give a whole number above 0, or leave it out`);
  }
  const untilMs =
    fields.forSeconds === undefined
      ? Infinity
      : performance.now() + readNumber(fields, 'forSeconds', DELAY_MS_MAX) * 1000;
  return { fault: readFault(fields), match: readPattern(match), rate, left: count as number, untilMs };
}

function readPattern(match: string): RegExp {
  try {
    return new RegExp(match, 'u');
  } catch (error) {
    throw new Error(`match "${match}" is not a regular expression: ${(error as Error).message}`, { cause: error });
  }
}

function readFault(fields: Record<string, unknown>): WireFault | VendorFault {
  const kind = FAULT_KINDS.find((candidate) => candidate === fields.kind);
  switch (kind) {
    case undefined:
      throw new Error(`Unknown kind of fault ${JSON.stringify(fields.kind)}: use one of ${FAULT_KINDS.join(', ')}`);
    case 'lateCommit':
      return { kind, ms: readNumber(fields, 'ms', DELAY_MS_MAX), hold: fields.hold === true };
    case 'lateReply':
    case 'slowBody':
      return { kind, ms: readNumber(fields, 'ms', DELAY_MS_MAX) };
    case 'staleIndex':
      return { kind, seconds: readNumber(fields, 'seconds', DELAY_MS_MAX) };
    case 'tooManyRequests':
      return {
        kind: 'overload',
        retryAfterSeconds:
          fields.retryAfterSeconds === undefined ? undefined : readNumber(fields, 'retryAfterSeconds', DELAY_MS_MAX),
      };
    case 'schemaDrift': {
      const { remove, rename, to } = fields;
      if (typeof remove === 'string') return { kind, remove };
      if (typeof rename === 'string' && typeof to === 'string') return { kind, rename, to };
      throw new Error('schemaDrift needs {"remove":"field"} or {"rename":"field","to":"other"}');
    }
    default:
      return { kind };
  }
}

function readNumber(fields: Record<string, unknown>, name: string, max: number): number {
  const value = fields[name];
  if (typeof value === 'number' && value >= 0 && value <= max) return value;
  throw new Error(`${name} is ${JSON.stringify(value) ?? 'missing'}: give a number from 0 to ${max}`);
}

/** True with the given probability, in an order that the seed fixes. */
function seededChance(seed: number): (rate: number) => boolean {
  let state = seed >>> 0;
  return (rate) => {
    if (rate >= 1) return true;
    // A linear congruential step (Numerical Recipes); its high bits are random enough for a coin.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296 < rate;
  };
}
