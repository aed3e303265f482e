#!/usr/bin/env node
// `npm run audit:verify [-- --anchor <file>]`: reads the whole audit chain; exit 1 when it does not hold.
import { checkNode } from '../runtime/node-version.mjs';

checkNode();
await import('./audit-verify.ts');
