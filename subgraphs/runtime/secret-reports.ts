// What becomes of secrets in use, told in the log: names and places, never what is in them.
import type { Environment } from './config-file.ts';
import type { SecretWorld } from './secret.ts';
import type { Logger } from './telemetry.ts';

/** The secrets of an environment, with every renewal and every file that cannot be used told in the log. */
export function secretWorldOf(env: Environment, logger: Logger): SecretWorld {
  return {
    env,
    report: ({ kind, name, where, ...more }) => {
      if (kind === 'RENEWED') logger.info({ what: name, where }, 'a secret was renewed');
      else
        logger.warn({ what: name, where, ...more }, 'a renewed secret cannot be used; the one before stays in force');
    },
  };
}
