// The promises of every internal mutation of a handover to the PSA, and of billing in it, over HTTP.
import { afterAll, beforeAll } from 'vitest';
import { makeHome, removeHomes } from '../../../subgraphs/store/store-rig.ts';
import { openStore, type Store } from '../../../subgraphs/store/store.ts';
import type { PsaPort } from '../../../subgraphs/ports/psa.ts';
import { describeTwenty, psaAtOnce, psaBillingRigs, sharePsa } from './billing-rigs.ts';
import { describePromises } from './promises.ts';
import { describeBuiltInPsa } from './proposal-cases.ts';
import { psaProjectRigs } from './psa-project-rigs.ts';
import { describeBilledWork } from './psa-billing-cases.ts';
import type { SharedApi } from './shared-api.ts';

let store: Store;
let billing: SharedApi<PsaPort>;
beforeAll(async () => {
  store = await openStore({ dataDir: makeHome() });
  billing = await sharePsa(store);
});
afterAll(async () => {
  await billing.close();
  await store.close();
  removeHomes();
});

describePromises([...psaProjectRigs(() => store), ...psaBillingRigs(() => billing)]);
describeTwenty(() => billing, psaAtOnce);
describeBilledWork();
describeBuiltInPsa();
