// The promises of every internal mutation of a handover to the PSA, over HTTP.
import { afterAll, beforeAll } from 'vitest';
import { makeHome, removeHomes } from '../../../subgraphs/store/store-rig.ts';
import { openStore, type Store } from '../../../subgraphs/store/store.ts';
import { describePromises } from './promises.ts';
import { psaProjectRigs } from './psa-project-rigs.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: makeHome() });
});
afterAll(async () => {
  await store.close();
  removeHomes();
});

describePromises(psaProjectRigs(() => store));
