// Record ids: 15 characters that count case, or 18 whose last three carry the case of the others.
import { withChecksum } from '../firm/ids.ts';

const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * Reads an id of either length into its 18-character form, or null when it is none. An 18-character id whose case was lost
 * on the way (a spreadsheet, a URL) is repaired from its checksum, as the vendor does.
 */
export function readId(text: string): string | null {
  if (/^[0-9A-Za-z]{15}$/u.test(text)) return withChecksum(text);
  if (!/^[0-9A-Za-z]{15}[A-Za-z0-5]{3}$/u.test(text)) return null;
  const repaired = repairCase(text.slice(0, 15), text.slice(15).toUpperCase());
  return repaired === null ? null : withChecksum(repaired);
}

/** The three characters that tell which object a record belongs to. */
export function prefixOf(id: string): string {
  return id.slice(0, 3);
}

/** Gives each letter the case its bit of the checksum says; null when a bit marks a digit, which has no case. */
function repairCase(id15: string, checksum: string): string | null {
  let repaired = '';
  for (let index = 0; index < 15; index += 1) {
    const bits = CHECKSUM.indexOf(checksum.charAt(Math.floor(index / 5)));
    const isUpper = (bits & (1 << (index % 5))) !== 0;
    const character = id15.charAt(index);
    if (isUpper && character >= '0' && character <= '9') return null;
    repaired += isUpper ? character.toUpperCase() : character.toLowerCase();
  }
  return repaired;
}
