// Keeps alerts going in a worker: holds the rules against what stands every few seconds, and tells what is due.
import { setTimeout as pause } from 'node:timers/promises';
import { type Loop, startLoop } from '../../runtime/loop.ts';
import type { Logger } from '../../runtime/telemetry.ts';
import type { SecretWorld } from '../../runtime/secret.ts';
import type { Database } from '../../store/store.ts';
import { secretOf } from '../events/webhook-config.ts';
import { webhookSender } from '../events/webhook.ts';
import type { AlertRule, AlertSettings } from './alert-config.ts';
import { evaluateAlerts } from './evaluate.ts';
import { type SendAlert, tellAlerts } from './tell.ts';

/** A breach is told within this time: each look costs a query per rule. */
const everyMs = 2_000;

/** How to tell each channel. Raises ConfigError when a secret is not where it should be, or too short. */
export function alertChannels(
  { channels }: AlertSettings,
  { env, report }: SecretWorld,
): ReadonlyMap<string, SendAlert> {
  return new Map(
    channels.map((channel) => [channel.name, webhookSender(channel, secretOf(channel, env, report))] as const),
  );
}

/** What watching needs. */
interface WatchingParts {
  readonly rules: readonly AlertRule[];
  readonly channels: ReadonlyMap<string, SendAlert>;
  readonly logger: Logger;
}

/** Begins; `close` ends with the look under way. */
export function startAlerts(db: Database, { rules, channels, logger }: WatchingParts): Loop {
  // Without a rule nothing is ever raised; what was raised under an earlier configuration is ended once.
  return startLoop(async (leaving) => {
    while (!leaving.aborted) {
      try {
        await evaluateAlerts(db, rules, Date.now());
        await tellAlerts(db, channels, Date.now());
      } catch (error) {
        // A database that is away for a moment: alerts stand in it.
        logger.warn(
          { reason: error instanceof Error ? error.message : String(error) },
          'alerts could not be looked at',
        );
      }
      await pause(everyMs, undefined, { signal: leaving }).catch(() => undefined);
    }
  });
}
