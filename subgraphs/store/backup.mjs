#!/usr/bin/env node
// `npm run backup -- <file>` and `npm run restore -- <file> [--replace]`, on the embedded store as on DATABASE_URL.
import { checkNode } from '../runtime/node-version.mjs';

checkNode();
await import('./backup-command.ts');
