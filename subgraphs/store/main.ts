// The role `store`: opens the store, brings its tables up to date, and holds it open until asked to stop.
import { createLogger } from '../runtime/telemetry.ts';
import { openStore } from './store.ts';
import { StoreError } from './store-error.ts';

/** Nobody waits longer than this for a stop. */
const stopMsMax = 30_000;

try {
  const logger = createLogger('store');
  const { DATABASE_URL, DATA_DIR } = process.env;
  const store = await openStore({
    databaseUrl: DATABASE_URL,
    dataDir: DATA_DIR === undefined || DATA_DIR === '' ? undefined : `${DATA_DIR}/postgres`,
    logger,
  });
  // The pool's connections come and go; this keeps the process alive between them.
  const alive = setInterval(() => undefined, 1_000_000);
  const stop = (): void => {
    clearInterval(alive);
    setTimeout(() => process.exit(1), stopMsMax).unref();
    void store.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, stop);
  process.send?.({ kind: 'ready' });
  logger.info('store open');
} catch (error) {
  // What the operator can mend is told in one sentence; anything else is a bug and keeps its stack.
  console.error(error instanceof StoreError ? error.message : error);
  process.exit(1);
}
