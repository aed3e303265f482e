// The same promises, of every internal mutation over HTTP: what a connector promises must not be lost on the way to a process.
import { afterAll, beforeAll } from 'vitest';
import { makeHome, removeHomes } from '../../../subgraphs/store/store-rig.ts';
import { openStore, type Store } from '../../../subgraphs/store/store.ts';
import { describePromises } from './promises.ts';
import { systemRigs } from './system-rigs.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: makeHome() });
});
afterAll(async () => {
  await store.close();
  removeHomes();
});

describePromises(systemRigs(() => store));
