// Replays recorded tests against the stand-in over HTTP, one organisation per test, at the time of the recording.
import { createCredentials } from '../../../subgraphs/sandbox/credentials.ts';
import { createOrganizationStandIn } from '../../../subgraphs/sandbox/salesforce/stand-in.ts';
import type { Catalogue } from '../../../subgraphs/sandbox/salesforce/catalogue/catalogue.ts';
import { serveStandIn } from '../../../subgraphs/sandbox/serve.ts';
import type { StandIn, VendorRequest, VendorResponse } from '../../../subgraphs/sandbox/stand-in.ts';
import { differences } from './compare.ts';
import { CLAIMED_KINDS, kindOf, madeIds, type Cassette, type Interaction } from './recording.ts';
import { addressInQueries, defaultsTold, identityOf, recordsBefore } from './recorded-organization.ts';
import type { SeenRow } from './seen-records.ts';

/** How one recorded call came out. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'notClaimed' }
  /** Other than recorded for a reason that has a name: the vendor changed it in a later version. */
  | { readonly kind: 'knownDifference'; readonly reason: string }
  | { readonly kind: 'different'; readonly details: readonly string[] };

/** A call with how it came out. */
export interface Replayed {
  readonly interaction: Interaction;
  readonly outcome: Outcome;
}

/** What to replay with. */
export interface ReplayOptions {
  readonly catalogue: Catalogue;
  /** The version put in place of the one that was removed. */
  readonly version: number;
  /** Spoils answers, to prove that the comparison sees it. */
  readonly spoil?: (request: VendorRequest, response: VendorResponse) => VendorResponse;
}

const credentials = createCredentials().salesforce;
/** What took the place of every mail address in recorded bodies. */
const REMOVED_ADDRESS = 'user@example.com';

/** Replays all tests, one after the other, on one port. */
export async function replayAll(cassettes: readonly Cassette[], options: ReplayOptions): Promise<readonly Replayed[]> {
  const clock = { time: new Date(), now: (): Date => clock.time };
  let current: StandIn | undefined;
  const served = await serveStandIn(
    {
      vendor: 'salesforce',
      handle: async (request, faults) => {
        const response = (await current?.handle(request, faults)) ?? { status: 500 };
        return options.spoil?.(request, response) ?? response;
      },
      reset: () => undefined,
      dump: () => ({}),
    },
    { port: 0, clock },
  );
  try {
    const replayed: Replayed[] = [];
    for (const cassette of cassettes) {
      current = createOrganizationStandIn({
        ...identityOf(cassette),
        catalogue: options.catalogue,
        clock,
        credentials,
        seed: () => recordsBefore(cassette, options.catalogue),
        versions: { oldest: 20, newest: 62 },
        // Recordings may lie days apart; a session that ends in between is not what is tested here.
        sessionSeconds: 10 * 365 * 86_400,
      });
      const player = new Player(served.url, options.version, cassette);
      clock.time = timeOf(cassette.interactions[0]);
      await player.signIn();
      for (const interaction of cassette.interactions) {
        clock.time = timeOf(interaction);
        replayed.push({ interaction, outcome: await player.play(interaction) });
      }
    }
    return replayed;
  } finally {
    await served.close();
  }
}

function timeOf(interaction: Interaction | undefined): Date {
  const time = new Date(interaction?.recordedAt ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? new Date() : time;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

class Player {
  readonly #url: string;
  readonly #version: number;
  readonly #ids = new Map<string, string>();
  readonly #defaults: ReadonlyMap<string, SeenRow>;
  #token = '';

  constructor(url: string, version: number, cassette: Cassette) {
    this.#url = url;
    this.#version = version;
    this.#defaults = defaultsTold(cassette);
    const address = addressInQueries(cassette);
    if (address !== null) this.#ids.set(REMOVED_ADDRESS, address);
  }

  /** Signs in by client credentials; which grant was recorded is not known. */
  async signIn(): Promise<Answer> {
    const form = { client_id: credentials.clientId, client_secret: credentials.clientSecret };
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
    const answer = await send(`${this.#url}/services/oauth2/token`, { method: 'POST', body });
    this.#token = (answer.body as { access_token: string }).access_token;
    return answer;
  }

  async play(interaction: Interaction): Promise<Outcome> {
    const kind = kindOf(interaction);
    if (!CLAIMED_KINDS.has(kind)) return { kind: 'notClaimed' };
    const isSignIn = kind === 'POST /services/oauth2/token' && interaction.response.status === 200;
    const answer = isSignIn ? await this.signIn() : await this.#send(interaction);
    this.#learnIds(interaction, answer);
    const details = this.#compare(interaction, kind, answer);
    if (details.length === 0) return { kind: 'passed' };
    const reason = knownDifference(interaction, kind, { answer, details, version: this.#version });
    return reason === null ? { kind: 'different', details } : { kind: 'knownDifference', reason };
  }

  #send(interaction: Interaction): Promise<Answer> {
    const { request } = interaction;
    const query = new URLSearchParams(
      request.query.map(([name, value]): [string, string] => [name, this.#translate(value)]),
    );
    const search = query.size === 0 ? '' : `?${query.toString()}`;
    const headers: Record<string, string> = { authorization: `Bearer ${this.#token}` };
    if (request.contentType !== null) headers['content-type'] = request.contentType;
    const body = request.body === '' ? undefined : this.#translate(this.#withDefaults(interaction));
    return send(this.#url + this.#translate(request.path) + search, { method: request.method, headers, body });
  }

  /** The body of a write, with what the recorded organisation filled in and this one cannot know. */
  #withDefaults({ request, response }: Interaction): string {
    const id = (response.body as { id?: unknown } | null)?.id;
    const defaults = typeof id === 'string' ? this.#defaults.get(id) : undefined;
    if (defaults === undefined || response.status !== 201) return request.body;
    return JSON.stringify({ ...defaults, ...(JSON.parse(request.body) as SeenRow) });
  }

  /** Recorded text as it reads here. */
  #translate(text: string): string {
    let translated = text.replaceAll('<api_version>', `v${this.#version}.0`).replaceAll('https://<host>', this.#url);
    for (const [recorded, ours] of this.#ids) translated = translated.replaceAll(recorded, ours);
    return translated;
  }

  /** Records the test made have other ids here. */
  #learnIds({ request, response }: Interaction, { status, body }: Answer): void {
    const ours = madeIds(request.method, status, body);
    for (const [index, recorded] of madeIds(request.method, response.status, response.body).entries()) {
      const mine = ours[index] ?? null;
      if (recorded === null || mine === null) continue;
      this.#ids.set(recorded, mine);
      // Names made from ids have 15 characters; after the longer form, so that it is replaced first.
      this.#ids.set(recorded.slice(0, 15), mine.slice(0, 15));
    }
  }

  #compare({ response }: Interaction, kind: string, { status, body }: Answer): string[] {
    if (status !== response.status) return [`status is ${status}, recorded ${response.status}`];
    const values = kind.includes('/query') || kind.includes('/sobjects/{type}');
    const isDescribe = kind.endsWith('/describe');
    const comparison = { translate: (text: string) => this.#translate(text), values: values && !isDescribe };
    return differences(response.body, body, comparison);
  }
}

async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  const text = await response.text();
  try {
    return { status: response.status, body: text === '' ? '' : (JSON.parse(text) as unknown) };
  } catch {
    return { status: response.status, body: text };
  }
}

interface Difference {
  readonly answer: Answer;
  readonly details: readonly string[];
  readonly version: number;
}

/** Names a difference that comes from replaying 2015 in a later version. */
function knownDifference(
  interaction: Interaction,
  kind: string,
  { answer, details, version }: Difference,
): string | null {
  if (kind === 'PATCH /sobjects/{type}/{field}/{value}' && version >= 46) {
    if (interaction.response.status === 204 && answer.status === 200)
      return 'upsert updates: 200 with a body since v46, 204 before';
    if (details.every((detail) => detail === 'body.created is not in the recording')) {
      return 'upsert creates: the body says created since v46';
    }
  }
  if (kind === 'GET /limits' && details.every((detail) => / is (missing|not in the recording)$/u.test(detail))) {
    return 'limits: which there are depends on the edition';
  }
  if (kind === 'GET /' && details.every((detail) => detail.endsWith('is not in the recording'))) {
    return 'resource map: later versions have more resources';
  }
  return null;
}
