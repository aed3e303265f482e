// Keeps the directory of identities current: what each system's change query tells goes into the crossref.
import type { RecordKind } from '../schema/canon/identity.ts';
import type { System } from '../schema/canon/freshness.ts';
import type { Crossref } from './crossref/crossref.ts';
import { createDirectory, type Directory } from './crossref/directory.ts';
import type { ChangePage } from './ports/changes.ts';
import { type Envelope, systemEnvelope } from './runtime/envelope.ts';
import type { Logger } from './runtime/telemetry.ts';

/** A port as far as its change query goes. */
interface ChangeSource<Kind extends RecordKind> {
  readonly system: System;
  readonly instance: string;
  changes(envelope: Envelope, kind: Kind, cursor: string | null): Promise<ChangePage>;
}

/** The directories of one system. */
export interface Directories {
  /** Reads everything new of every kind. Rejects with the first fault; what was read before it is kept. */
  sync(): Promise<void>;
  /** Reads everything new of one kind, now. Rejects with the fault. */
  syncOne(kind: RecordKind): Promise<void>;
  /** Looks for records of a kind made since the last reading; kinds without a directory are left alone. */
  refresh(kind: RecordKind): Promise<void>;
}

/** The directories of the kinds that a system can tell changes of. */
export function createDirectories<Kind extends RecordKind>(
  source: ChangeSource<Kind>,
  kinds: readonly Kind[],
  parts: { readonly crossref: Crossref; readonly logger: Logger },
): Directories {
  const { system, instance } = source;
  const directories = new Map<RecordKind, Directory>(
    kinds.map((kind) => [
      kind,
      createDirectory({
        ...parts,
        at: { system, instance, kind },
        feed: async (cursor, urgency) => {
          const envelope: Envelope = {
            ...systemEnvelope(`directory:${kind}`),
            get priority() {
              return urgency.priority;
            },
          };
          const page = await source.changes(envelope, kind, cursor);
          // A deleted record keeps its identity: its id was given out, and answers "nothing" from now on.
          return {
            records: page.changes.filter((change) => !change.deleted),
            cursor: page.cursor,
            complete: page.complete,
          };
        },
      }),
    ]),
  );
  return {
    sync: async () => {
      await Promise.all([...directories.values()].map((directory) => directory.sync()));
    },
    syncOne: async (kind) => {
      await directories.get(kind)?.sync();
    },
    refresh: async (kind) => {
      await directories.get(kind)?.refresh();
    },
  };
}
