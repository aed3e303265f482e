// Reads a subgraph's answer: only its data, and of its errors only what a client may know.
import type { GatewayCode } from '../errors.ts';
import type { AnswerPath, LocatedError } from './subgraph.ts';

/** Extensions of a subgraph's error that are handed on; stack traces and whatever else it says stay behind. */
const passedOn = ['system', 'instance', 'retryable', 'retryAfterMs', 'outcome'] as const;

/** Errors read from one answer; a subgraph that sends more has said enough. */
export const answerErrorsMax = 1_000;

/** The parts of a GraphQL answer. */
export interface ReadAnswer {
  readonly data: unknown;
  readonly errors: readonly LocatedError[];
}

/** Parses an answer; null when the text is not a GraphQL answer (data, errors or both). */
export function readAnswer(text: string, subgraph: string): ReadAnswer | null {
  const answer = parseObject(text);
  if (!answer) return null;
  const data = isObject(answer.data) ? answer.data : null;
  const listed = Array.isArray(answer.errors) ? answer.errors.slice(0, answerErrorsMax) : [];
  const errors = listed.map((error) => readError(error, subgraph));
  return data === null && errors.length === 0 ? null : { data, errors };
}

function readError(error: unknown, subgraph: string): LocatedError {
  const { message, path, extensions } = isObject(error) ? error : {};
  const said = isObject(extensions) ? extensions : {};
  const details: Record<string, unknown> = {};
  for (const name of passedOn) {
    if (said[name] !== undefined) details[name] = said[name];
  }
  return {
    message: typeof message === 'string' ? message : `${subgraph} reported an error without a message`,
    code: typeof said.code === 'string' ? said.code : ('SUBGRAPH_ERROR' satisfies GatewayCode),
    subgraph,
    details,
    path: isPath(path) ? path : null,
  };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPath(value: unknown): value is AnswerPath {
  return Array.isArray(value) && value.every((segment) => typeof segment === 'string' || typeof segment === 'number');
}
