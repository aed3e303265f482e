// A simulated business system behind a simulated ledger: it loses requests and answers, commits late, is down for a while, and
// keeps every record, so that a checker can read what really happened.
import type { Outcome } from '../outcome.ts';
import { failure } from '../outcome.ts';
import { FenceLost } from '../../../journal/run-journal.ts';
import type { StepCall } from '../step.ts';
import type { Chance, Clockwork } from './clockwork.ts';

/** What the system does with the same key twice. */
export type Nature = 'UPSERTS' | 'REPEATS_FIRST_ANSWER' | 'DUPLICATES';

export interface VendorRecord {
  readonly id: string;
  readonly key: string;
  isLive: boolean;
}

/** How often what goes wrong, as shares of calls. */
export interface Weather {
  readonly requestLost: number;
  readonly answerLost: number;
  readonly lateCommit: number;
  readonly outage: number;
}

/** A late commit shows within this time after the system got the call; settle times are as long. */
export const settleMs = 3_000;
const callMsMax = 400;
const timeoutMs = 1_000;

interface Door {
  fence: number;
  /** Serialises what happens under one key. */
  queue: Promise<void>;
  doubtUntilMs: number;
}

export class Vendor {
  readonly name: string;
  readonly nature: Nature;
  readonly records: VendorRecord[] = [];
  /** Keys whose creation is refused, and keys whose removal is. */
  readonly refusedKeys = new Set<string>();
  readonly keptKeys = new Set<string>();
  downUntilMs = 0;
  readonly #clock: Clockwork;
  readonly #chance: Chance;
  readonly #weather: Weather;
  readonly #fencing: boolean;
  readonly #doors = new Map<string, Door>();

  constructor(name: string, nature: Nature, setting: Setting) {
    this.name = name;
    this.nature = nature;
    this.#clock = setting.clock;
    this.#chance = setting.chance;
    this.#weather = setting.weather;
    this.#fencing = setting.fencing;
  }

  live(key: string): readonly VendorRecord[] {
    return this.records.filter((record) => record.isLive && record.key === key);
  }

  act(call: StepCall): Promise<Outcome<string>> {
    if (this.refusedKeys.has(call.key)) {
      return this.#through(call, () => Promise.resolve(refusal('VALIDATION', `${call.key} is refused`)));
    }
    return this.#through(call, () =>
      this.#call(() => {
        const existing = this.records.find(({ key, isLive }) => key === call.key && isLive);
        if (existing !== undefined && this.nature !== 'DUPLICATES') return { ref: existing.id, isNew: false };
        const id = `${this.name}-${this.records.length + 1}`;
        this.records.push({ id, key: call.key, isLive: true });
        return { ref: id, isNew: true };
      }),
    );
  }

  undo(call: StepCall, id: string): Promise<Outcome<string>> {
    if (this.keptKeys.has(call.key)) {
      return this.#through(call, () => Promise.resolve(refusal('IN_USE', `${call.key} has documents`)));
    }
    return this.#through(call, () =>
      this.#call(() => {
        const record = this.records.find((candidate) => candidate.id === id);
        if (record !== undefined) record.isLive = false;
        return { ref: id, isNew: false };
      }),
    );
  }

  async find(call: StepCall): Promise<readonly string[]> {
    const door = this.#door(call.key);
    if (this.#fencing && call.fence < door.fence) throw new FenceLost(call.runId, call.fence);
    door.fence = Math.max(door.fence, call.fence);
    return this.#alone(door, async () => {
      await this.#clock.sleep(Math.max(this.#chance.between(1, callMsMax), door.doubtUntilMs - this.#clock.nowMs()));
      if (this.#isDown() || this.#chance.happens(this.#weather.outage)) throw new Error('look-up failed');
      return this.live(call.key).map(({ id }) => id);
    });
  }

  /** One key at a time, and nothing below the highest fence seen. */
  #through(call: StepCall, work: () => Promise<Outcome<string>>): Promise<Outcome<string>> {
    const door = this.#door(call.key);
    if (this.#fencing && call.fence <= door.fence) {
      return Promise.resolve({ kind: 'NOT_APPLIED', reason: 'FENCED', failure: failure('FENCED', 'an older fence') });
    }
    door.fence = Math.max(door.fence, call.fence);
    return this.#alone(door, async () => {
      const sentAtMs = this.#clock.nowMs();
      let isClear = false;
      try {
        const outcome = await work();
        isClear = outcome.kind !== 'IN_DOUBT';
        return outcome;
      } finally {
        if (!isClear && this.#fencing) door.doubtUntilMs = sentAtMs + settleMs;
      }
    });
  }

  async #call(effect: () => { ref: string; isNew: boolean }): Promise<Outcome<string>> {
    const { requestLost, answerLost, lateCommit, outage } = this.#weather;
    await this.#clock.sleep(this.#chance.between(1, callMsMax));
    if (this.#isDown() || this.#chance.happens(outage)) {
      return { kind: 'NOT_APPLIED', reason: 'OUTAGE', failure: failure('SYSTEM_UNAVAILABLE', 'down') };
    }
    const roll = this.#chance.next();
    if (roll < requestLost) return this.#silence();
    if (roll < requestLost + lateCommit) {
      this.#clock.at(this.#chance.between(timeoutMs, settleMs - callMsMax - 1), () => void effect());
      return this.#silence();
    }
    const { ref, isNew } = effect();
    if (roll < requestLost + lateCommit + answerLost) return this.#silence();
    return { kind: 'APPLIED', ref, isNew };
  }

  async #silence(): Promise<Outcome<string>> {
    await this.#clock.sleep(timeoutMs);
    if (this.#chance.happens(0.2)) throw new Error('the connection was reset');
    return { kind: 'IN_DOUBT', settleMs, failure: failure('SYSTEM_TIMEOUT', 'no answer') };
  }

  #isDown(): boolean {
    return this.#clock.nowMs() < this.downUntilMs;
  }

  #door(key: string): Door {
    const door = this.#doors.get(key) ?? { fence: 0, queue: Promise.resolve(), doubtUntilMs: 0 };
    this.#doors.set(key, door);
    return door;
  }

  #alone<T>(door: Door, work: () => Promise<T>): Promise<T> {
    const turn = this.#fencing ? door.queue.then(work) : work();
    door.queue = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }
}

/** What a vendor is made with. */
export interface Setting {
  readonly clock: Clockwork;
  readonly chance: Chance;
  readonly weather: Weather;
  /** False plants a ledger that neither fences nor serialises. */
  readonly fencing: boolean;
}

function refusal(code: string, message: string): Outcome<string> {
  return { kind: 'NOT_APPLIED', reason: 'REFUSED', failure: failure(code, message) };
}
