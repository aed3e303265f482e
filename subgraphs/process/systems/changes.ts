// What changed in the systems, as a feed asks for it: the system APIs' internal change queries.
import { CrmChangesDocument, CrmRecordCountDocument } from '../../../schema/generated/changes-crm.ts';
import { ErpChangesDocument, ErpRecordCountDocument } from '../../../schema/generated/changes-erp.ts';
import { PsaChangesDocument, PsaRecordCountDocument } from '../../../schema/generated/changes-psa.ts';
import type { RecordKind } from '../../../schema/canon/identity.ts';
import type { ServiceSystem } from '../../runtime/service-token.ts';
import { type Endpoint, readMsMax } from './endpoint.ts';
import { readBy, recordRef } from './exchange.ts';
import type { RecordRef } from './write-call.ts';

/** That a record changed; what it is now has to be read. */
export interface ToldChange {
  readonly ref: RecordRef;
  /** The system's own stamp. */
  readonly changedAt: Date;
  readonly deleted: boolean;
}

/** A page of changes. `horizonMissed`: the system forgot what happened since the cursor, so this page begins a reading of everything. */
export interface ToldPage {
  readonly changes: readonly ToldChange[];
  readonly cursor: string;
  readonly complete: boolean;
  readonly horizonMissed: boolean;
}

/** One system as feeds read it. Raises Fault when it cannot be asked, or answers what its schema does not allow. */
export interface ChangeReader {
  /** A null cursor begins with everything there is. */
  page(kind: RecordKind, cursor: string | null): Promise<ToldPage>;
  /** How many records of a kind there are. */
  count(kind: RecordKind): Promise<number>;
}

const documents = {
  crm: { page: CrmChangesDocument, count: CrmRecordCountDocument },
  psa: { page: PsaChangesDocument, count: PsaRecordCountDocument },
  erp: { page: ErpChangesDocument, count: ErpRecordCountDocument },
} as const;

/** The changes behind an endpoint. */
export function changeReader(system: ServiceSystem, endpoint: Endpoint): ChangeReader {
  const asked = documents[system];
  return {
    page: async (kind, cursor) =>
      readBy(system, await endpoint.ask(asked.page, { kind, cursor }, readMsMax), ({ page }) =>
        page === null
          ? undefined
          : {
              ...{ cursor: page.cursor, complete: page.complete, horizonMissed: page.horizonMissed },
              changes: page.changes.map(({ ref, changedAt, deleted }) => ({
                ref: recordRef(system, ref),
                changedAt: stampOf(changedAt),
                deleted,
              })),
            },
      ),
    count: async (kind) => {
      const told = readBy(system, await endpoint.ask(asked.count, { kind }, readMsMax), ({ count }) =>
        count === null ? undefined : { count },
      );
      return told.count;
    },
  };
}

function stampOf(text: string): Date {
  const stamp = new Date(text);
  // Read as an answer that is not there, which it is: nobody can follow a stamp that is none.
  if (Number.isNaN(stamp.getTime())) throw new TypeError(`"${text.slice(0, 40)}" is no instant`);
  return stamp;
}
