// The promises of every internal mutation of a handover to the ERP and the CRM, and of billing in the ERP, over HTTP.
import { afterAll, beforeAll } from 'vitest';
import { makeHome, removeHomes } from '../../../subgraphs/store/store-rig.ts';
import { openStore } from '../../../subgraphs/store/store.ts';
import { startNetSuite } from '../netsuite-rig.ts';
import type { ErpPort } from '../../../subgraphs/ports/erp.ts';
import { describeTwenty, erpAtOnce, erpBillingRigs, shareErp } from './billing-rigs.ts';
import { describeInvoices } from './erp-invoice-cases.ts';
import { describeJournals, journalAtOnce, journalRigs } from './erp-journal-cases.ts';
import { describePostedTax } from './posted-tax-cases.ts';
import { describePromises } from './promises.ts';
import { describeProposals } from './proposal-cases.ts';
import type { SharedApi } from './shared-api.ts';
import { type Places, systemProjectRigs } from './system-project-rigs.ts';

let places: Places;
let billing: SharedApi<ErpPort>;
beforeAll(async () => {
  places = { store: await openStore({ dataDir: makeHome() }), netSuite: await startNetSuite() };
  billing = await shareErp(places.netSuite, places.store);
}, 60_000);
afterAll(async () => {
  await billing.close();
  await places.netSuite.close();
  await places.store.close();
  removeHomes();
});

const netSuite = (): Places['netSuite'] => places.netSuite;
describePromises([
  ...systemProjectRigs(() => places),
  ...erpBillingRigs(netSuite, () => billing),
  ...journalRigs(netSuite, () => billing),
]);
describeTwenty(() => billing, { ...erpAtOnce(netSuite), ...journalAtOnce(netSuite) });
describeJournals(netSuite);
describeInvoices(netSuite);
describePostedTax(netSuite);
describeProposals(netSuite);
