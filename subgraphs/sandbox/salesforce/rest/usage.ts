// Calls of the last 24 hours, which the vendor counts for the whole organisation and tells in every answer.
import type { StandInClock } from '../../stand-in.ts';

/** The allowance of a developer organisation. */
export const DAILY_REQUESTS = 15_000;
const HOUR_MS = 3_600_000;
const WINDOW_HOURS = 24;

/** How many calls the organisation may make, and whether going over it has consequences. */
export interface UsageSettings {
  readonly max?: number;
  /** False counts and reports only: the default, so that a load test is not ended by the calendar. */
  readonly enforced?: boolean;
}

/** A counter that forgets by the hour. */
export class ApiUsage {
  readonly max: number;
  readonly #enforced: boolean;
  readonly #clock: StandInClock;
  readonly #byHour = new Map<number, number>();

  constructor(clock: StandInClock, { max = DAILY_REQUESTS, enforced = false }: UsageSettings = {}) {
    this.max = max;
    this.#enforced = enforced;
    this.#clock = clock;
  }

  /** Counts a call; false when the allowance is used up. */
  take(): boolean {
    if (this.#enforced && this.used >= this.max) return false;
    const hour = this.#hour();
    this.#byHour.set(hour, (this.#byHour.get(hour) ?? 0) + 1);
    return true;
  }

  /** Calls within the window. */
  get used(): number {
    const oldest = this.#hour() - WINDOW_HOURS + 1;
    let used = 0;
    for (const [hour, calls] of this.#byHour) {
      if (hour < oldest) this.#byHour.delete(hour);
      else used += calls;
    }
    return used;
  }

  /** The header of every answer. */
  get header(): Record<string, string> {
    return { 'sforce-limit-info': `api-usage=${this.used}/${this.max}` };
  }

  /** Forgets all calls. */
  clear(): void {
    this.#byHour.clear();
  }

  #hour(): number {
    return Math.floor(this.#clock.now().getTime() / HOUR_MS);
  }
}
