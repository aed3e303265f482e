// Reads a subgraph's answer: only its data, and of its errors only what a client may know.
import type { GatewayCode } from '../errors.ts';
import { parseWithDigits } from './execute/exact-number.ts';
import type { AnswerPath, LocatedError } from './subgraph.ts';

/** Extensions of a subgraph's error that are handed on; stack traces and whatever else it says stay behind. */
const passedOn = ['system', 'instance', 'retryable', 'retryAfterMs', 'outcome'] as const;

/** Codes of a subgraph that does not know what it was asked: its schema is not the one the supergraph was composed of. */
const aboutOurRequest: ReadonlySet<string> = new Set(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']);

/** What GraphQL servers add to say which names they do have. */
const suggestion = / ?Did you mean [^?]*\?/g;
/**
 * More of a message is of no use to anybody. Subgraphs quote what a client sent, and the look-up above takes a time that grows with
 * the square of a message made for it: 120 kB took 14 s.
 */
export const messageCharactersMax = 2_000;

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
  const isList = Array.isArray(answer.errors) || answer.errors === undefined || answer.errors === null;
  if (data !== null && !isList) errors.push(unreadable(subgraph));
  return data === null && errors.length === 0 ? null : { data, errors };
}

/** Something went wrong there, and that is all it made understood. */
function unreadable(subgraph: string): LocatedError {
  const message = `${subgraph} reported errors in a form that is not GraphQL's`;
  return { message, code: 'SUBGRAPH_ANSWER_INVALID' satisfies GatewayCode, subgraph, details: {}, path: null };
}

function readError(error: unknown, subgraph: string): LocatedError {
  const { message, path, extensions } = isObject(error) ? error : {};
  const said = isObject(extensions) ? extensions : {};
  const details: Record<string, unknown> = {};
  for (const name of passedOn) {
    if (said[name] !== undefined) details[name] = said[name];
  }
  const code = typeof said.code === 'string' ? said.code : ('SUBGRAPH_ERROR' satisfies GatewayCode);
  if (aboutOurRequest.has(code)) {
    // The request was the gateway's, not the client's: the words would tell of a schema that is none of his business.
    const refusal = `${subgraph} does not understand what the gateway asks of it`;
    return { message: refusal, code: 'SUBGRAPH_REFUSED' satisfies GatewayCode, subgraph, details, path: null };
  }
  return {
    message: typeof message === 'string' ? fitToTell(message) : `${subgraph} reported an error without a message`,
    code,
    subgraph,
    details,
    path: isPath(path) ? path : null,
  };
}

function fitToTell(message: string): string {
  const start = message.slice(0, messageCharactersMax).replace(suggestion, '');
  return message.length > messageCharactersMax ? `${start}…` : start;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = parseWithDigits(text);
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
