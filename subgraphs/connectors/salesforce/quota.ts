// The org's calls of the last 24 hours, as every answer tells them (`Sforce-Limit-Info`), and a reserve of them for people.
import type { Priority } from '../../runtime/envelope.ts';
import { Fault } from '../../runtime/fault.ts';

/** How long an answer's word on the quota is believed: background work looks again this often when it had to stop. */
const believedMs = 600_000;

/** Calls of the last 24 hours and how many there may be; all integrations of the org share them. */
export interface Usage {
  readonly used: number;
  readonly max: number;
}

/** Watches the quota of one org. */
export interface Quota {
  /** Notes what an answer's header says. */
  tell(header: string | undefined): void;
  /** Raises SYSTEM_QUOTA_EXHAUSTED for work nobody waits for while only the reserve is left. */
  check(priority: Priority): void;
}

/** `reservePercent` of the quota is kept for people and money; 0 keeps nothing. `now` is in milliseconds. */
export function createQuota(options: {
  readonly instance: string;
  readonly reservePercent: number;
  readonly now: () => number;
}): Quota {
  const { instance, reservePercent, now } = options;
  let told: { readonly usage: Usage; readonly atMs: number } | null = null;
  return {
    tell: (header) => {
      const usage = usageOf(header);
      if (usage !== null) told = { usage, atMs: now() };
    },
    check: (priority) => {
      if (priority !== 'reference' || reservePercent === 0) return;
      if (told === null || now() - told.atMs > believedMs) return;
      const { used, max } = told.usage;
      if (used * 100 < max * (100 - reservePercent)) return;
      throw new Fault({
        code: 'SYSTEM_QUOTA_EXHAUSTED',
        system: 'CRM',
        instance,
        message: `CRM (${instance}) has ${max - used} of ${max} calls left for today, which are kept for people`,
      });
    },
  };
}

/** What the header says of the whole org; null when it says nothing of that. */
export function usageOf(header: string | undefined): Usage | null {
  const [, used, max] = /(?:^|;)\s*api-usage=(\d+)\/(\d+)/.exec(header ?? '') ?? [];
  return used === undefined || max === undefined || Number(max) === 0 ? null : { used: Number(used), max: Number(max) };
}
