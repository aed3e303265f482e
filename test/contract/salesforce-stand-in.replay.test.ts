// The stand-in against real traffic: recorded calls are sent to it, and its answers compared with the recorded ones.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandboxClock } from '../../subgraphs/sandbox/clock.ts';
import { createCredentials } from '../../subgraphs/sandbox/credentials.ts';
import { buildFirm } from '../../subgraphs/sandbox/firm/build.ts';
import type { ObjectDocument } from '../../subgraphs/sandbox/salesforce/catalogue/object.ts';
import { integrationUserId, seedRecords } from '../../subgraphs/sandbox/salesforce/seed.ts';
import { createOrganizationStandIn, firmCatalogue } from '../../subgraphs/sandbox/salesforce/stand-in.ts';
import { serveStandIn, type ServedStandIn } from '../../subgraphs/sandbox/serve.ts';
import { recordedCatalogue } from './salesforce-stand-in/recorded-catalogue.ts';
import { byCassette, loadFixtures, loadInteractions, recordingsPlace } from './salesforce-stand-in/recording.ts';
import { replayAll, type Replayed } from './salesforce-stand-in/replay.ts';
import { table, tally } from './salesforce-stand-in/report.ts';
import { SAVED_BODIES, missingKeys } from './salesforce-stand-in/saved-bodies.ts';

/** The recording this was written against; of its calls none may differ without a name. */
const KNOWN_CALLS = 573;
/** Of any recording so many calls must be claimed and answered as recorded: 500 of 573. */
const PASSED_SHARE_MIN = 500 / KNOWN_CALLS;
/** The version of the recording is not known; in this one upserts and the resource map are as recorded. */
const RECORDED_VERSION = 29;
/** What connectors use. */
const CURRENT_VERSION = 62;

/** Differences without a name. */
function unnamed(replayed: readonly Replayed[]): readonly string[] {
  return replayed.flatMap(({ outcome }) => (outcome.kind === 'different' ? outcome.details : []));
}

const interactions = loadInteractions();
const cassettes = byCassette(interactions);
const fixtures = loadFixtures();

if (interactions.length === 0 || fixtures.size === 0) {
  console.warn(
    `\n*** NOT REPLAYED: ${interactions.length} recorded calls and ${fixtures.size} saved bodies of Salesforce in ` +
      `${recordingsPlace()}. What is missing there is checked by the stand-in's own tests only. ***\n`,
  );
}

test('recordings that are absent are said, not failed', () => {
  expect(recordingsPlace()).not.toBe('');
});

describe.runIf(interactions.length > 0)('recorded traffic', () => {
  const catalogue = recordedCatalogue(interactions);

  test('is answered as it was recorded', async () => {
    const replayed = await replayAll(cassettes, { catalogue, version: RECORDED_VERSION });
    console.log(table(`Replay at v${RECORDED_VERSION}.0`, replayed));
    expect(tally(replayed).passed).toBeGreaterThanOrEqual(Math.floor(PASSED_SHARE_MIN * interactions.length));
    if (interactions.length === KNOWN_CALLS) expect(unnamed(replayed)).toEqual([]);
  });

  test('differs in the current version only where the vendor changed it', async () => {
    const replayed = await replayAll(cassettes, { catalogue, version: CURRENT_VERSION });
    console.log(table(`Replay at v${CURRENT_VERSION}.0`, replayed));
    if (interactions.length === KNOWN_CALLS) expect(unnamed(replayed)).toEqual([]);
  });

  test.runIf(interactions.length === KNOWN_CALLS)(
    'is told from spoiled answers: a lost key, a lost row, another type, another status',
    async () => {
      const some = cassettes.slice(0, 12);
      const spoiled = async (change: (body: Record<string, unknown>) => unknown): Promise<number> => {
        const replayed = await replayAll(some, {
          catalogue,
          version: RECORDED_VERSION,
          spoil: (request, response) => {
            const isQuery = request.path.endsWith('/query') && response.status === 200;
            return isQuery ? { ...response, body: change(response.body as Record<string, unknown>) } : response;
          },
        });
        return tally(replayed).different;
      };
      expect(await spoiled((body) => body)).toBe(0);
      expect(await spoiled(({ totalSize, records }) => ({ totalSize, records }))).toBeGreaterThan(0);
      expect(await spoiled((body) => ({ ...body, records: (body.records as unknown[]).slice(1) }))).toBeGreaterThan(0);
      expect(await spoiled((body) => ({ ...body, totalSize: String(body.totalSize) }))).toBeGreaterThan(0);
      const other = await replayAll(some, {
        catalogue,
        version: RECORDED_VERSION,
        spoil: (_request, response) => (response.status === 204 ? { ...response, status: 200 } : response),
      });
      expect(tally(other).different).toBeGreaterThan(0);
    },
  );
});

describe.runIf(fixtures.size > 0)('saved bodies', () => {
  const firm = buildFirm({ size: 'demo', today: '2026-11-20' });
  const clock = createSandboxClock('2026-11-20T09:00:00Z');
  const credentials = createCredentials().salesforce;
  const described = fixtures.get('sobject_describe_success_response') as ObjectDocument;
  let served: ServedStandIn;
  let token = '';

  beforeAll(async () => {
    const standIn = createOrganizationStandIn({
      catalogue: firmCatalogue().load([described]),
      clock,
      credentials,
      userId: integrationUserId(firm),
      seed: () => seedRecords(firm, credentials.username),
    });
    served = await serveStandIn(standIn, { port: 0, clock });
    const form = { client_id: credentials.clientId, client_secret: credentials.clientSecret };
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
    const answer = await call('POST', '/services/oauth2/token', { body });
    expect(missingKeys(fixtures.get('auth_success_response'), answer.body)).toEqual([]);
    token = (answer.body as { access_token: string }).access_token;
  });

  afterAll(() => served.close());

  async function call(
    method: string,
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; body: unknown }> {
    const url = served.url + (path.startsWith('/services') ? path : `/services/data/v62.0${path}`);
    const authorization: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };
    const headers = { ...authorization, ...(init.headers as Record<string, string> | undefined) };
    const response = await fetch(url, { method, redirect: 'manual', ...init, headers });
    const text = await response.text();
    return { status: response.status, body: text === '' ? '' : (JSON.parse(text) as unknown) };
  }

  const json = (body: unknown): RequestInit =>
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };

  for (const saved of SAVED_BODIES.filter(({ fixture }) => fixtures.has(fixture))) {
    test(`${saved.method ?? 'GET'} ${decodeURIComponent(saved.path)} has the form of ${saved.fixture}`, async () => {
      const signedOut = saved.isSignedOut === true ? { headers: { authorization: 'Bearer none' } } : {};
      const answer = await call(saved.method ?? 'GET', saved.path, { ...json(saved.body), ...signedOut });
      const fixture = fixtures.get(saved.fixture);
      expect(answer.status).toBe(saved.status);
      if (saved.isExact === true) expect(answer.body).toEqual(fixture);
      else expect(missingKeys(fixture, answer.body)).toEqual([]);
    });
  }

  test('a describe that was loaded is served key for key', async () => {
    const { body } = await call('GET', `/sobjects/${described.name}/describe`);
    const { fields, urls, ...rest } = described;
    expect(body).toMatchObject(rest);
    expect((body as ObjectDocument).fields).toEqual(fields);
    expect(Object.keys((body as ObjectDocument).urls as object)).toEqual(Object.keys(urls as object));
  });

  test('a record of a loaded object comes back with the values it was made with', async () => {
    const recorded = fixtures.get('sobject_find_success_response') as Record<string, unknown>;
    const writeable = described.fields.filter((field) => field.createable === true && field.type !== 'reference');
    const values = Object.fromEntries(
      writeable.filter(({ name }) => name in recorded).map(({ name }) => [name, recorded[name]]),
    );
    const made = await call('POST', '/sobjects/Whizbang', json(values));
    expect(made).toMatchObject({ status: 201, body: { success: true } });
    const read = await call('GET', `/sobjects/Whizbang/${(made.body as { id: string }).id}`);
    expect(read.body).toMatchObject(values);
    expect(Object.keys(values)).not.toEqual([]);
  });
});
