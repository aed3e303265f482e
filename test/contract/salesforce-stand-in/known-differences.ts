// Differences that have a name: the vendor changed it in a later version, or it is one organisation's own.
import type { Interaction } from './recording.ts';

/** A call that was answered otherwise than recorded. */
export interface Difference {
  readonly interaction: Interaction;
  readonly kind: string;
  readonly status: number;
  readonly details: readonly string[];
  /** The version it was replayed in. */
  readonly version: number;
}

/** Keys that one side has and the other has not. */
const OTHER_KEYS = / is (missing|not in the recording)$/u;

/** Why the answer may differ, or null when it may not. */
export function knownDifference(difference: Difference): string | null {
  const { interaction, kind, status, details } = difference;
  if (kind.endsWith('/{field}/{value}')) return upsertDifference(difference);
  if (status !== interaction.response.status) return null;
  const haveOtherKeys = details.every((detail) => OTHER_KEYS.test(detail));
  const haveOtherLengths = details.every((detail) => / has \d+ entries, recorded \d+$/u.test(detail));
  if (kind === 'GET /' && haveOtherKeys) return 'resource map: other versions have other resources';
  if (kind === 'GET /limits' && haveOtherKeys) return 'limits: which there are depends on the edition';
  if (kind === 'GET /limits/recordCount') return 'recordCount: the vendor counts roughly, and late';
  if (kind === 'GET /sobjects' && haveOtherLengths) return 'list of objects: an organisation has its own';
  if (kind === 'GET /services/data' && haveOtherLengths) return 'versions: the list grows';
  if (details.every((detail) => /\.message is "/u.test(detail))) return 'message: worded differently';
  return null;
}

function upsertDifference({ interaction, status, details, version }: Difference): string | null {
  if (version < 46) return null;
  if (interaction.response.status === 204 && status === 200)
    return 'upsert changes: 200 with a body since v46, 204 before';
  const isCreatedOnly = details.every((detail) => detail === 'body.created is not in the recording');
  return isCreatedOnly ? 'upsert creates: the body says created since v46' : null;
}
