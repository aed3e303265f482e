// What travels with every request, from the door to the last vendor call: who asks, how urgent, how long, and whether they still wait.
import { randomUUID } from 'node:crypto';
import type { Role } from '../../schema/canon/roles.ts';
import { StopSource } from './stop-signal.ts';
import type { StopSignal } from './stop-signal.ts';
import { addTraceHeaders } from './tracing.ts';
import type { TracePlace } from './tracing.ts';

/** How urgent a request is: a person waits, money moves, or nobody waits. The budget of a vendor account is shared by it. */
export const priorities = ['interactive', 'billing', 'reference'] as const;
export type Priority = (typeof priorities)[number];

/** Who asks. `token` is forwarded inside (gateway to subgraph), never to a vendor, and never logged. */
export interface Principal {
  readonly subject: string;
  readonly role: Role;
  readonly token: string | null;
  /** Codes of the legal entities whose records they may see, sorted; absent means all of them. */
  readonly legalEntities?: readonly string[];
  /** Set when a service asks (service-token.ts): what it may do, and the subject of the person it does it for. */
  readonly service?: { readonly scopes: readonly string[]; readonly initiator: string };
}

/** `deadlineAt` is in milliseconds of Date.now(); `signal` fires when the caller has left. */
export interface Envelope {
  readonly correlationId: string;
  readonly principal: Principal;
  readonly deadlineAt: number;
  readonly priority: Priority;
  readonly signal: StopSignal;
  /** Where in a trace this work happens; null or absent when nobody traces. */
  readonly trace?: TracePlace;
  /** Set for what a process decides by: it was perhaps begun because something was mended a second ago, so no kept answer will do. */
  readonly wantsLive?: boolean;
}

/** The headers an envelope travels in; the deadline travels as remaining time because two machines' clocks differ. */
export const envelopeHeaders = {
  correlationId: 'x-correlation-id',
  remainingMs: 'x-deadline-ms',
  priority: 'x-priority',
  /** `no-cache`, as HTTP has it: no kept answer without asking its owner. Only services are heard; a person's refresh costs no calls. */
  freshness: 'cache-control',
} as const;

/** A request that names no deadline gets this long: past it a person has given up. */
export const requestDeadlineMs = 10_000;
/** No caller may hold our resources longer than this, whatever its header says. */
export const requestDeadlineMaxMs = 60_000;
/** Start-up checks and background reads: a slow vendor may take its time, a dead one must still be noticed. */
export const systemDeadlineMs = 30_000;

/** What a background envelope may deviate in; each has a sensible default. */
export interface SystemEnvelopeOptions {
  readonly deadlineMs?: number;
  readonly priority?: Priority;
  readonly role?: Role;
  readonly signal?: StopSignal;
}

/** An envelope for work no caller asked for (start-up, feeds); its subject is `system:<name>`, its priority `reference`. */
export function systemEnvelope(name: string, options: SystemEnvelopeOptions = {}): Envelope {
  return {
    correlationId: randomUUID(),
    principal: { subject: `system:${name}`, role: options.role ?? 'operator', token: null },
    deadlineAt: Date.now() + (options.deadlineMs ?? systemDeadlineMs),
    priority: options.priority ?? 'reference',
    signal: options.signal ?? new StopSource(),
  };
}

/** Milliseconds left before the deadline; never negative. */
export function remainingMs(envelope: Envelope): number {
  return Math.max(0, envelope.deadlineAt - Date.now());
}

/** Header values as an HTTP server hands them over. */
export type IncomingHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

// Ids from outside end in our logs: anything but a plain token is replaced, so that no log line can be forged.
const correlationIdForm = /^[A-Za-z0-9._-]{8,64}$/;

/** Reads a correlation id from headers, or makes a new one when it is absent or not a plain token of 8 to 64 characters. */
export function correlationIdFrom(headers: IncomingHeaders): string {
  const given = headers[envelopeHeaders.correlationId];
  return typeof given === 'string' && correlationIdForm.test(given) ? given : randomUUID();
}

/** Builds the envelope of a request from its headers; nonsense in a header counts as absent, excess is cut to the maximum. */
export function envelopeFromHeaders(headers: IncomingHeaders, principal: Principal, signal: StopSignal): Envelope {
  const remaining = Number(headers[envelopeHeaders.remainingMs] ?? Number.NaN);
  const grantedMs = Number.isFinite(remaining) && remaining >= 0 ? remaining : requestDeadlineMs;
  const priority = priorities.find((known) => known === headers[envelopeHeaders.priority]);
  return {
    correlationId: correlationIdFrom(headers),
    principal,
    deadlineAt: Date.now() + Math.min(grantedMs, requestDeadlineMaxMs),
    priority: priority ?? 'interactive',
    signal,
    ...(principal.service !== undefined && headers[envelopeHeaders.freshness] === 'no-cache'
      ? { wantsLive: true }
      : {}),
  };
}

/** Kept back on each hop (at most a tenth of what is left), so that the next process answers before we stop waiting for it. */
export const hopMarginMs = 100;

/** The headers that carry an envelope to the next process of ours, the token included: never send them to a vendor. */
export function headersOf(envelope: Envelope): Record<string, string> {
  const leftMs = remainingMs(envelope);
  const headers: Record<string, string> = {
    [envelopeHeaders.correlationId]: envelope.correlationId,
    [envelopeHeaders.remainingMs]: String(Math.floor(leftMs - Math.min(hopMarginMs, leftMs / 10))),
    [envelopeHeaders.priority]: envelope.priority,
  };
  if (envelope.wantsLive === true) headers[envelopeHeaders.freshness] = 'no-cache';
  if (envelope.principal.token !== null) headers.authorization = `Bearer ${envelope.principal.token}`;
  addTraceHeaders(envelope.trace ?? null, headers);
  return headers;
}
