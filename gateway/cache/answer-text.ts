// An answer that is text already, on its way through @apollo/server: it stands where the data stands, and is written as is.
import { GraphQLError } from 'graphql';
import { DataText } from '../federation/execute/data-text.ts';
import type { AnswerTexts } from './gateway-cache.ts';

/** A result as executors give it and as the server writes it. */
export interface WritableResult {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The whole answer as text, in place of its data. */
class AnswerText {
  readonly text: string;
  readonly [name: string]: unknown;

  constructor(text: string) {
    this.text = text;
  }
}

/** A result whose text is known. */
export function resultOfText(text: string): { readonly data: Record<string, unknown> } {
  return { data: new AnswerText(text) };
}

/** The body of an HTTP answer: errors first, so that nobody overlooks them below a long answer. */
export function writeResult({ data, errors, extensions }: ServerResult): string {
  if (data instanceof AnswerText) return data.text;
  if (!(data instanceof DataText)) return JSON.stringify({ errors, data, extensions });
  if (!errors && !extensions) return data.answer;
  const before = errors ? `"errors":${JSON.stringify(errors)},` : '';
  const after = extensions ? `,"extensions":${JSON.stringify(extensions)}` : '';
  return `{${before}"data":${data.text}${after}}`;
}

/** A result as the server hands it over to be written. */
interface ServerResult {
  readonly data?: unknown;
  readonly errors?: readonly unknown[] | undefined;
  readonly extensions?: object | undefined;
}

/** Answers of the pipeline, for the cache. */
export const answerTexts: AnswerTexts<WritableResult> = {
  textOf: ({ data, extensions }) => writeResult({ data, extensions }),
  // The server puts the id of each request into errors that have none.
  forAnother: ({ errors, ...rest }) => (errors ? { ...rest, errors: errors.map(withoutCorrelation) } : rest),
};

function withoutCorrelation({ message, path, extensions }: GraphQLError): GraphQLError {
  const others = Object.entries(extensions).filter(([name]) => name !== 'correlationId');
  return new GraphQLError(message, { path: path ?? null, extensions: Object.fromEntries(others) });
}
