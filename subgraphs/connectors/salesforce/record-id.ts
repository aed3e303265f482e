// Record ids: 15 characters in which case counts, or 18, whose last three carry the case of the others.

/** Either length. Anything else in a query about ids makes Salesforce refuse the whole query, not the one id. */
export const recordIdForm = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

const checksumLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form, so that one record has one name whichever form it came in. Other texts come back as they are. */
export function fullId(id: string): string {
  if (id.length !== 15) return id;
  return id + [0, 5, 10].map((start) => checksumOf(id.slice(start, start + 5))).join('');
}

/** Five characters make one letter: bit n says that character n is a capital. */
function checksumOf(part: string): string {
  let bits = 0;
  for (let at = 0; at < part.length; at += 1) bits |= /[A-Z]/.test(part.charAt(at)) ? 1 << at : 0;
  return checksumLetters.charAt(bits);
}
