#!/usr/bin/env node
// `npm start`: the demo firm. Starts the stand-in vendors, the subgraphs and the gateway as processes of their own and
// says what to ask. `--watch` (npm run dev) starts the whole house anew when a file changes.
import { checkNode } from './runtime/node-version.mjs';

checkNode();
await import('./launch/launch.ts');
