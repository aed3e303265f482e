// The promises of every internal mutation of a handover to the ERP and the CRM, over HTTP.
import { afterAll, beforeAll } from 'vitest';
import { makeHome, removeHomes } from '../../../subgraphs/store/store-rig.ts';
import { openStore } from '../../../subgraphs/store/store.ts';
import { startNetSuite } from '../netsuite-rig.ts';
import { describePromises } from './promises.ts';
import { type Places, systemProjectRigs } from './system-project-rigs.ts';

let places: Places;
beforeAll(async () => {
  places = { store: await openStore({ dataDir: makeHome() }), netSuite: await startNetSuite() };
}, 60_000);
afterAll(async () => {
  await places.netSuite.close();
  await places.store.close();
  removeHomes();
});

describePromises(systemProjectRigs(() => places));
