// Replays recorded tests against the stand-in over HTTP, one organisation per test, at the time of the recording.
import { createCredentials } from '../../../subgraphs/sandbox/credentials.ts';
import { createOrganizationStandIn } from '../../../subgraphs/sandbox/salesforce/stand-in.ts';
import type { Catalogue } from '../../../subgraphs/sandbox/salesforce/catalogue/catalogue.ts';
import { serveStandIn } from '../../../subgraphs/sandbox/serve.ts';
import type { StandIn, VendorFault, VendorRequest, VendorResponse } from '../../../subgraphs/sandbox/stand-in.ts';
import { differences } from './compare.ts';
import { knownDifference } from './known-differences.ts';
import { CLAIMED_KINDS, kindOf, madeIds, type Cassette, type Interaction } from './recording.ts';
import { catalogueOf } from './recorded-catalogue.ts';
import { addressInQueries, defaultsTold, identityOf, recordsBefore } from './recorded-state.ts';
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
  let faults: readonly VendorFault[] = [];
  const served = await serveStandIn(
    {
      vendor: 'salesforce',
      handle: async (request) => {
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
      const catalogue = catalogueOf(options.catalogue, cassette.interactions);
      current = createOrganizationStandIn({
        ...identityOf(cassette),
        catalogue,
        clock,
        credentials,
        seed: () => recordsBefore(cassette, catalogue),
        versions: { oldest: 20, newest: 99 },
        // Recordings may lie days apart; a session that ends in between is not what is tested here.
        sessionSeconds: 10 * 365 * 86_400,
      });
      const player = new Player(served.url, options.version, cassette);
      clock.time = timeOf(cassette.interactions[0]);
      await player.signIn();
      for (const interaction of cassette.interactions) {
        clock.time = timeOf(interaction);
        faults = faultsOf(interaction);
        replayed.push({ interaction, outcome: await player.play(interaction) });
        faults = [];
      }
    }
    return replayed;
  } finally {
    await served.close();
  }
}

/** What the recorded organisation suffered from at this moment: no request can bring that about. */
function faultsOf({ response }: Interaction): VendorFault[] {
  const text = JSON.stringify(response.body);
  if (text.includes('REQUEST_LIMIT_EXCEEDED')) return [{ kind: 'overload' }];
  if (text.includes('UNABLE_TO_LOCK_ROW')) return [{ kind: 'rowLock' }];
  return response.status === 503 ? [{ kind: 'unavailable' }] : [];
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
    // A sentence the stand-in's grammar does not have is not claimed, and refused as such.
    if (isRefusedQuery(interaction, answer)) return { kind: 'notClaimed' };
    const reason = knownDifference({ interaction, kind, status: answer.status, details, version: this.#version });
    return reason === null ? { kind: 'different', details } : { kind: 'knownDifference', reason };
  }

  #send(interaction: Interaction): Promise<Answer> {
    const { request, response } = interaction;
    // A session that was over when it was recorded: any token that is none will do.
    const token = response.status === 401 ? 'over' : this.#token;
    const query = new URLSearchParams(
      request.query.map(([name, value]): [string, string] => [name, this.#translate(value)]),
    );
    const search = query.size === 0 ? '' : `?${query.toString()}`;
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
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
    // Whatever stands for a version that was removed; a version that is there stays.
    const version = `/services/data/v${this.#version}.0`;
    let translated = text
      .replace(/\/services\/data\/(?!v\d+\.0\b)[^/"'\s]+/gu, version)
      .replaceAll('https://<host>', this.#url);
    for (const [recorded, ours] of this.#ids) translated = translated.replaceAll(recorded, ours);
    return translated;
  }

  /** Records the test made have other ids here, and so have results kept for further pages. */
  #learnIds({ request, response }: Interaction, { status, body }: Answer): void {
    const recordedPage = locatorIn(response.body);
    const page = locatorIn(body);
    if (recordedPage !== null && page !== null) this.#ids.set(recordedPage, page);
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

function isRefusedQuery({ response }: Interaction, { status, body }: Answer): boolean {
  return response.status === 200 && status === 400 && JSON.stringify(body).includes('"MALFORMED_QUERY"');
}

function locatorIn(body: unknown): string | null {
  const { nextRecordsUrl: url } = (body ?? {}) as { nextRecordsUrl?: unknown };
  return typeof url === 'string' ? (/\/([^/]+)-\d+$/u.exec(url)?.[1] ?? null) : null;
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
