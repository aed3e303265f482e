// What comes and goes is found while it is here, in order of coming, and leaves nothing behind.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PassingList, PassingMap } from './passing.ts';

const valuesOf = <T>(list: PassingList<T>): T[] => [...list.places()].map(({ value }) => value);

test('a list keeps who is here in order of coming, whoever leaves', () => {
  const list = new PassingList<string>();
  const [a, b, c] = ['a', 'b', 'c'].map((value) => list.add(value));
  expect([valuesOf(list), list.first, list.size]).toEqual([['a', 'b', 'c'], 'a', 3]);
  if (!a || !b || !c) throw new Error('nobody came');
  expect([list.remove(b), list.remove(b)]).toEqual([true, false]);
  expect([valuesOf(list), list.size]).toEqual([['a', 'c'], 2]);
  list.remove(a);
  list.remove(c);
  expect([valuesOf(list), list.first, list.size]).toEqual([[], null, 0]);
  list.add('d');
  expect([valuesOf(list), list.first]).toEqual([['d'], 'd']);
});

test('a place belongs to one list', () => {
  const [one, other] = [new PassingList<string>(), new PassingList<string>()];
  const place = one.add('a');
  expect([other.remove(place), one.size, other.size]).toEqual([false, 1, 0]);
});

test('who is met may leave, and so may whoever came before', () => {
  const list = new PassingList<number>();
  const places = [1, 2, 3].map((value) => list.add(value));
  const met: number[] = [];
  for (const place of list.places()) {
    met.push(place.value);
    list.remove(place);
    for (const earlier of places.slice(0, place.value)) list.remove(earlier);
  }
  expect([met, list.size]).toEqual([[1, 2, 3], 0]);
});

test('a map finds by text, also by what every object has', () => {
  const map = new PassingMap<number>();
  expect([map.get('constructor'), map.get('__proto__')]).toEqual([undefined, undefined]);
  map.set('__proto__', 1);
  map.set('a', 2);
  expect([map.get('__proto__'), map.get('a')]).toEqual([1, 2]);
  map.delete('__proto__');
  map.delete('nobody');
  expect([map.get('__proto__'), map.get('a')]).toEqual([undefined, 2]);
});

/** Bytes that collections of the young generation carried into the old one while fifty requests at a time came and went. */
function carriedOver(kind: 'Map' | 'PassingList' | 'PassingMap'): number {
  const module = fileURLToPath(new URL('./passing.ts', import.meta.url));
  const program = `
    import { setImmediate as turn } from 'node:timers/promises';
    import { PassingList, PassingMap } from ${JSON.stringify(module)};
    const [list, map, standard] = [new PassingList(), new PassingMap(), new Map()];
    let count = 0;
    const request = () => ({ parts: Array.from({ length: 40 }, (_, index) => ({ index, part: { index } })) });
    async function one() {
      const [own, key] = [request(), 'request ' + (count += 1)];
      const place = ${kind === 'PassingList'} ? list.add(own) : null;
      if (${kind === 'PassingMap'}) map.set(key, own);
      if (${kind === 'Map'}) standard.set(key, own);
      for (let index = 0; index < 4; index += 1) await turn();
      if (place) list.remove(place);
      map.delete(key);
      standard.delete(key);
    }
    setTimeout(() => gc(), 20); // so that something of them is in the old generation
    await Promise.all(Array.from({ length: 50 }, async () => {
      for (let index = 0; index < 1500; index += 1) await one();
    }));`;
  const flags = ['--expose-gc', '--max-semi-space-size=4', '--trace-gc-nvp', '--disable-warning=ExperimentalWarning'];
  const told = execFileSync(process.execPath, [...flags, '--input-type=module', '-e', program], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...told.matchAll(/ promoted=(\d+)/g)].reduce((total, [, bytes]) => total + Number(bytes), 0);
}

test('what has left stays in nobody’s memory, as it does behind a Map', () => {
  const behindMap = carriedOver('Map');
  expect(behindMap).toBeGreaterThan(10_000_000);
  expect(carriedOver('PassingList')).toBeLessThan(behindMap / 4);
  expect(carriedOver('PassingMap')).toBeLessThan(behindMap / 4);
}, 60_000);
