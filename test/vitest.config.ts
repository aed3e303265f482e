// One configuration for every test: files beside the code and the tests that cross folders.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SecondTries } from './second-try.ts';

const reporters = ['default', new SecondTries()];

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Vite would load graphql's ES module while @apollo/* requires its CommonJS copy: two realms, and schemas of one are
  // strangers to the other. Node itself resolves both to this file.
  resolve: {
    alias: [
      { find: /^graphql$/, replacement: fileURLToPath(new URL('../node_modules/graphql/index.js', import.meta.url)) },
    ],
  },
  test: {
    include: ['{schema,gateway,subgraphs,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/load/**'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Journeys and contracts mostly wait for vendors that are slow or silent on purpose: two workers left half of two cores idle.
    maxWorkers: Math.max(4, availableParallelism()),
    // Many tests start real processes, on machines that others use too: what fails is tried once more, and second-try.ts tells
    // loudly what needed it. A counterexample found by fast-check is none of that: it fails at once.
    retry: { count: 1, condition: /^(?!Property failed)/u },
    reporters: process.env.CI ? [...reporters, ['json', { outputFile: '.data/test-results.json' }]] : reporters,
  },
});
