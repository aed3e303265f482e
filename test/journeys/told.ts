// What a house has told the world, as it stands in its outbox.
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStore } from '../../subgraphs/store/store.ts';
import type { TestHouse } from '../house/house.ts';

/** Payments of an invoice, in the order they were told. */
export async function paymentsTold(
  { env }: TestHouse,
  invoiceId: string,
): Promise<readonly { readonly payment: string; readonly amount: string }[]> {
  const store = await openStore({ dataDir: join(env.DATA_DIR ?? '', 'postgres') });
  try {
    const { rows } = await sql<{
      payment: string;
      amount: string;
    }>`select subject as payment, data->'amount'->>'amount' as amount
      from outbox_event where type = 'payment.received' and data->'invoiceIds' = ${JSON.stringify([invoiceId])}::jsonb
      order by id`.execute(store.db);
    return rows;
  } finally {
    await store.close();
  }
}
