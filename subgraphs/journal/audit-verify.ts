// The command audit:verify. An anchor file kept outside the database remembers the newest entry seen, and is moved on when all holds.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openStore } from '../store/store.ts';
import { auditKeyFrom } from './audit-key.ts';
import { verifyAudit } from './audit.ts';
import type { Anchor, AuditVerdict } from './audit.ts';

const anchorSchema = z.array(z.object({ chain: z.number(), seq: z.number(), hash: z.string() }));

try {
  const { values } = parseArgs({ options: { anchor: { type: 'string' } } });
  const { DATABASE_URL, DATA_DIR } = process.env;
  const home = DATA_DIR === undefined || DATA_DIR === '' ? '.data' : DATA_DIR;
  const key = auditKeyFrom(process.env, home);
  const dataDir = `${home}/postgres`;
  const store = await openStore({ databaseUrl: DATABASE_URL, dataDir });
  try {
    const file = values.anchor;
    const verdict = await verifyAudit(store.db, key, file === undefined ? null : readAnchor(file));
    tell(verdict, file);
  } finally {
    await store.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function tell(verdict: AuditVerdict, anchorFile: string | undefined): void {
  if (verdict.kind === 'BROKEN') {
    console.error(`The audit is broken in chain ${verdict.chain} at entry ${verdict.at}: ${verdict.why}`);
    process.exitCode = 1;
    return;
  }
  if (anchorFile !== undefined) writeFileSync(anchorFile, `${JSON.stringify(verdict.heads)}\n`, { mode: 0o600 });
  console.log(`The audit holds: ${verdict.entries} entries in ${verdict.heads.length} chains`);
}

function readAnchor(file: string): Anchor | null {
  if (!existsSync(file)) return null;
  const anchor = anchorSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (anchor.success) return anchor.data;
  throw new Error(`${file} is no anchor; it holds [{"chain", "seq", "hash"}, …] as audit:verify writes it`);
}
