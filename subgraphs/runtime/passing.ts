// What comes and goes all the time: requests under way, questions others may join. Not in a Map or a Set: those are laid out anew again and
// again, and V8 links each layout they leave behind to the next one. Once a single one of them has come into the old generation, all later
// ones live with it until everything is collected, and with them whatever stood in them: each request that was under way just then, whole
// (passing.test.ts shows it).

/** One thing in a list, to take it out by. What has left points nowhere. */
export interface PassingPlace<T> {
  readonly value: T;
  list: PassingList<T> | null;
  before: PassingPlace<T> | null;
  next: PassingPlace<T> | null;
}

/** Things in order of coming. */
export class PassingList<T> {
  #first: PassingPlace<T> | null = null;
  #last: PassingPlace<T> | null = null;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Who came first of those who are here. */
  get first(): T | null {
    return this.#first?.value ?? null;
  }

  add(value: T): PassingPlace<T> {
    const place: PassingPlace<T> = { value, list: this, before: this.#last, next: null };
    if (this.#last) this.#last.next = place;
    else this.#first = place;
    this.#last = place;
    this.#size += 1;
    return place;
  }

  /** Whether it was here. */
  remove(place: PassingPlace<T>): boolean {
    if (place.list !== this) return false;
    const { before, next } = place;
    if (before) before.next = next;
    else this.#first = next;
    if (next) next.before = before;
    else this.#last = before;
    place.list = place.before = place.next = null;
    this.#size -= 1;
    return true;
  }

  /** Those who are here now, in order of coming. */
  values(): T[] {
    const values: T[] = [];
    for (let place = this.#first; place; place = place.next) values.push(place.value);
    return values;
  }
}

/** So many that have left are still known by name, and as many more as are here. */
const leftMax = 16;
/** Or as many as have names of so many characters together. */
const leftCharactersMax = 100_000;

/** What is known by a name, while it is here. */
interface Box<V> {
  value: V | null;
}

/** Things by texts, which are looked at as a Map does: they may be long, and anybody's. */
export class PassingMap<V extends object> {
  /** Nothing is ever taken out of it: what has left leaves an empty box, and now and then those who are here move into a map that is new. */
  #boxes = new Map<string, Box<V>>();
  #left = 0;
  #leftCharacters = 0;

  get size(): number {
    return this.#boxes.size - this.#left;
  }

  get(key: string): V | undefined {
    return this.#boxes.get(key)?.value ?? undefined;
  }

  set(key: string, value: V): void {
    const box = this.#boxes.get(key);
    if (!box) this.#boxes.set(key, { value });
    else {
      if (box.value === null) this.#count(-1, key);
      box.value = value;
    }
  }

  delete(key: string): void {
    const box = this.#boxes.get(key);
    if (!box || box.value === null) return;
    box.value = null;
    this.#count(1, key);
    if (this.#left > this.size + leftMax || this.#leftCharacters > leftCharactersMax) this.#move();
  }

  #count(change: 1 | -1, key: string): void {
    this.#left += change;
    this.#leftCharacters += change * key.length;
  }

  #move(): void {
    const boxes = new Map<string, Box<V>>();
    for (const [key, box] of this.#boxes) if (box.value !== null) boxes.set(key, box);
    this.#boxes = boxes;
    this.#left = this.#leftCharacters = 0;
  }
}
