// Brings one system API up: its mapping checked, its identities read, and both again until its vendor is there.
import { setTimeout as pause } from 'node:timers/promises';
import type { Crossref } from './crossref/crossref.ts';
import { createTranslator, type Translator } from './crossref/translate.ts';
import type { Directories } from './directories.ts';
import { MappingError } from './ports/mapping.ts';
import { type Envelope, systemEnvelope } from './runtime/envelope.ts';
import { isFault } from './runtime/fault.ts';
import { loggableError, type Logger } from './runtime/telemetry.ts';
import type { Wired } from './wiring.ts';

/** What starting needs of a port. */
interface SystemPort {
  readonly system: 'CRM' | 'PSA' | 'ERP';
  readonly instance: string;
  verifyMapping(envelope: Envelope): Promise<void>;
  close(): Promise<void>;
}

/** A system API that serves; `ready` once its identities were read. */
export interface StartedSystem {
  readonly translator: () => Translator;
  readonly ready: () => boolean;
  readonly close: () => Promise<void>;
}

/** A vendor that hangs must not keep the others from serving: past this the start goes on without it. */
const startWaitMsMax = 4_000;
/** How soon a directory that could not be read is tried again; until then known identities serve. */
const retryMs = 5_000;
/** How often new links are looked for. Unknown ids are looked for at once; this is for records that changed unasked. */
const syncIntervalMs = 300_000;

/**
 * Starts a system API. Raises MappingError when the vendor's own description contradicts the configured mapping; a vendor
 * that is down or slow does not stop the start, and is asked again until it answers.
 */
export async function startSystem(
  { port, upstream }: Wired<SystemPort>,
  directories: Directories,
  { crossref, logger }: { readonly crossref: Crossref; readonly logger: Logger },
): Promise<StartedSystem> {
  const { system, instance } = port;
  const state: { read: boolean; started: boolean; closed: boolean; retry: NodeJS.Timeout | null } = {
    read: false,
    started: false,
    closed: false,
    retry: null,
  };

  async function read(): Promise<void> {
    try {
      await port.verifyMapping(systemEnvelope('mapping'));
      await directories.sync();
      state.read = true;
      if (!state.closed) state.retry = setTimeout(() => void read(), syncIntervalMs).unref();
    } catch (error) {
      if (!state.started && error instanceof MappingError) throw error;
      if (state.closed) return;
      const says = 'The directory of identities could not be read; known ones serve until it can';
      logger.warn({ system, instance, err: isFault(error) ? { code: error.code } : loggableError(error) }, says);
      state.retry = setTimeout(() => void read(), retryMs).unref();
    }
  }

  await Promise.race([read(), pause(startWaitMsMax, undefined, { ref: false })]);
  state.started = true;
  return {
    translator: () => createTranslator({ crossref, system, instance, refresh: (kind) => directories.refresh(kind) }),
    ready: () => state.read,
    close: async () => {
      state.closed = true;
      if (state.retry !== null) clearTimeout(state.retry);
      await port.close();
      await upstream.close();
    },
  };
}
