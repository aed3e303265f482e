import { afterEach, expect, test } from 'vitest';
import { configFor, openDoor } from '../../test/federation/door.ts';
import type { Door } from '../../test/federation/door.ts';

const sdls = { psa: 'type Query { projects: [Project!] } type Project { id: ID! }' };
const world = { Query: { projects: [{ id: '1' }, { id: '2' }, { id: '3' }] } };

let door: Door | null = null;
afterEach(async () => {
  await door?.close();
});

async function actualCosts(actual: boolean): Promise<string | undefined> {
  const { demand } = configFor(['psa']);
  door = await openDoor(sdls, world, { demand: { ...demand, actual } });
  expect((await door.ask('{ projects { id } }')).body.errors).toBeUndefined();
  const metrics = await (await fetch(`${door.gateway.adminUrl}/metrics`)).text();
  return metrics.split('\n').find((line) => /cost_sum\{.*actual/.test(line));
}

test('what an operation did cost is on the metrics page where the configuration asks for it', async () => {
  expect(await actualCosts(true)).toMatch(/ 3$/);
});

test('it is not counted otherwise', async () => {
  expect((await actualCosts(false)) ?? '0').toMatch(/\b0$/);
});
