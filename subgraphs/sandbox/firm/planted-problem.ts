// What was planted wrong on purpose, in a form a test can read: which kind, what it means, and the vendors' records concerned.

/** One vendor's record that a problem is about. */
export interface PlantedRecord {
  readonly vendor: 'salesforce' | 'kantata' | 'netsuite';
  /** The table of `GET /<vendor>/state/<table>`. */
  readonly table: string;
  readonly id: string;
  /** `problem` is what is wrong, `related` what it is wrong against: the original of a duplicate, the customer of a deal. */
  readonly role: 'problem' | 'related';
}

/** One planted problem. */
export interface PlantedProblem {
  /** `kind-n`, the same for the same firm. */
  readonly id: string;
  readonly kind: string;
  readonly note: string;
  readonly records: readonly PlantedRecord[];
}
