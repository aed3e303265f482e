// The commands backup and restore.
import { parseArgs } from 'node:util';
import { backup, restore } from './backup.ts';
import { openStore } from './store.ts';

const usage = `npm run backup -- <file>               the store's content as one checked file
npm run restore -- <file> [--replace]  back into an empty store; --replace empties it first`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { replace: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const [what, file] = positionals;
  if (file === undefined || (what !== 'backup' && what !== 'restore')) {
    throw new Error('Name a file: npm run backup -- <file>, or npm run restore -- <file> [--replace]');
  }
  const { DATABASE_URL, DATA_DIR } = process.env;
  const dataDir = DATA_DIR === undefined || DATA_DIR === '' ? undefined : `${DATA_DIR}/postgres`;
  const store = await openStore({ databaseUrl: DATABASE_URL, dataDir, asOwner: true });
  try {
    const { schema, tables, rows } = await (what === 'backup'
      ? backup(store.db, file)
      : restore(store.db, file, values.replace));
    console.log(`${what} of ${file}: ${rows} rows of ${tables} tables, schema ${schema}`);
  } finally {
    await store.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
