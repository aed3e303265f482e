// All suites: what a federation audit asks for, one suite per feature.
import { abstractSuites } from './abstract.ts';
import { interfaceObjectSuites } from './interface-objects.ts';
import { keySuites } from './keys.ts';
import { meetingSuites } from './meeting.ts';
import { operationSuites } from './operations.ts';
import { partialSuites } from './partial.ts';
import { providesSuites } from './provides.ts';
import { requiresSuites } from './requires.ts';
import type { Suite } from './suite.ts';

/** Every feature with its cases. */
export const suites: readonly Suite[] = [
  ...keySuites,
  ...requiresSuites,
  ...providesSuites,
  ...abstractSuites,
  ...interfaceObjectSuites,
  ...meetingSuites,
  ...operationSuites,
  ...partialSuites,
];
