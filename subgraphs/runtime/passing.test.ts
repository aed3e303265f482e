// What comes and goes is found while it is here, in order of coming, and leaves nothing behind.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PassingList, PassingMap } from './passing.ts';

test('a list keeps who is here in order of coming, whoever leaves', () => {
  const list = new PassingList<string>();
  const [a, b, c] = ['a', 'b', 'c'].map((value) => list.add(value));
  expect([list.values(), list.first, list.size]).toEqual([['a', 'b', 'c'], 'a', 3]);
  if (!a || !b || !c) throw new Error('nobody came');
  expect([list.remove(b), list.remove(b)]).toEqual([true, false]);
  expect([list.values(), list.size]).toEqual([['a', 'c'], 2]);
  list.remove(a);
  list.remove(c);
  expect([list.values(), list.first, list.size]).toEqual([[], null, 0]);
  list.add('d');
  expect([list.values(), list.first]).toEqual([['d'], 'd']);
});

test('a place belongs to one list', () => {
  const [one, other] = [new PassingList<string>(), new PassingList<string>()];
  const place = one.add('a');
  expect([other.remove(place), one.size, other.size]).toEqual([false, 1, 0]);
});

test('a map finds by text, also by what every object has', () => {
  const map = new PassingMap<{ readonly of: string }>();
  expect([map.get('constructor'), map.get('__proto__'), map.size]).toEqual([undefined, undefined, 0]);
  map.set('__proto__', { of: 'nobody' });
  map.set('a', { of: 'a' });
  map.set('a', { of: 'another' });
  expect([map.get('__proto__'), map.get('a'), map.size]).toEqual([{ of: 'nobody' }, { of: 'another' }, 2]);
  map.delete('__proto__');
  map.delete('__proto__');
  map.delete('never there');
  expect([map.get('__proto__'), map.get('a'), map.size]).toEqual([undefined, { of: 'another' }, 1]);
  map.set('__proto__', { of: 'somebody' });
  expect([map.get('__proto__'), map.size]).toEqual([{ of: 'somebody' }, 2]);
});

test('a map knows who is here, whoever comes and goes', () => {
  const [map, expected] = [new PassingMap<{ readonly number: number }>(), new Map<string, { number: number }>()];
  for (let number = 0; number < 5_000; number += 1) {
    const name = (one: number): string => `${'x'.repeat(one % 400)} ${one % 700}`;
    map.set(name(number), { number });
    expected.set(name(number), { number });
    if (number % 3 === 0) continue;
    const gone = name((number * 7_919) % (number + 1));
    map.delete(gone);
    expected.delete(gone);
    expect([map.get(gone), map.size]).toEqual([undefined, expected.size]);
  }
  for (const [key, value] of expected) expect(map.get(key)).toEqual(value);
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
      const [own, key] = [request(), 'a question of ' + (count += 1) + ' with what it asks for'.repeat(10)];
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
