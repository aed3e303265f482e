// Which systems may tell us by webhook that something changed, by configuration.
import { z } from 'zod';
import { secretOf } from '../../journal/events/webhook-config.ts';
import { type Secret, secretSchema, type SecretWorld } from '../../runtime/secret.ts';
import { serviceSystems } from '../../runtime/service-token.ts';

/** Section `feeds` of the configuration. A secret is rotated as every other: a line each, or the file replaced. */
export const feedsSchema = z.strictObject({
  hooks: z
    .array(z.strictObject({ system: z.enum(serviceSystems), secret: secretSchema }))
    .refine((all) => new Set(all.map(({ system }) => system)).size === all.length, 'a system is named twice')
    .default([]),
});

/** The secret of each system, in use. Raises ConfigError when one is not where it should be, or too short. */
export function hookSecrets(
  { hooks }: z.infer<typeof feedsSchema>,
  { env, report }: SecretWorld,
): ReadonlyMap<string, Secret> {
  return new Map(
    hooks.map(({ system, secret }) => [system, secretOf({ name: `from ${system}`, secret }, env, report)]),
  );
}
