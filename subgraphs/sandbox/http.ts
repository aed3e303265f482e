// The little of HTTP servers that stand-ins, control port and identity have in common.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Opens a port on this machine only and answers its number; a taken port is explained. */
export function listen(server: Server, port: number, what: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      server.off('listening', ready);
      const taken = `Port ${port} for ${what} is taken: stop the other program, or choose a port by environment (0 takes any)`;
      reject(error.code === 'EADDRINUSE' ? new Error(taken, { cause: error }) : error);
    };
    const ready = (): void => {
      server.off('error', failed);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error(`${what} has no port`));
      else resolve(address.port);
    };
    server.once('error', failed);
    server.once('listening', ready);
    server.listen(port, '127.0.0.1');
  });
}

/** Stops listening and ends every connection, also those in the middle of a request. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined || (error as NodeJS.ErrnoException).code === 'ERR_SERVER_NOT_RUNNING') resolve();
      else reject(error);
    });
    server.closeAllConnections();
  });
}

/** Reads a request's body to its end, or undefined when it is longer than allowed. */
export async function readBody(incoming: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of incoming as AsyncIterable<Buffer>) {
    length += piece.length;
    // What is too long is read and forgotten: leaving the loop would close the connection before the refusal is sent.
    if (length <= bytesMax) pieces.push(piece);
  }
  return length <= bytesMax ? Buffer.concat(pieces) : undefined;
}

/** Sends JSON; bigints become text. */
export function sendJson(outgoing: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  outgoing.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(text);
}

/**
 * True when the request was sent to this machine by name. A web page elsewhere can make a browser send requests here under a
 * name of its own (DNS rebinding); those are refused, because the control port hands out credentials.
 */
export function isLocalHost(incoming: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/u.test(incoming.headers.host ?? '');
}
