// Checks Node before anything else is read: an old Node cannot even parse the rest.
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `Node ${process.versions.node} is too old: Node 22.19 or newer is needed. Run it by npm (npm start), which brings its own Node.`,
  );
  process.exit(1);
}
// Building the firm makes much garbage once, and a nursery that has grown for it never shrinks. Kept small, the process takes
// 60 MB less at the start and 100 MB less under load, for answers a fifth slower (measured).
setFlagsFromString('--semi-space-growth-factor=1');
// From the second start on Node need not load its TypeScript compiler: 35 MB and a quarter of a second less (measured).
const directory = process.env.SANDBOX_DATA_DIR ?? fileURLToPath(new URL('../../.data/sandbox', import.meta.url));
module.enableCompileCache(join(directory, 'compiled'));
await import('./main.ts');
