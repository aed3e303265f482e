// Replays recordings through the connector: one org for all, the connector connected anew for every call.
import { createHttpClient } from '../../../subgraphs/runtime/http.ts';
import { byCassette, type Interaction } from '../salesforce-stand-in/recording.ts';
import type { Outcome, Replayed } from '../salesforce-stand-in/replay.ts';
import { fieldTypes } from './field-types.ts';
import { type Part, readerOf, type Stage } from './readers.ts';
import { type Answer, filledIn } from './recorded-answer.ts';
import { startScriptedOrg } from './scripted-org.ts';

/** A call of another recorder: a query still in the path, nothing where there is nothing. */
function normal({ request, response, ...rest }: Interaction): Interaction {
  const [path = '', search = ''] = request.path.split('?');
  const query = [...(request.query ?? []), ...new URLSearchParams(search)];
  const body = response.body ?? '';
  return {
    ...rest,
    request: { ...request, path, query, contentType: request.contentType ?? null, body: request.body ?? '' },
    response: { status: response.status, headers: response.headers ?? {}, body },
  };
}

/** Reads every recorded call; `spoil` changes what is sent without changing what is expected. */
export async function replayAll(
  recorded: readonly Interaction[],
  spoil: (answer: Answer) => Answer = (answer) => answer,
): Promise<readonly Replayed[]> {
  const org = await startScriptedOrg();
  const http = createHttpClient({ origin: org.url, connections: 1 });
  const interactions = recorded.map(normal);
  const types = fieldTypes(interactions);
  const replayed: Replayed[] = [];
  try {
    for (const cassette of byCassette(interactions)) {
      const paths = new Map(cassette.interactions.map((told) => [filledIn(told.request.path, org.url), told]));
      const stage: Stage = { org, http, types, spoiled: spoil, pageAt: (path) => paths.get(path) ?? null };
      for (const interaction of cassette.interactions)
        replayed.push({ interaction, outcome: await readOne(interaction, stage) });
    }
    return replayed;
  } finally {
    await http.close();
    await org.close();
  }
}

async function readOne(interaction: Interaction, stage: Stage): Promise<Outcome> {
  const reader = readerOf(interaction);
  if (reader === null) return { kind: 'notClaimed' };
  const details = await reader.read(interaction, stage);
  return details.length === 0 ? { kind: 'passed' } : { kind: 'different', details };
}

/** What is other in the recording than with today's Salesforce, and how often; all of it is read all the same. */
export function versionNotes(interactions: readonly Interaction[]): readonly string[] {
  const count = (holds: (interaction: Interaction) => boolean): number => interactions.filter(holds).length;
  const isUpsert = ({ request }: Interaction): boolean =>
    request.method === 'PATCH' && /\/sobjects\/[^/]+\/[^/]+\/.+$/.test(request.path);
  const bodyOf = ({ response }: Interaction): object => Object(response.body) as object;
  const notes: readonly (readonly [number, string])[] = [
    [
      count((told) => isUpsert(told) && told.response.status === 204),
      'upsert that updates: 204 without a body before v46, 200 with created: false since',
    ],
    [
      count((told) => isUpsert(told) && told.response.status === 201 && !('created' in bodyOf(told))),
      'upsert that creates: no word "created" before v46',
    ],
    [
      count(({ request }) => request.path.endsWith('/oauth2/token') && /<removed>/.test(request.body)),
      'sign-in whose grant was removed from the recording: only its answer is compared',
    ],
    [
      count(({ request }) => request.path.includes('<api_version>')),
      'call whose version was removed: replayed as the version we pin',
    ],
  ];
  return notes.filter(([times]) => times > 0).map(([times, note]) => `${times} x ${note}`);
}

const partSays: Readonly<Record<Part, string>> = {
  client: 'the client the CRM port reads with: session, query pages, description',
  'write-answer': 'the reader of write answers; the port has no writes yet, the recorded request was sent as it is',
  failures: 'the reader of refusals, for resources the client does not ask',
};

/** Which part of the connector read how many calls: what reads no port method yet is told apart. */
export function partNotes(interactions: readonly Interaction[]): readonly string[] {
  const parts = Map.groupBy(interactions, (interaction) => readerOf(interaction)?.part ?? null);
  return [...parts].flatMap(([part, list]) => (part === null ? [] : [`${list.length} x read by ${partSays[part]}`]));
}
