// Calls that arrive after everybody has stopped waiting for them: what was written since must stand.
import { afterEach, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { ErpCustomerWrite } from '../../../subgraphs/ports/customer-writes.ts';
import { person, ref, type Rig, startNetSuite } from '../netsuite-rig.ts';

const key = 'customer-0002-late-arrival';
let rig: Rig | null = null;

afterEach(async () => {
  await rig?.close();
  rig = null;
});

test.each([
  { name: 'a customer that is made', isThere: false },
  { name: 'a customer that is changed', isThere: true },
])('NetSuite: $name by a call that lands after the activation stays one customer, and active', async ({ isThere }) => {
  rig = await startNetSuite({ settings: { timeoutMs: 2_000 } });
  const { served, port } = rig;
  const writes = port.customerWrites;
  const now = (table: string) => rig?.now(table) ?? [];
  const write: ErpCustomerWrite = {
    ...{ key, legalName: 'Late Arrival Ltd', currency: currencyCode('USD'), paymentTerms: null, taxId: null },
    legalEntity: ref('LEGAL_ENTITY', now('subsidiary').find((row) => row.currency !== undefined)?.id ?? ''),
    ...{ website: null, parent: null, links: [] },
  };
  if (isThere) expect(await writes.upsertCustomer(person(), write)).toMatchObject({ kind: 'APPLIED', isNew: true });
  served.faults.plant({ kind: 'lateCommit', ms: 1_500, match: '^(POST|PUT|PATCH) .*/customer(/|$)', count: 1 });
  expect(await writes.upsertCustomer(person(), write)).toMatchObject({ kind: 'IN_DOUBT' });
  const late = (): unknown => served.requests.list({}).find(({ faults }) => faults.includes('lateCommit'))?.write;
  const unlanded = late();
  const again = await writes.upsertCustomer(person(), write);
  if (again.kind !== 'APPLIED') throw new Error(`The second call ended as ${again.kind}`);
  expect(await writes.setCustomerActive(person(), again.ref, true)).toMatchObject({ kind: 'APPLIED' });
  // The log writes an entry anew when the late call has been answered.
  await expect.poll(late, { timeout: 20_000 }).not.toBe(unlanded);
  expect(now('customer').filter((row) => row.externalid === key)).toMatchObject([{ isinactive: 'F' }]);
});
