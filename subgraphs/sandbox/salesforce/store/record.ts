// What a record is in memory: the vendor's own values by stored field name, exactly as the wire has them.

/** A stored value. Dates and datetimes are wire text, ids have 18 characters, amounts are doubles as at the vendor. */
export type Value = string | number | boolean | null;

/** One record. A key that is absent means null. */
export type Row = Readonly<Record<string, Value>>;
