// Sends recorded requests to the stand-in over HTTP, each from the state it presupposes, and reports what came of it.
import { CATALOGUE } from '../../../subgraphs/sandbox/kantata/catalogue/catalogue.ts';
import type { KantataStandIn } from '../../../subgraphs/sandbox/kantata/stand-in.ts';
import { createKantataStandIn } from '../../../subgraphs/sandbox/kantata/stand-in.ts';
import { serveStandIn } from '../../../subgraphs/sandbox/serve.ts';
import type { Answer } from './compare.ts';
import { compare } from './compare.ts';
import type { Knowledge } from './knowledge.ts';
import { gatherKnowledge } from './knowledge.ts';
import type { Interaction } from './recordings.ts';
import { argumentOf, collectionOf, kindOf } from './recordings.ts';
import { presuppose } from './state.ts';

/** What became of one recorded interaction. */
export type Outcome =
  | {
      readonly kind: 'passed';
      readonly interaction: Interaction;
      readonly contrasts: number;
      readonly newer: readonly string[];
      readonly values: { readonly compared: number; readonly equal: number };
    }
  | { readonly kind: 'differs'; readonly interaction: Interaction; readonly differences: readonly string[] }
  | { readonly kind: 'unclaimed'; readonly interaction: Interaction; readonly reason: string };

/** Kinds that the vendor answers in another way today, so that the stand-in does not claim them. */
const UNCLAIMED: Readonly<Record<string, string>> = {
  'GET expense_categories': 'answered as a bare list of names in 2013; today every category is a record with an id',
};

/** What recordings call a collection that has another name today. */
const FORMER_NAMES: Readonly<Record<string, string>> = { assets: 'attachments' };

const TOKEN = 'token-of-the-replay';

/** Replays all interactions, one after the other, each on an account of its own. */
export async function replayAll(interactions: readonly Interaction[]): Promise<readonly Outcome[]> {
  let now = new Date(0);
  const standIn = createKantataStandIn({ clock: { now: () => now }, credentials: { accessToken: TOKEN } });
  const served = await serveStandIn(standIn, { port: 0, clock: { now: () => now } });
  const knowledge = gatherKnowledge(interactions);
  const outcomes: Outcome[] = [];
  try {
    for (const interaction of interactions) {
      now = new Date(interaction.recordedAt);
      outcomes.push(await replayOne(interaction, { standIn, url: served.url, knowledge }));
    }
  } finally {
    await served.close();
  }
  return outcomes;
}

interface Stage {
  readonly standIn: KantataStandIn;
  readonly url: string;
  readonly knowledge: Knowledge;
}

async function replayOne(interaction: Interaction, { standIn, url, knowledge }: Stage): Promise<Outcome> {
  const reason = UNCLAIMED[kindOf(interaction)] ?? notServed(interaction);
  if (reason !== null) return { kind: 'unclaimed', interaction, reason };
  const { state, contrasts } = presuppose(interaction, knowledge);
  standIn.reset();
  standIn.load(Object.fromEntries(Object.entries(state).filter(([collection]) => CATALOGUE.has(collection))));
  const answer = await send(url, interaction);
  const recorded = { status: interaction.response.status, body: interaction.response.body };
  const comparison = compare(recorded, answer, {
    isCreate: interaction.request.method === 'POST',
    orderedBy: argumentOf(interaction, 'order')?.split(':')[0] ?? null,
  });
  const differences = [...comparison.differences, ...(await afterwards(url, interaction))];
  if (differences.length > 0) return { kind: 'differs', interaction, differences };
  return { kind: 'passed', interaction, contrasts, newer: comparison.newer, values: comparison.values };
}

/** Why a request cannot be claimed at all; null for the resources that the stand-in serves. */
function notServed(interaction: Interaction): string | null {
  const collection = collectionOf(interaction);
  return CATALOGUE.has(FORMER_NAMES[collection] ?? collection) ? null : `the stand-in serves no "${collection}"`;
}

async function send(url: string, { request, response }: Interaction): Promise<Answer> {
  const query = request.query
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  // Tokens are not part of a recording: one that was refused is replaced by a wrong one.
  const authorization = `Bearer ${response.status === 401 ? 'wrong' : TOKEN}`;
  const init: RequestInit = { method: request.method, headers: { authorization } };
  if (request.method !== 'GET' && request.body !== '') {
    const isMultipart = request.contentType?.startsWith('multipart/') === true;
    init.body = isMultipart ? toFormData(request.body) : request.body;
    if (!isMultipart)
      init.headers = { authorization, 'content-type': request.contentType ?? 'application/x-www-form-urlencoded' };
  }
  const answer = await fetch(`${url}${request.path}${query === '' ? '' : `?${query}`}`, init);
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? '' : (JSON.parse(text) as unknown) };
}

/**
 * Multipart bodies were recorded as text or in base64, some of them as the Ruby client's own list of parts. The names of the
 * parts, the file's name and the text of the others are all that matters of them.
 */
function toFormData(recorded: string): FormData {
  const isPlain = recorded.includes('[');
  const parts = isPlain ? recorded : Buffer.from(recorded, 'base64').toString('latin1');
  const root = /(\w+)\[\w+\]/.exec(parts)?.[1] ?? '';
  const form = new FormData();
  for (const [name = ''] of parts.matchAll(new RegExp(`${root}\\[\\w+\\]`, 'g'))) {
    if (name.endsWith('[data]')) {
      const filename = /[\w-]+\.(?:jpe?g|png|gif|pdf|txt)/.exec(parts)?.[0] ?? 'file';
      form.append(name, new Blob([new Uint8Array(1024)]), filename);
    } else {
      form.append(name, /[a-z_]{3,}/.exec(parts.slice(parts.indexOf(name) + name.length))?.[0] ?? '');
    }
  }
  return form;
}

/** What is deleted can no longer be fetched. */
async function afterwards(url: string, { request, response }: Interaction): Promise<string[]> {
  if (request.method !== 'DELETE' || response.status !== 204) return [];
  const answer = await fetch(`${url}${request.path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  return answer.status === 404 ? [] : [`after the delete a GET answers ${answer.status}`];
}
