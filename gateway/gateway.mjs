#!/usr/bin/env node
// `npm run gateway`: checks Node before anything newer is parsed, then starts.
import { fileURLToPath } from 'node:url';
import { checkNode } from '../subgraphs/runtime/node-version.mjs';

checkNode();
// Half of a start is compiling; what the first start compiled is kept. Where nothing may be written this does nothing.
const { enableCompileCache, flushCompileCache } = await import('node:module');
enableCompileCache(fileURLToPath(new URL('../.data/compile-cache', import.meta.url)));
await import('./main.ts');
// Writing it takes a fifth of a second the first time: not while the first requests wait. The end of the process writes it, too.
setTimeout(flushCompileCache, 2_000).unref();
