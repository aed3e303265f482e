// The names by which a run can be found again: ids of records in any system, numbers and codes. Never free text or names.
import type { Json } from './run-journal.ts';

/** Longer texts are no ids; of a huge value only so many names are kept. */
const markLengthMax = 100;
export const marksMax = 50;
const depthMax = 8;

/** Properties whose texts are ids, numbers or codes; a tax id is a person's in some countries. */
const naming = /^(?!taxId$)(id|key|number|code|.*(Id|Ids|Number|Code))$/;

/** The marks of a step's reference, an event's subject or a run's input, each once. A bare text is a mark itself. */
export function marksOf(value: Json): readonly string[] {
  const marks = new Set<string>();
  collect(value, typeof value === 'string', { marks, depth: 0 });
  return [...marks].slice(0, marksMax);
}

function collect(
  value: Json,
  isNaming: boolean,
  { marks, depth }: { readonly marks: Set<string>; readonly depth: number },
): void {
  if (typeof value === 'string') {
    if (!isNaming || value === '' || value.length > markLengthMax) return;
    marks.add(value);
    // The text of an identity (system|instance|kind|id) is found by the system's own id, too.
    const own = value.split('|')[3];
    if (own !== undefined && own !== '') marks.add(own);
    return;
  }
  if (typeof value !== 'object' || value === null || depth >= depthMax) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item as Json, isNaming, { marks, depth: depth + 1 });
    return;
  }
  for (const [name, item] of Object.entries(value)) collect(item, naming.test(name), { marks, depth: depth + 1 });
}
