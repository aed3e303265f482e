// Notices that the supergraph's file has become another one. By looking, not by the operating system's word: notifications
// miss files that are renamed into place, links that are turned elsewhere (as container platforms do) and network disks.
import { readFile, stat } from 'node:fs/promises';

/** How often the file is looked at; a look costs 0.05 ms. */
export const lookMs = 200;

/** Who hears of changes. */
export interface SupergraphFileEvents {
  /** The file has another text, and has been left alone since the last look. */
  changed(sdl: string): Promise<void>;
  /** It cannot be read. Told once until it can be. */
  lost(error: unknown): void;
}

/** A file that is watched until it is closed. */
export interface WatchedFile {
  /** Looks once; `watchSupergraphFile` does so by itself. */
  look(): Promise<void>;
  close(): void;
}

/** Watches a file whose text is known. Calls come one after the other. */
export function watchSupergraphFile(path: string, text: string, events: SupergraphFileEvents): WatchedFile {
  const file = new SupergraphFile(path, text, events);
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const again = (): void => {
    if (isClosed) return;
    timer = setTimeout(() => void file.look().finally(again), lookMs).unref();
  };
  again();
  return {
    look: () => file.look(),
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** The file without its clockwork. */
export class SupergraphFile {
  readonly #path: string;
  readonly #events: SupergraphFileEvents;
  #text: string;
  /** What `stat` said last, and of which state the text was read. */
  #seen: string | null = null;
  #read: string | null = null;
  #isLost = false;

  constructor(path: string, text: string, events: SupergraphFileEvents) {
    this.#path = path;
    this.#text = text;
    this.#events = events;
  }

  /** One look. Never rejects. */
  async look(): Promise<void> {
    try {
      const { ino, size, mtimeMs } = await stat(this.#path);
      this.#isLost = false;
      const state = `${ino} ${size} ${mtimeMs}`;
      const isSettled = state === this.#seen;
      this.#seen = state;
      // A file that is being written is looked at again when it has stood still from one look to the next.
      if (!isSettled || state === this.#read) return;
      const text = await readFile(this.#path, 'utf8');
      this.#read = state;
      if (text === this.#text) return;
      this.#text = text;
      await this.#events.changed(text);
    } catch (error) {
      if (!this.#isLost) this.#events.lost(error);
      this.#isLost = true;
    }
  }
}
