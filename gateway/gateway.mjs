#!/usr/bin/env node
// `npm run gateway`: checks Node before anything newer is parsed, then starts.
import { checkNode } from '../subgraphs/runtime/node-version.mjs';

checkNode();
await import('./main.ts');
