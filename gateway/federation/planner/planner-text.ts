// Operations as text that the planner reads as it is meant.
import { print } from 'graphql';
import type { DocumentNode } from 'graphql';

/** Block strings, and others with what is escaped in them. Printed documents have no comments in which quotes could stand. */
const strings = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\])*"/g;

/** Prints an operation for the planner, which takes the escape of a backspace (`\b`) for U+0010. */
export function textForPlanner(document: DocumentNode): string {
  const text = print(document);
  if (!text.includes('\\b')) return text;
  return text.replace(strings, (one) => (one.startsWith('"""') ? one : one.replace(/\\./g, withoutBackspace)));
}

function withoutBackspace(escape: string): string {
  return escape === '\\b' ? '\\u0008' : escape;
}
