// Tags: names under which kept answers can be made invalid, such as `invoice-{$key.id}`, filled in per entity or question.

/** A tag's text, cut at its holes. */
export type TagTemplate = readonly (string | TagHole)[];

/** `{$key.id}` reads the entity's key, `{$args.input.id}` the arguments of the field. */
export interface TagHole {
  readonly from: 'key' | 'args';
  readonly path: readonly string[];
}

/** A longer tag is no name of anything. */
export const tagLengthMax = 256;

const hole = /\{\$(key|args)((?:\.\w+)+)\}/g;

/** Reads a tag's format. */
export function readTemplate(format: string): TagTemplate {
  const parts: (string | TagHole)[] = [];
  let end = 0;
  for (const match of format.matchAll(hole)) {
    if (match.index > end) parts.push(format.slice(end, match.index));
    parts.push({ from: match[1] === 'key' ? 'key' : 'args', path: (match[2] ?? '').split('.').slice(1) });
    end = match.index + match[0].length;
  }
  if (end < format.length) parts.push(format.slice(end));
  return parts;
}

/** Fills a tag in; null when one of its values is not there: a tag with a hole would name everything and nothing. */
export function fillTemplate(
  template: TagTemplate,
  values: Readonly<Partial<Record<'key' | 'args', unknown>>>,
): string | null {
  let text = '';
  for (const part of template) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = part.path.reduce<unknown>(memberOf, values[part.from]);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
    text += String(value);
  }
  return text.length > 0 && text.length <= tagLengthMax ? text : null;
}

function memberOf(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>)[name] : undefined;
}
