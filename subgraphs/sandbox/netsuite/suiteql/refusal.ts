// How SuiteQL says no: always 400 INVALID_PARAMETER on `q`, with the reason as "unprocessed description".
import { NetSuiteProblem } from '../problem.ts';

/** A query NetSuite would not run. */
export function refusal(reason: string): NetSuiteProblem {
  return new NetSuiteProblem(
    400,
    'INVALID_PARAMETER',
    `Invalid search query. Detailed unprocessed description follows. ${reason}`,
    { queryParameter: 'q' },
  );
}

/** A query that is outside the grammar; `near` is what the parser was looking at. */
export function syntaxRefusal(near: string, line: number, column: number): NetSuiteProblem {
  return refusal(
    `Search error occurred: Invalid or unsupported search. Syntax error near ${near} at line ${line}, column ${column}.`,
  );
}

/** A query that parses but cannot be run. */
export function unsupported(what: string): NetSuiteProblem {
  return refusal(`Search error occurred: Invalid or unsupported search. ${what}`);
}
