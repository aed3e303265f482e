#!/usr/bin/env node
// `npm run serve -- <roles>`: the subgraphs as the product runs them. Checks Node before anything newer is parsed.
import { checkNode } from './runtime/node-version.mjs';

checkNode();
await import('./main.ts');
