// The way out of one stream: bounded, and with an end to the patience with a reader that does not read.
import { Readable } from 'node:stream';

/** Text that waits for the reader besides what the operating system holds; a result is some kilobytes. */
export const outletBytesMax = 64 * 1024;
/** A reader that has taken nothing for so long is gone, whatever its connection says. */
export const stalledMsMax = 30_000;
/** A reader that was told the end has this long to take it. */
const farewellMs = 5_000;

/** Where frames are written. */
export interface Outlet {
  readonly body: Readable;
  /** Whether the reader has taken all but `outletBytesMax`; what is written meanwhile waits. */
  readonly isFree: boolean;
  /** Resolves to whether the reader took it, or is free to; false once it has not been for `stalledMsMax`, or has left. */
  write(frame: string): Promise<boolean>;
  /** Writes the last frames and ends; whoever does not take them is cut off. */
  end(frames: string): void;
}

/** Opens one; `onLeave` is called once, when the reader leaves or everything was taken. */
export function createOutlet(onLeave: () => void, stalledMs = stalledMsMax): Outlet {
  const state: { free: boolean; ended: boolean; wake: (() => void) | null } = { free: true, ended: false, wake: null };
  const body = new Readable({
    highWaterMark: outletBytesMax,
    read: () => {
      state.free = true;
      state.wake?.();
    },
  });
  body.once('close', () => {
    state.wake?.();
    onLeave();
  });
  const becomesFree = async (): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      state.wake = resolve;
      timer = setTimeout(resolve, stalledMs);
    });
    clearTimeout(timer);
    state.wake = null;
  };
  return {
    body,
    get isFree() {
      return state.free;
    },
    async write(frame) {
      if (body.destroyed || state.ended) return false;
      state.free = body.push(frame);
      if (!state.free) await becomesFree();
      return state.free && !body.destroyed && !state.ended;
    },
    end(frames) {
      if (body.destroyed || state.ended) return;
      state.ended = true;
      body.push(frames);
      body.push(null);
      setTimeout(() => body.destroy(), farewellMs).unref();
    },
  };
}
