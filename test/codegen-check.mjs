// The committed generated types are what codegen makes of the SDL: runs it and compares, leaving the tree as it was.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const files = ['subgraphs/crm', 'subgraphs/psa', 'subgraphs/erp', 'subgraphs/insight']
  .map((folder) => `${folder}/generated/resolvers.ts`)
  .concat(['operations', 'crm-writes', 'psa-writes', 'erp-writes'].map((name) => `schema/generated/${name}.ts`));
const before = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const run = spawnSync('graphql-codegen', ['--config', 'codegen.yml'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const changed = files.filter((file) => readFileSync(file, 'utf8') !== before.get(file));
for (const [file, text] of before) writeFileSync(file, text);
if (run.status !== 0) console.error(run.stdout, run.stderr);
for (const file of changed)
  console.error(`${file} is not what codegen makes; run "npm run codegen" and commit the result`);
process.exitCode = run.status === 0 && changed.length === 0 ? 0 : 1;
