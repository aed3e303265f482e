// Lines of a document are told apart by the names they were posted under.
import { documentLinesMax, lineNameForm } from '../../ports/invoice-writes.ts';
import { Objection } from './write-record.ts';

/** Nothing is sent that could not be read back line by line. Raises Objection. */
export function refuseNames(instance: string, lines: readonly { readonly name: string }[]): void {
  const objection = (field: string, says: string): Objection => new Objection(instance, field, { says });
  if (lines.length === 0 || lines.length > documentLinesMax)
    throw objection('lines', `takes 1 to ${documentLinesMax} lines, not ${lines.length}`);
  if (lines.some(({ name }) => !lineNameForm.test(name)))
    throw objection('name', 'takes names of lines of 1 to 32 letters, digits or "-", beginning with none of "-"');
  if (new Set(lines.map(({ name }) => name)).size !== lines.length)
    throw objection('name', 'takes each name of a line once');
}
