// When two scalars are the same: exactly, but for what tells of the moment, of the vendor's paging, or is said in words.

/** Values that differ between any two askings; both sides must have one of this form. */
const byShape: Readonly<Record<string, (value: unknown) => boolean>> = {
  'SourceInfo.asOf': isInstant,
  'SourceInfo.servedFrom': (value) => value === 'LIVE' || value === 'CACHE',
  'PageInfo.startCursor': isText,
  'PageInfo.endCursor': isText,
  'HealthReason.text': isText,
  'SourceDifference.explanation': isText,
};

/** Whether a value is what the oracle expects at `Type.field`. */
export function compareLeaf(coordinate: string, type: string, expected: unknown, actual: unknown): boolean {
  const shape = coordinate.endsWith('Edge.cursor') ? isText : byShape[coordinate];
  if (shape !== undefined) return shape(actual);
  // Amounts have their currency's digits; a rate or a quantity may have more zeros than ours.
  if (type === 'Decimal' && coordinate !== 'Money.amount')
    return isDecimal(actual) && plain(actual) === plain(String(expected));
  if (type === 'DateTime') return isInstant(actual) && Date.parse(actual) === Date.parse(String(expected));
  return expected === actual;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** RFC 3339 in UTC. */
function isInstant(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(value);
}

function isDecimal(value: unknown): value is string {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
}

function plain(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const rest = fraction.replace(/0+$/, '');
  return rest === '' ? (whole === '-0' ? '0' : whole) : `${whole}.${rest}`;
}
