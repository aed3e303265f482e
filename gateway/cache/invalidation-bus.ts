// How gateways tell each other what was invalidated: by Redis when there is one. A message may be missed, so whoever was
// away forgets what it kept, and reads the log of invalidations before it believes the shared store again.
import { Redis } from 'ioredis';
import { z } from 'zod';

/** An invalidation: names of what is worthless if it was asked until `instantMs`. */
export interface Announcement {
  readonly names: readonly string[];
  readonly instantMs: number;
}

/** Carries announcements between gateways. */
export interface InvalidationBus {
  /** Tells the others; what cannot be sent now is sent when it can be. */
  announce(announcement: Announcement): void;
  /** `onNews` is called for each announcement, `onGap` when some may have been missed. */
  listen(onNews: (announcement: Announcement) => void, onGap: () => void): void;
  /** Whether everything announced so far is known here. */
  isCurrent(): boolean;
  close(): void;
}

const channel = 'e2c:1:invalidated';
/** A sorted set: names by instant, for gateways that were away or are new. */
const log = 'e2c:1:invalidations';
/** Longer than anything is kept in the shared store. */
const logKeepMs = 24 * 60 * 60_000;
const logNamesMax = 50_000;
/** Names waiting for a Redis that is away; beyond it the oldest are left to the end of their time. */
const unsentMax = 10_000;
/** A connection can be dead without a word; a subscriber would then wait for ever. */
const heartbeatMs = 2_000;
/** A Redis that pauses for less has lost no message. */
const heartbeatAnswerMs = 5_000;
const commandMs = 500;

const messageSchema = z.object({ names: z.array(z.string()), instantMs: z.number() });

/** A bus over Redis; `url` as redis://[:password@]host:port/db. Never throws and never makes anybody wait. */
export function createRedisBus(url: string): InvalidationBus {
  return new RedisBus(url);
}

class RedisBus implements InvalidationBus {
  readonly #commands: Redis;
  readonly #subscriber: Redis;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #unsent = new Map<string, number>();
  #onNews: (announcement: Announcement) => void = () => undefined;
  #onGap: () => void = () => undefined;
  #state: 'new' | 'current' | 'away' = 'new';
  #isBeating = false;

  constructor(url: string) {
    this.#commands = connect(url, commandMs);
    this.#subscriber = connect(url, heartbeatAnswerMs);
    this.#subscriber.on('ready', () => void this.#catchUp());
    this.#subscriber.on('close', () => this.#leave());
    this.#subscriber.on('message', (_channel: string, text: string) => this.#hear(text));
    this.#commands.on('ready', () => this.#send());
    this.#heartbeat = setInterval(() => void this.#beat(), heartbeatMs).unref();
  }

  announce({ names, instantMs }: Announcement): void {
    for (const name of names) this.#unsent.set(name, instantMs);
    for (const name of this.#unsent.keys()) {
      if (this.#unsent.size <= unsentMax) break;
      this.#unsent.delete(name);
    }
    this.#send();
  }

  listen(onNews: (announcement: Announcement) => void, onGap: () => void): void {
    this.#onNews = onNews;
    this.#onGap = onGap;
  }

  isCurrent(): boolean {
    return this.#state === 'current';
  }

  close(): void {
    clearInterval(this.#heartbeat);
    this.#subscriber.disconnect();
    this.#commands.disconnect();
  }

  #leave(): void {
    if (this.#state === 'current') this.#state = 'away';
  }

  /** Subscribed first, then the log: an announcement made in between is in both. */
  async #catchUp(): Promise<void> {
    try {
      await this.#subscriber.subscribe(channel);
      const entries = await this.#commands.zrangebyscore(log, '-inf', '+inf', 'WITHSCORES');
      for (let index = 0; index + 1 < entries.length; index += 2) {
        this.#onNews({ names: [entries[index] ?? ''], instantMs: Number(entries[index + 1]) });
      }
      if (this.#state === 'away') this.#onGap();
      this.#state = 'current';
    } catch {
      // The heartbeat makes the connection anew, and that asks again.
      this.#leave();
    }
  }

  #hear(text: string): void {
    const message = readMessage(text);
    if (message) this.#onNews(message);
  }

  #send(): void {
    if (this.#unsent.size === 0 || this.#commands.status !== 'ready') return;
    const batch = new Map(this.#unsent);
    this.#unsent.clear();
    void this.#write(batch).catch(() => {
      for (const [name, instantMs] of batch) {
        if (!this.#unsent.has(name) && this.#unsent.size < unsentMax) this.#unsent.set(name, instantMs);
      }
    });
  }

  async #write(batch: ReadonlyMap<string, number>): Promise<void> {
    const pipeline = this.#commands.pipeline();
    const instantMs = Math.max(...batch.values());
    for (const [name, instantMs] of batch) pipeline.zadd(log, 'GT', instantMs, name);
    pipeline.zremrangebyscore(log, '-inf', instantMs - logKeepMs);
    pipeline.zremrangebyrank(log, 0, -1 - logNamesMax);
    pipeline.publish(channel, JSON.stringify({ names: [...batch.keys()], instantMs } satisfies Announcement));
    const results = await pipeline.exec();
    const failure = results?.find(([error]) => error !== null)?.[0];
    if (failure || !results) throw failure ?? new Error('The announcement was not sent');
  }

  async #beat(): Promise<void> {
    this.#send();
    if (this.#isBeating || this.#subscriber.status !== 'ready') return;
    this.#isBeating = true;
    try {
      await this.#subscriber.ping();
      if (this.#state !== 'current') await this.#catchUp();
    } catch {
      this.#leave();
      this.#subscriber.disconnect(true);
    } finally {
      this.#isBeating = false;
    }
  }
}

function connect(url: string, commandTimeout: number): Redis {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout,
    maxRetriesPerRequest: 1,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    connectTimeout: 500,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
  // Without a listener ioredis prints every reconnection.
  client.on('error', () => undefined);
  return client;
}

function readMessage(text: string): Announcement | null {
  try {
    return messageSchema.parse(JSON.parse(text));
  } catch {
    return null; // somebody else's message on our channel
  }
}
