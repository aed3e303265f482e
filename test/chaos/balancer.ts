// What stands before two instances of a service in production: callers reach the one it points at, and when it turns to the other
// their connections to the first are cut.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Doors that all lead to one instance. */
export interface Balancer {
  /** Turns to an instance and cuts what is connected to any other. */
  turnTo(instance: number): void;
  close(): Promise<void>;
}

/** One door per service: `doors[service]` leads to `instances[turned][service]`. Ports of 127.0.0.1. */
export async function openBalancer(
  doors: readonly number[],
  instances: readonly (readonly number[])[],
): Promise<Balancer> {
  let turned = 0;
  const sockets = new Set<Socket>();
  const kept = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const servers = doors.map((_, service) =>
    createServer((caller) => {
      const behind = connect(instances[turned]?.[service] ?? 0, '127.0.0.1');
      const both = [kept(caller), kept(behind)];
      for (const socket of both) socket.on('error', () => both.map((each) => each.destroy()));
      caller.pipe(behind).pipe(caller);
    }),
  );
  for (const [service, server] of servers.entries())
    await once(server.listen(doors[service], '127.0.0.1'), 'listening');
  return {
    turnTo: (instance) => {
      turned = instance;
      cut();
    },
    close: async () => {
      cut();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
