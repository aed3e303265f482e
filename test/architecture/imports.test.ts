// The import rules hold, the checker sees the whole tree, and each rule catches a breach planted for it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { expect, test } from 'vitest';
import { cruiserRules } from './imports.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Fewer modules than this mean that the checker has gone blind; raise it as the house grows. */
const modulesFloor = 150;

async function check(baseDir: string): Promise<ICruiseResult> {
  const result = await cruise(['schema', 'gateway', 'subgraphs', 'test'], {
    baseDir,
    validate: true,
    ruleSet: cruiserRules(),
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/load/peers' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  });
  if (typeof result.output === 'string')
    throw new Error(`dependency-cruiser answered text: ${result.output.slice(0, 200)}`);
  return result.output;
}

test('every import in the house is allowed', { timeout: 60_000 }, async () => {
  const { summary, modules } = await check(root);
  expect(summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`)).toEqual(
    [],
  );
  const ours = modules.filter((module) => /^(schema|gateway|subgraphs|test)\//.test(module.source));
  expect(ours.length).toBeGreaterThan(modulesFloor);
  expect(ours.some((module) => module.dependencies.length > 0)).toBe(true);
});

const breaches: readonly (readonly [from: string, to: string, rule: string])[] = [
  ['schema/canon/money.ts', 'subgraphs/runtime/clock.ts', 'not-in-allowed'],
  ['gateway/stages/mask.ts', 'subgraphs/crm/subgraph.ts', 'not-in-allowed'],
  ['gateway/console/page.ts', 'gateway/pipeline.ts', 'not-in-allowed'],
  ['subgraphs/wiring.ts', 'subgraphs/sandbox/main.ts', 'not-in-allowed'],
  ['subgraphs/crm/loaders.ts', 'subgraphs/connectors/salesforce/salesforce.ts', 'not-in-allowed'],
  ['subgraphs/psa/loaders.ts', 'subgraphs/crm/loaders.ts', 'not-in-allowed'],
  ['subgraphs/erp/loaders.ts', 'subgraphs/store/store.ts', 'not-in-allowed'],
  ['subgraphs/insight/position.ts', 'subgraphs/ports/erp.ts', 'not-in-allowed'],
  ['subgraphs/connectors/kantata/map.ts', 'subgraphs/connectors/netsuite/map.ts', 'not-in-allowed'],
  ['subgraphs/connectors/kantata/map.ts', 'subgraphs/crossref/crossref.ts', 'not-in-allowed'],
  ['subgraphs/crossref/crossref.ts', 'subgraphs/ports/erp.ts', 'not-in-allowed'],
  ['subgraphs/store/store.ts', 'subgraphs/crossref/crossref.ts', 'not-in-allowed'],
  ['subgraphs/ports/erp.ts', 'subgraphs/runtime/upstream.ts', 'not-in-allowed'],
  ['subgraphs/runtime/upstream.ts', 'schema/canon/money.ts', 'not-in-allowed'],
  ['subgraphs/sandbox/main.ts', 'schema/canon/money.ts', 'not-in-allowed'],
  ['subgraphs/process/saga/saga.ts', 'subgraphs/ports/write.ts', 'not-in-allowed'],
  ['subgraphs/process/saga/saga.ts', 'subgraphs/ledger/ledger.ts', 'not-in-allowed'],
  ['subgraphs/process/onboard-customer/steps.ts', 'subgraphs/process/bill-approved-time/rules.ts', 'not-in-allowed'],
  ['subgraphs/process/onboard-customer/steps.ts', 'subgraphs/connectors/netsuite/client.ts', 'not-in-allowed'],
  ['subgraphs/process/resolvers/run.ts', 'subgraphs/process/onboard-customer/rules.ts', 'not-in-allowed'],
  ['subgraphs/process/systems/erp.ts', 'subgraphs/journal/runs.ts', 'not-in-allowed'],
  ['subgraphs/process/billing/cap.ts', 'subgraphs/process/systems/erp.ts', 'not-in-allowed'],
  ['subgraphs/process/billing/cap.ts', 'subgraphs/journal/runs.ts', 'not-in-allowed'],
  ['subgraphs/process/billing/cap.ts', 'subgraphs/runtime/clock.ts', 'not-in-allowed'],
  ['subgraphs/process/feeds/erp.ts', 'subgraphs/process/saga/saga.ts', 'not-in-allowed'],
  ['subgraphs/journal/runs.ts', 'subgraphs/process/saga/saga.ts', 'not-in-allowed'],
  ['subgraphs/journal/runs.ts', 'subgraphs/ledger/ledger.ts', 'not-in-allowed'],
  ['subgraphs/ledger/ledger.ts', 'subgraphs/ports/write.ts', 'not-in-allowed'],
  ['subgraphs/ledger/ledger.ts', 'subgraphs/journal/runs.ts', 'not-in-allowed'],
  ['subgraphs/crm/loaders.ts', 'test/contract/rig.ts', 'nothing-imports-test'],
];

test.each(breaches)('%s importing %s is caught', async (from, to, rule) => {
  const found = await plant({ [from]: [to], [to]: [] });
  expect(found).toContainEqual([rule, from, to]);
});

test('a circle is caught', async () => {
  const found = await plant({ 'schema/canon/a.ts': ['schema/canon/b.ts'], 'schema/canon/b.ts': ['schema/canon/a.ts'] });
  expect(found.map(([rule]) => rule)).toContain('no-circular');
});

/** Violations in a tree made of the given files, each importing the files named for it. */
async function plant(files: Readonly<Record<string, readonly string[]>>): Promise<string[][]> {
  const directory = mkdtempSync(join(tmpdir(), 'planted-'));
  try {
    for (const folder of ['schema', 'gateway', 'subgraphs', 'test'])
      mkdirSync(join(directory, folder), { recursive: true });
    for (const [file, imports] of Object.entries(files)) {
      mkdirSync(join(directory, dirname(file)), { recursive: true });
      const up = '../'.repeat(file.split('/').length - 1);
      writeFileSync(
        join(directory, file),
        [...imports.map((name, index) => `import { v as v${index} } from '${up}${name}';`), 'export const v = 1;'].join(
          '\n',
        ),
      );
    }
    const { summary } = await check(directory);
    return summary.violations.map((violation) => [violation.rule.name, violation.from, violation.to]);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
