#!/usr/bin/env node
// `npm run audit:verify [-- --anchor <file>]`: reads the whole audit chain; exit 1 when it does not hold.
import { checkNode } from '../runtime/node-version.mjs';

const usage = `npm run audit:verify [-- --anchor <file>]
  reads the whole audit chain of DATABASE_URL, or of the store in DATA_DIR (.data); exit 1 when it does not hold
  --anchor  a file outside the database that remembers the newest entry seen: also fails when that is not there any more`;

checkNode();
if (process.argv.includes('--help')) console.log(usage);
else await import('./audit-verify.ts');
