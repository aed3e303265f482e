// How a server stops taking connections without losing a request. While it drains every request comes on a connection of
// its own, so under load most connections have just been made when the door shuts: the kernel resets those that are not
// accepted yet, and Node's own `close` ends those whose request is not read yet.
import type { IncomingMessage, Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { Socket } from 'node:net';
import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';

/** Before the door shuts nobody is answered for so long: who waits for an answer is not just connecting. */
const acceptingMs = 50;
/** After the door is shut: the request of whoever came in last is on its way, and silence is not idleness yet. */
const lastRequestMs = 250;
/** How often connections that became idle are ended; each answer asks for that, but those begun earlier did not. */
const idleCheckMs = 500;

/** The way into one server. */
export interface Entrance {
  /** Every request passes here; `answer` is called at once, or in the moment after the door has shut. */
  enter(request: IncomingMessage, answer: () => void): void;
  /** Takes no more connections; resolves when the last one has ended. Slow senders are still cut by the server's limits. */
  shut(server: Server): Promise<void>;
  /** To be called once for the server it belongs to. */
  watch(server: Server): void;
}

/** An open one. */
export function createEntrance(): Entrance {
  /** Connections on which nothing was asked yet; to Node these are not idle. */
  const unasked = new Set<Socket>();
  let held: (() => void)[] | null = null;
  return {
    enter({ socket }, answer) {
      unasked.delete(socket);
      if (held) held.push(answer);
      else answer();
    },
    watch(server) {
      server.on('connection', (socket: Socket) => {
        unasked.add(socket);
        socket.once('close', () => unasked.delete(socket));
      });
    },
    async shut(server) {
      if (!server.listening) return;
      const last: (() => void)[] = [];
      held = last;
      await sleep(acceptingMs);
      const ended = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
      held = null;
      for (const answer of last) answer();
      await sleep(lastRequestMs);
      await immediate(); // what arrived during a long turn of the event loop is read first
      for (const socket of unasked) if (socket.bytesRead === 0) socket.destroy();
      server.closeIdleConnections();
      const closeIdle = setInterval(() => server.closeIdleConnections(), idleCheckMs);
      await ended;
      clearInterval(closeIdle);
    },
  };
}
