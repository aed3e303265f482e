// A recorded answer as it can be sent again: the removed host and version filled in, the text kept where it was kept.
import type { Interaction } from '../salesforce-stand-in/recording.ts';
import { apiVersion, type ScriptedAnswer } from './scripted-org.ts';

/** An answer on its way out. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What the server of a replay writes itself. */
const ownHeaders = new Set(['content-length', 'content-encoding', 'transfer-encoding', 'connection', 'date']);

/** Recorded text as it reads here. */
export function filledIn(text: string, orgUrl: string): string {
  return text.replaceAll('<api_version>', apiVersion).replaceAll('https://<host>', orgUrl);
}

/** The recorded answer. A body saved as text goes out letter by letter. */
export function answerOf({ response }: Interaction, orgUrl: string): Answer {
  const { status, body, headers } = response;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.has(name.toLowerCase()));
  const filled = kept.map(([name, value]) => [name.toLowerCase(), filledIn(value, orgUrl)]);
  return { status, headers: Object.fromEntries(filled) as Record<string, string>, text: filledIn(text, orgUrl) };
}

/** The same for the scripted org. */
export function scripted({ status, headers, text }: Answer): ScriptedAnswer {
  return { status, headers, body: text };
}

/** A body read without the connector's code, numbers as the digits that were sent; null when it is no JSON. */
export function readBody(text: string): unknown {
  const digits = (_key: string, value: unknown, context: { readonly source?: string }): unknown =>
    typeof value === 'number' ? context.source : value;
  try {
    // The types do not know yet that a reviver is told the source.
    return JSON.parse(text, digits as (key: string, value: unknown) => unknown) as unknown;
  } catch {
    return null;
  }
}
