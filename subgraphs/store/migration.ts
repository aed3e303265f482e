// What a migration is.

/** A step of the schema's history; what was released never changes. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}
