// Asks the process API in any role, as stubbornly as an integration should: the same request until somebody answers.
import { setTimeout as pause } from 'node:timers/promises';
import type { Role } from '../../../schema/canon/roles.ts';

/** What a request came to: data, or null when nobody answered in time; a refusal is an answer. */
export type Ask = <T>(role: Role, query: string, variables?: object) => Promise<T | null>;

/** A restart takes seconds; on a busy machine many. */
const answerMsMax = 45_000;
const callMsMax = 8_000;
const againMs = 150;

/** A caller of `url`; tokens are those that the identity server gives to anybody in the demo. */
export function asking(url: string, identityUrl: string): Ask {
  const tokens = new Map<Role, Promise<string>>();
  const tokenOf = (role: Role): Promise<string> => {
    const token = tokens.get(role) ?? issued(identityUrl, role);
    tokens.set(role, token);
    return token;
  };
  return async <T>(role: Role, query: string, variables: object = {}): Promise<T | null> => {
    for (const untilMs = Date.now() + answerMsMax; Date.now() < untilMs;) {
      const answer = await once(url, await tokenOf(role), { query, variables });
      // A root field without a value failed: the store is away, or it is being started again.
      const { data } = answer ?? {};
      if (data != null && Object.values(data).every((value) => value !== null)) return data as T;
      await pause(againMs);
    }
    return null;
  };
}

async function once(url: string, token: string, body: object): Promise<{ readonly data?: object | null } | null> {
  try {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(callMsMax);
    const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal });
    return (await reply.json()) as { data?: object | null };
  } catch {
    return null;
  }
}

async function issued(identityUrl: string, role: Role): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(`${identityUrl}/token`, { method: 'POST', headers, body: JSON.stringify({ role }) });
  return ((await reply.json()) as { token: string }).token;
}
