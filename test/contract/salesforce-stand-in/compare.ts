// Compares a recorded answer with the stand-in's: keys, JSON types, lengths of lists and, where asked, values.

/** How to compare. */
export interface Comparison {
  /** The recorded text as it should read here: other ids, another host, another version. */
  translate(text: string): string;
  /** Compare values too, not only their types. */
  readonly values: boolean;
}

/** Differences as sentences with the place, none when the answers are alike. */
export function differences(recorded: unknown, ours: unknown, comparison: Comparison, place = 'body'): string[] {
  const type = jsonType(recorded);
  if (type !== jsonType(ours)) return [`${place} is ${jsonType(ours)}, recorded ${type}`];
  if (Array.isArray(recorded)) return listDifferences(recorded, ours as unknown[], comparison, place);
  if (type === 'object') {
    return objectDifferences(recorded as JsonObject, ours as JsonObject, comparison, place);
  }
  if (!comparison.values || isVolatile(place, recorded)) return [];
  const expected = typeof recorded === 'string' ? comparison.translate(recorded) : recorded;
  return expected === ours ? [] : [`${place} is ${JSON.stringify(ours)}, recorded ${JSON.stringify(expected)}`];
}

type JsonObject = Readonly<Record<string, unknown>>;

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Times are of another day; addresses are of another host. */
function isVolatile(place: string, value: unknown): boolean {
  return place.endsWith('.url') || (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/u.test(value));
}

function objectDifferences(recorded: JsonObject, ours: JsonObject, comparison: Comparison, place: string): string[] {
  const missing = Object.keys(recorded).filter((key) => !(key in ours));
  const extra = Object.keys(ours).filter((key) => !(key in recorded));
  return [
    ...missing.map((key) => `${place}.${key} is missing`),
    ...extra.map((key) => `${place}.${key} is not in the recording`),
    ...Object.keys(recorded)
      .filter((key) => key in ours)
      .flatMap((key) => differences(recorded[key], ours[key], comparison, `${place}.${key}`)),
  ];
}

/** Lists of things with a name or an id are compared thing by thing: a query without ORDER BY has no order to keep. */
function listDifferences(recorded: unknown[], ours: unknown[], comparison: Comparison, place: string): string[] {
  if (recorded.length !== ours.length) {
    return [`${place} has ${ours.length} entries, recorded ${recorded.length}`];
  }
  const byKey = new Map(ours.map((entry, index) => [keyOf(entry) ?? index, entry]));
  return recorded.flatMap((entry, index) => {
    const key = keyOf(entry);
    const wanted = key === null ? index : comparison.translate(key);
    const found = byKey.get(wanted) ?? (key === null ? undefined : ours[index]);
    return differences(entry, found, comparison, `${place}[${index}]`);
  });
}

function keyOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const { Id, id, name, value } = entry as Record<string, unknown>;
  const key = Id ?? id ?? name ?? value;
  return typeof key === 'string' ? key : null;
}
