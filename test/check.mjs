// `npm run check`: everything CI checks besides the tests, in one order, with one line each. `--fix` formats first.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each check with the command that repeats it alone. */
const checks = [
  ['types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']],
  ['lint', 'eslint', ['-c', 'test/eslint.config.mjs', 'schema', 'gateway', 'subgraphs', 'test']],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['imports', 'vitest', ['run', '--config', 'test/vitest.config.ts', 'test/architecture', '--reporter', 'dot']],
  ['dead code', 'knip', ['--config', 'test/knip.json']],
  ['schema', 'node', ['schema/compose.ts', '--check']],
  ['generated types', 'node', ['test/codegen-check.mjs']],
];

let failed = 0;
for (const [name, command, args] of checks) {
  const started = performance.now();
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const passed = result.status === 0;
  if (!passed) failed += 1;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (!passed)
    console.log(
      `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}\n  again: npx ${command} ${args.join(' ')}`,
    );
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
