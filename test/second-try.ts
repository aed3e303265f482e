// Tells at the end of a run which tests passed only when they were tried again: each is a race somebody has to mend.
import type { Reporter, TestModule } from 'vitest/node';

/** A reporter of vitest; silent when every test passed at its first try. */
export class SecondTries implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const names = modules.flatMap((module) =>
      [...module.children.allTests('passed')]
        .filter((test) => test.diagnostic()?.flaky === true)
        .map((test) => `  ${module.relativeModuleId} > ${test.fullName}`),
    );
    if (names.length === 0) return;
    console.warn(`\n${names.length} passed only at the second try (a race: mend it, or widen what it waits for):`);
    for (const name of names) console.warn(name);
  }
}
