// Which bill rate the vendor puts on new time: the rate card's for the role, in the version in force on that day.
import type { Database, Row } from '../database.ts';
import { numberIn, textIn } from '../database.ts';

/** What the rate depends on. */
export interface RateQuestion {
  readonly workspace: Row | undefined;
  readonly role: string | null;
  /** `YYYY-MM-DD`. */
  readonly on: string;
}

/** Base units an hour, or 0 when the project has no rate card or the card has no rate for the role. */
export function rateFor(database: Database, { workspace, role, on }: RateQuestion): number {
  const card = textIn(workspace, 'rate_card_id');
  if (card === null || role === null) return 0;
  const inForce = versionInForce(database, card, on);
  if (inForce === undefined) return 0;
  const rates = database.table('rate_card_roles').by('rate_card_version_id', inForce.id);
  return numberIn(
    rates.find((rate) => rate.role_id === role),
    'rate',
  );
}

/** The version of a rate card that holds on a day: the newest of those that have begun. */
export function versionInForce(database: Database, card: string, on: string): Row | undefined {
  return database
    .table('rate_card_versions')
    .by('rate_card_id', card)
    .map((version) => ({ version, from: effectiveDate(database, version) }))
    .filter(({ from }) => from <= on)
    .sort((one, other) => (one.from < other.from ? 1 : -1))[0]?.version;
}

/** A version's date is that of the set of versions it belongs to. */
function effectiveDate(database: Database, version: Row): string {
  const set = database.table('rate_card_set_versions').find(textIn(version, 'rate_card_set_version_id') ?? '');
  return textIn(set, 'effective_date') ?? '';
}
