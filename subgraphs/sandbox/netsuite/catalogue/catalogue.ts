// Every table of the account.
import type { TableDefinition } from '../table.ts';
import { ENTITY_TABLES } from './entities.ts';
import { LIST_TABLES } from './lists.ts';
import { TRANSACTION_TABLES } from './transactions.ts';

/** All tables, in the order the state dump shows them. */
export const CATALOGUE: readonly TableDefinition[] = [...LIST_TABLES, ...ENTITY_TABLES, ...TRANSACTION_TABLES];
