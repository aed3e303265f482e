#!/usr/bin/env node
// The role `store` alone: keeps the embedded Postgres running while others come and go.
import { checkNode } from '../runtime/node-version.mjs';

checkNode();
await import('./main.ts');
