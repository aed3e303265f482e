// Acts of operators under an idempotency key: what the same request has done before is kept beside its key.
import type { Migration } from '../migration.ts';

export const requestOutcomes: Migration = {
  number: 12,
  name: 'requests',
  sql: `
    -- of an operator's act the runs it sent on; null while a run of this key was begun, which tells by itself how far it is
    alter table idempotency_key add column outcome jsonb;
  `,
};
