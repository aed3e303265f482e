// The vendors under chaos: stand-ins in this process, so that nothing kills them.
import { mintId } from '../../schema/canon/identity.ts';
import { type Sandbox, startSandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { openScreens, rows, type Screens } from './vendor-screens.ts';

/** The demo firm's day. */
export const firmDay = '2026-11-20';

/** The stand-ins, and a way to enter what a play begins with. */
export interface ChaosFirm {
  readonly sandbox: Sandbox;
  readonly screens: Screens;
  /** Canonical ids of two legal entities that bill. */
  readonly legalEntityIds: readonly string[];
  close(): Promise<void>;
}

/** Starts the stand-ins with the demo firm; those of other sources than ours have a fault planted in them. */
export async function openFirm(dataDirectory: string, root?: string): Promise<ChaosFirm> {
  const ports = { control: 0, identity: 0, salesforce: 0, kantata: 0, netsuite: 0 };
  const start = root === undefined ? startSandbox : await sandboxOf(root);
  const sandbox = await start({ size: 'demo', today: firmDay, ports, dataDirectory });
  const entities = rows(sandbox, 'netsuite', 'subsidiary').filter((row) => row.name !== 'Parent Company');
  const legalEntityIds = entities
    .slice(0, 2)
    .map((row) => mintId({ system: 'ERP', instance: 'netsuite', kind: 'LEGAL_ENTITY', id: String(row.id) }));
  return { sandbox, screens: await openScreens(sandbox), legalEntityIds, close: () => sandbox.close() };
}

async function sandboxOf(root: string): Promise<typeof startSandbox> {
  const planted = (await import(`${root}subgraphs/sandbox/sandbox.ts`)) as { startSandbox: typeof startSandbox };
  return planted.startSandbox;
}
