// Alert rules by configuration: what is counted, when that is too much, whose it is, who is told, and who next when nobody answers.
import { z } from 'zod';
import { currencyCode, minorUnits } from '../../../schema/canon/currency.ts';
import { type Role, roles } from '../../../schema/canon/roles.ts';
import { numeric } from '../../runtime/config-file.ts';
import { webhookSchema } from '../events/webhook-config.ts';
import type { ExceptionKind } from '../exception-codes.ts';

/** Each is a count over open exceptions every few seconds. */
const rulesMax = 50;
const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and dashes, at most 40');
/** Roles that can look at an exception and do something about it. */
const owners = roles.filter((role) => !['portal-user', 'reporting-client', 'auditor'].includes(role));
const owner = z.enum(owners as [Role, ...Role[]]);
const kinds = [
  'PARKED',
  'STUCK',
  'COMPENSATED',
  'DEAD_LETTER',
  'FEED',
  'DETECTED',
] as const satisfies readonly ExceptionKind[];
const text = z.string().min(1).max(60);

/** Exactly one of these. */
const thresholdSchema = z
  .strictObject({
    /** At least so many. */
    count: numeric.pipe(z.int().min(1)).optional(),
    /** At least so much at risk, in one currency: others are not added to it. */
    atRisk: z
      .strictObject({
        amount: z.string().regex(/^\d{1,18}(\.\d{1,4})?$/, 'decimal text such as "50000.00", in quotes'),
        currency: z
          .string()
          .refine((code) => (minorUnits.get(code) ?? null) !== null, 'an ISO 4217 code such as EUR')
          .transform(currencyCode),
      })
      .optional(),
    /** The oldest is open for at least so long. */
    ageHours: numeric.pipe(z.int().min(1).max(8_760)).optional(),
  })
  .refine(
    (given) => Object.values(given).filter((each) => each !== undefined).length === 1,
    'name exactly one of count, atRisk and ageHours',
  );

const ruleSchema = z.strictObject({
  name,
  /** Which open exceptions; all of them when nothing is said. */
  about: z
    .strictObject({
      codes: z.array(text).min(1).optional(),
      kinds: z.array(z.enum(kinds)).min(1).optional(),
      ownerRole: text.optional(),
      system: z.enum(['crm', 'psa', 'erp']).optional(),
    })
    .prefault({}),
  threshold: thresholdSchema,
  owner,
  channel: name,
  /** Told to somebody else when nobody has acknowledged it by then. */
  escalation: z
    .strictObject({ afterMinutes: numeric.pipe(z.int().min(1).max(43_200)), owner, channel: name })
    .nullable()
    .default(null),
});
export type AlertRule = z.infer<typeof ruleSchema>;

/** A signed webhook, as subscribers of events have them. */
const channelSchema = webhookSchema.omit({ types: true });

/** Section `alerts` of the configuration. */
export const alertsSchema = z
  .strictObject({
    channels: z.array(channelSchema).max(20).default([]),
    rules: z.array(ruleSchema).max(rulesMax).default([]),
  })
  .superRefine(({ channels, rules }, context) => {
    const known = new Set(channels.map((channel) => channel.name));
    const names = [...known].join(', ') || 'none yet';
    const say = (message: string): void => context.addIssue({ code: 'custom', message });
    if (known.size < channels.length) say('two channels have the same name; give each its own');
    if (new Set(rules.map((rule) => rule.name)).size < rules.length)
      say('two rules have the same name; give each its own');
    for (const { name: channel, url, allowHttp } of channels)
      if (!allowHttp && !url.startsWith('https:'))
        say(
          `channel ${channel} has the url ${url}, which is not https; use https, or set allowHttp where nobody can listen`,
        );
    for (const { name: rule, channel, escalation } of rules)
      for (const wanted of [channel, ...(escalation === null ? [] : [escalation.channel])])
        if (!known.has(wanted)) say(`rule ${rule} names channel ${wanted}, which is not there; channels are ${names}`);
  });
export type AlertSettings = z.infer<typeof alertsSchema>;
