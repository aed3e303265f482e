// What a log may know of a vendor's text: its shape, never its values. A masked figure that a vendor quotes in an error body
// must not reach a debug log either, and no list of secret patterns can know every figure; so values go, all of them.

import { withoutSecrets } from './known-secrets.ts';

/** A debug detail is a hint, not an archive. */
const detailLengthMax = 1_000;
/** Deeper structure adds nothing to a hint and costs stack. */
const shapeDepthMax = 6;
/** The first keys of a large object are enough to recognise it. */
const shapeKeysMax = 30;

// Words such as INVALID_FIELD or INSUFFICIENT_ACCESS: upper case, at least one underscore, no digits that could be a figure.
const codeWordForm = /^[A-Z]+(?:_[A-Z]+)+$/;
// Keys are vocabulary; a long or odd one may be somebody's name used as a key.
const plainKeyForm = /^[A-Za-z_$][A-Za-z0-9_$.:-]{0,60}$/;

function shapeOf(value: unknown, depth: number): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return codeWordForm.test(value) ? value : `text(${value.length})`;
  if (typeof value !== 'object') return typeof value;
  if (depth >= shapeDepthMax) return '…';
  if (Array.isArray(value)) {
    return value.length === 0
      ? '[]'
      : `[${shapeOf(value[0], depth + 1)}${value.length > 1 ? ` ×${value.length}` : ''}]`;
  }
  const entries = Object.entries(value).slice(0, shapeKeysMax);
  const fields = entries.map(([key, field]) => `${plainKeyForm.test(key) ? key : '…'}: ${shapeOf(field, depth + 1)}`);
  return `{${fields.join(', ')}}`;
}

/** The shape of a body: keys, kinds and code words of JSON; only the length of anything else. */
export function bodyShape(text: string): string {
  try {
    return shapeOf(JSON.parse(text), 0).slice(0, detailLengthMax);
  } catch {
    return `text(${text.length})`;
  }
}

// Anything that may be a value inside a sentence: quoted text, tokens, addresses, and every digit but those of an HTTP status.
function withoutValues(sentence: string): string {
  return sentence
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '"…"')
    .replaceAll(/\b(?:Bearer|Basic)\s+\S+/gi, 'authorization …')
    .replaceAll(/[a-z]+:\/\/\S+/gi, 'url …')
    .replaceAll(/\S+@\S+/g, '…')
    .replaceAll(/\b((?:HTTP|status)\s+[1-5]\d\d)\b|\S*\d\S*/gi, (_, status?: string) => status ?? '…')
    .replaceAll(/\S{40,}/g, '…');
}

/** Makes any text fit for a debug log: sentences lose their values, a body inside is reduced to its shape. */
export function redact(given: string): string {
  const text = withoutSecrets(given);
  const bodyAt = text.search(/[[{<]/);
  const sentence = bodyAt < 0 ? text : text.slice(0, bodyAt);
  const body = bodyAt < 0 ? '' : bodyShape(text.slice(bodyAt));
  return (withoutValues(sentence) + body).slice(0, detailLengthMax);
}
