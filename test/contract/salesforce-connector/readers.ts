// How the connector reads each kind of recorded call: the scripted org sends the answer, the connector's own code reads it.
import { isDeepStrictEqual } from 'node:util';
import { faultOf } from '../../../subgraphs/connectors/salesforce/failures.ts';
import { mapped } from '../../../subgraphs/connectors/salesforce/wire.ts';
import {
  collectionAnswers,
  type WriteAnswer,
  writeAnswer,
  type WriteKind,
} from '../../../subgraphs/connectors/salesforce/write-answer.ts';
import { type Fault, isFault } from '../../../subgraphs/runtime/fault.ts';
import type { HttpClient, HttpReply } from '../../../subgraphs/runtime/http.ts';
import { dataPath, type Interaction } from '../salesforce-stand-in/recording.ts';
import { expectedFault, type ExpectedFault, expectedOutcome, expectedOutcomes } from './expected.ts';
import { type FieldTypes, saysTheSame, valueKind } from './field-types.ts';
import { type Answer, answerOf, filledIn, readBody, scripted } from './recorded-answer.ts';
import { type Connected, connect, dataPath as ourData, person, type ScriptedOrg, tokenPath } from './scripted-org.ts';

/** Where calls are replayed. */
export interface Stage {
  readonly org: ScriptedOrg;
  /** Sends what the connector does not send yet: writes, and reads of other resources that were refused. */
  readonly http: HttpClient;
  readonly types: FieldTypes;
  /** The recorded page at a path, when the same recording holds it. */
  pageAt(path: string): Interaction | null;
  /** What really goes out; spoils answers when a test proves that the comparison sees it. */
  spoiled(answer: Answer): Answer;
}

/** The part of the connector that reads a call. */
export type Part = 'client' | 'write-answer' | 'failures';

/** Reads one recorded call. Returns what came out otherwise than recorded, in sentences. */
export type Reader = (interaction: Interaction, stage: Stage) => Promise<readonly string[]>;

/** Who reads a call; null for one that the connector neither makes nor would. */
export function readerOf(interaction: Interaction): { readonly part: Part; readonly read: Reader } | null {
  const { method, path } = interaction.request;
  if (path === tokenPath) return method === 'POST' ? { part: 'client', read: readSession } : null;
  const [resource, second, third, fourth] = dataPath(interaction) ?? [];
  if (method === 'GET' && (resource === 'query' || resource === 'queryAll'))
    return { part: 'client', read: second === undefined ? readQuery : readPage };
  if (method === 'GET' && resource === 'sobjects' && third === 'describe' && fourth === undefined)
    return { part: 'client', read: readDescription };
  const write = writeReader(interaction);
  if (write !== null) return { part: 'write-answer', read: write };
  // A refusal reads alike whatever was asked.
  const isRefusal = resource !== undefined && interaction.response.status >= 400;
  return isRefusal ? { part: 'failures', read: readRefusal } : null;
}

function writeReader(interaction: Interaction): Reader | null {
  const { request } = interaction;
  const method = request.query.find(([name]) => name === '_HttpMethod')?.[1] ?? request.method;
  const [resource, second, ...rest] = dataPath(interaction) ?? [];
  if (resource === 'sobjects' && second !== undefined) {
    // Past the object's name: nothing, an id, or the field and value of an external id.
    const kind = kindOfWrite(method, { create: rest.length === 0, update: rest.length === 1, upsert: rest.length > 1 });
    return kind === null ? null : (told, stage) => readWrite(kind, told, stage);
  }
  if (resource === 'composite' && second === 'sobjects') {
    const kind = kindOfWrite(method, { create: rest.length === 0, update: rest.length === 0, upsert: rest.length > 1 });
    return kind === null ? null : (told, stage) => readCollection(kind, told, stage);
  }
  return null;
}

function kindOfWrite(method: string, may: Readonly<Record<'create' | 'update' | 'upsert', boolean>>): WriteKind | null {
  if (method === 'DELETE') return 'DELETE';
  if (method === 'POST') return may.create ? 'CREATE' : null;
  if (method !== 'PATCH') return null;
  return may.upsert ? 'UPSERT' : may.update ? 'UPDATE' : null;
}

/** What came of asking: an answer or a fault; anything else is a mistake of ours and goes on. */
async function outcomeOf<T>(asked: Promise<T>): Promise<{ readonly value: T } | { readonly fault: Fault }> {
  try {
    return { value: await asked };
  } catch (error) {
    if (isFault(error)) return { fault: error };
    throw error;
  }
}

function otherFault(fault: Fault, expected: ExpectedFault): readonly string[] {
  const { code, vendorCode, message } = fault;
  if (code === expected.code && vendorCode === expected.vendorCode) return [];
  return [`read as ${code} ${vendorCode} (${message}), recorded ${expected.code} ${expected.vendorCode}`];
}

async function withConnector<T>(stage: Stage, use: (connected: Connected) => Promise<T>): Promise<T> {
  const connected = connect(stage.org);
  try {
    return await use(connected);
  } finally {
    await connected.close();
  }
}

const emptyPage = { body: { totalSize: 0, done: true, records: [] } };

/** A sign-in: its session is what the next call carries, to the host that was named. */
async function readSession(interaction: Interaction, stage: Stage): Promise<readonly string[]> {
  const recorded = answerOf(interaction, stage.org.url);
  const body = (readBody(recorded.text) ?? {}) as Readonly<Record<string, unknown>>;
  const text = 'instance_url' in body ? JSON.stringify({ ...body, instance_url: stage.org.url }) : recorded.text;
  const answer = stage.spoiled({ ...recorded, text });
  stage.org.play(({ path }) => (path === tokenPath ? scripted(answer) : emptyPage));
  const statement = { name: 'after-sign-in', soql: 'SELECT Id FROM Account' };
  const outcome = await withConnector(stage, ({ client }) => outcomeOf(client.records(person(), statement)));
  if ('fault' in outcome) {
    if (recorded.status === 200) return [`read as ${outcome.fault.message}, recorded a session`];
    const { code, vendorCode } = expectedFault(recorded);
    // A refusal of credentials comes with 400.
    return otherFault(outcome.fault, { code: recorded.status === 400 ? 'SYSTEM_UNAUTHORIZED' : code, vendorCode });
  }
  if (recorded.status !== 200) return [`read as a session, recorded ${recorded.status}`];
  const used = stage.org.arrived.filter(({ path }) => path !== tokenPath).map(({ headers }) => headers.authorization);
  return isDeepStrictEqual(used, [`Bearer ${String(body.access_token)}`]) ? [] : ['the session is not what was sold'];
}

/** A query: it is asked as it was recorded, and every record of its pages arrives with its digits. */
async function readQuery(interaction: Interaction, stage: Stage): Promise<readonly string[]> {
  const { request } = interaction;
  const resource = dataPath(interaction)?.[0] ?? '';
  const soql = request.query.find(([name]) => name === 'q')?.[1] ?? '';
  const answer = answerOf(interaction, stage.org.url);
  const pages = withPages(answer, stage);
  stage.org.play(({ path, q }) => {
    if (path === `${ourData}/${resource}`) return q.get('q') === soql ? scripted(stage.spoiled(answer)) : null;
    return pages.has(path) ? scripted(stage.spoiled(pages.get(path) ?? answer)) : null;
  });
  return compareRecords(stage, { soql, deletedToo: resource === 'queryAll' }, [answer, ...pages.values()]);
}

/** A further page: it is asked for by the path that the page before it named. */
async function readPage(interaction: Interaction, stage: Stage): Promise<readonly string[]> {
  const nextRecordsUrl = filledIn(interaction.request.path, stage.org.url);
  const first = { body: { done: false, nextRecordsUrl, records: [] } };
  const answer = answerOf(interaction, stage.org.url);
  const pages = new Map([[nextRecordsUrl, answer], ...withPages(answer, stage)]);
  stage.org.play(({ path, q }) => {
    if (q.has('q')) return first;
    return pages.has(path) ? scripted(stage.spoiled(pages.get(path) ?? answer)) : null;
  });
  return compareRecords(stage, { soql: 'SELECT Id FROM Account', deletedToo: false }, [...pages.values()]);
}

/** The pages that follow an answer, as recorded, or an empty last one where the recording ends. */
function withPages(answer: Answer, stage: Stage): ReadonlyMap<string, Answer> {
  const pages = new Map<string, Answer>();
  for (let page = answer; ;) {
    const { done, nextRecordsUrl } = (readBody(page.text) ?? {}) as Readonly<Record<string, unknown>>;
    if (done !== false || typeof nextRecordsUrl !== 'string' || pages.has(nextRecordsUrl)) return pages;
    const recorded = stage.pageAt(nextRecordsUrl);
    const last = { status: 200, headers: {}, text: JSON.stringify(emptyPage.body) };
    page = recorded === null ? last : answerOf(recorded, stage.org.url);
    pages.set(nextRecordsUrl, page);
  }
}

async function compareRecords(
  stage: Stage,
  question: { readonly soql: string; readonly deletedToo: boolean },
  answers: readonly Answer[],
): Promise<readonly string[]> {
  const statement = { name: 'recorded', ...question };
  const outcome = await withConnector(stage, ({ client }) => outcomeOf(client.records(person(), statement)));
  const refused = answers.find(({ status }) => status !== 200);
  if ('fault' in outcome) {
    if (refused !== undefined) return otherFault(outcome.fault, expectedFault(refused));
    return [`read as ${outcome.fault.message}, recorded records`];
  }
  if (refused !== undefined) return [`read as records, recorded ${refused.status}`];
  const sent = answers.flatMap(({ text }) => (readBody(text) as { records: readonly unknown[] }).records);
  if (!isDeepStrictEqual(outcome.value, sent))
    return [`${outcome.value.length} records are not the ${sent.length} sent, to the digit`];
  return outcome.value.flatMap((record) => misreadFields(record, stage.types));
}

/** Fields that the connector's typed reading takes for something else, parents and children included. */
function misreadFields(record: unknown, types: FieldTypes): readonly string[] {
  if (typeof record !== 'object' || record === null) return [];
  const { attributes, ...fields } = record as Readonly<Record<string, unknown>>;
  const object = (attributes as { type?: string } | undefined)?.type ?? '';
  return Object.entries(fields).flatMap(([name, value]) => {
    if (Array.isArray(value)) return value.flatMap((child) => misreadFields(child, types));
    if (typeof value === 'object' && value !== null) return misreadFields(value, types);
    const kind = valueKind(types, object, name);
    if (kind === null) return [];
    try {
      const read = mapped(fields, name, kind);
      return saysTheSame(kind, value, read) ? [] : [`${object}.${name} is read as ${String(read)}`];
    } catch (error) {
      return [`${object}.${name}: ${String(error)}`];
    }
  });
}

/** A description: every field with its type, and null for an object that is not there. */
async function readDescription(interaction: Interaction, stage: Stage): Promise<readonly string[]> {
  const object = dataPath(interaction)?.[1] ?? '';
  const answer = answerOf(interaction, stage.org.url);
  stage.org.play(({ path }) =>
    path === `${ourData}/sobjects/${object}/describe` ? scripted(stage.spoiled(answer)) : null,
  );
  const outcome = await withConnector(stage, ({ client }) => outcomeOf(client.describe(person(), object)));
  if ('fault' in outcome) {
    if (answer.status === 200) return [`read as ${outcome.fault.message}, recorded a description`];
    return otherFault(outcome.fault, expectedFault(answer));
  }
  const isMissing = answer.status === 404 && expectedFault(answer).vendorCode === 'NOT_FOUND';
  if (isMissing) return outcome.value === null ? [] : ['read as a description, recorded none'];
  const { fields } = readBody(answer.text) as { fields: readonly Readonly<Record<string, unknown>>[] };
  const expected = fields.map(({ name, type }) => ({ name, type }));
  return isDeepStrictEqual(outcome.value, expected) ? [] : ['fields and types are not those that were sent'];
}

/** Sends the recorded request as it is and answers it as it was. */
async function exchange(interaction: Interaction, stage: Stage): Promise<HttpReply> {
  const { request } = interaction;
  const answer = stage.spoiled(answerOf(interaction, stage.org.url));
  stage.org.play(() => scripted(answer));
  const query = new URLSearchParams(request.query.map(([name, value]): [string, string] => [name, value])).toString();
  const path = filledIn(request.path, stage.org.url).replaceAll(' ', '%20');
  return stage.http.send({
    method: request.method,
    path: query === '' ? path : `${path}?${query}`,
    ...(request.body === '' ? {} : { body: request.body }),
    headers: request.contentType === null ? {} : { 'content-type': request.contentType },
    signal: AbortSignal.timeout(10_000),
  });
}

/** An outcome with what can be compared of a fault. */
function plain(answer: WriteAnswer): unknown {
  if (answer.kind !== 'FAILED') return answer;
  const { code, vendorCode } = answer.fault;
  return { kind: 'FAILED', fault: { code, vendorCode } };
}

async function readWrite(kind: WriteKind, interaction: Interaction, stage: Stage): Promise<readonly string[]> {
  const read = plain(writeAnswer('salesforce', kind, await exchange(interaction, stage)));
  const expected = expectedOutcome(kind, answerOf(interaction, stage.org.url));
  return isDeepStrictEqual(read, expected)
    ? []
    : [`read as ${JSON.stringify(read)}, recorded ${JSON.stringify(expected)}`];
}

async function readCollection(kind: WriteKind, interaction: Interaction, stage: Stage): Promise<readonly string[]> {
  const reply = await exchange(interaction, stage);
  const answer = answerOf(interaction, stage.org.url);
  const read = async (): Promise<readonly WriteAnswer[]> =>
    Promise.resolve(collectionAnswers('salesforce', kind, reply));
  const outcome = await outcomeOf(read());
  if ('fault' in outcome)
    return answer.status === 200 ? [outcome.fault.message] : otherFault(outcome.fault, expectedFault(answer));
  const short = outcome.value.map((told) => ('id' in told ? { kind: told.kind, id: told.id } : { kind: told.kind }));
  const expected = expectedOutcomes(kind, answer.text);
  return isDeepStrictEqual(short, expected)
    ? []
    : [`read as ${JSON.stringify(short)}, recorded ${JSON.stringify(expected)}`];
}

async function readRefusal(interaction: Interaction, stage: Stage): Promise<readonly string[]> {
  const reply = await exchange(interaction, stage);
  return otherFault(faultOf('salesforce', reply, 'recorded'), expectedFault(answerOf(interaction, stage.org.url)));
}
