// Response keys of a query under construction: two fields under one key must mean the same, and then are one.

/** The response keys of one object, over all selections that meet in it, with the field and arguments each stands for. */
export class ResponseKeys {
  readonly #meanings = new Map<string, string>();
  readonly #below = new Map<string, ResponseKeys>();

  /** Takes a key for a meaning; another key when this one means something else already. */
  take(wanted: string, meaning: string): string {
    for (let number = 0; ; number += 1) {
      const key = number === 0 ? wanted : `${wanted}_${number}`;
      const known = this.#meanings.get(key);
      if (known !== undefined && known !== meaning) continue;
      this.#meanings.set(key, meaning);
      return key;
    }
  }

  /** Whether the object has a field under this key already. */
  has(key: string): boolean {
    return this.#meanings.has(key);
  }

  /** The keys of the objects under a key. */
  under(key: string): ResponseKeys {
    const known = this.#below.get(key) ?? new ResponseKeys();
    this.#below.set(key, known);
    return known;
  }
}
