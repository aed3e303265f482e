// Whether the configured custom fields are the account's own: a field somebody renamed would empty a column silently.
import { MappingError } from '../../ports/mapping.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { KantataContext } from './context.ts';
import { statusOf } from './map-project.ts';
import { checked, customFieldRecord } from './wire.ts';

/** Raises MappingError naming every field that no project has, or that more than one custom field is called. */
export async function verifyMapping(context: KantataContext, envelope: Envelope): Promise<void> {
  const { client, config, mapping } = context;
  const names = await context.understood('custom_fields', async () => {
    const request = { name: 'custom_fields', collection: 'custom_fields', filters: {}, order: 'created_at:asc' };
    const listing = await client.all(envelope, request);
    return listing.rows
      .map((row) => checked(customFieldRecord, row, 'a custom field'))
      .filter((field) => field.subject_type === null || field.subject_type === 'Workspace')
      .map((field) => field.name);
  });
  const standings = Object.entries(mapping.writtenStatuses).flatMap(([standing, key]) => {
    const reads = statusOf(key, mapping.statuses);
    if (reads === standing) return [];
    return [
      `status ${key} is written for ${standing} and reads as ${reads} (mapping.writtenStatuses, mapping.statuses)`,
    ];
  });
  const fields = Object.entries(mapping.fields).flatMap(([purpose, name]) => {
    if (name === null) return [];
    const known = names.filter((candidate) => candidate === name).length;
    if (known === 1) return [];
    return known === 0
      ? [`projects have no custom field "${name}" (mapping.fields.${purpose}); name theirs, or null for none`]
      : [`${known} custom fields are called "${name}" (mapping.fields.${purpose}); rename all but one`];
  });
  const differences = [...standings, ...fields];
  if (differences.length > 0) throw new MappingError(`Kantata (${config.instance})`, differences);
}
