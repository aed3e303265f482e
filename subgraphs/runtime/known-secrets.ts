// The secrets this process has resolved, so that whatever leaves as text (log lines, faults, spans) can be cleared of them. Nothing
// of ours writes them on purpose; a vendor that quotes our token in its answer, or a bug, must not either.

/** Shorter texts are words that logs are full of; a secret that short is none. */
const needleLengthMin = 8;
/** Lines of a key in PEM are 64 characters; one alone gives a part of the key away. */
const lineLengthMin = 24;
/** Secrets of configuration, old ones included. A process has some ten; a rotation a day is forgotten after months. */
const lastingMax = 100;
/** Tokens bought with them live an hour, three vendors: what is older than these buys nothing any more. */
const passingMax = 24;
/** Stands where a secret stood. */
const mark = '[secret]';

/** LASTING: a secret of configuration. PASSING: a token that was bought with one. */
type Life = 'LASTING' | 'PASSING';

const known: Readonly<Record<Life, Map<string, readonly string[]>>> = { LASTING: new Map(), PASSING: new Map() };
const max: Readonly<Record<Life, number>> = { LASTING: lastingMax, PASSING: passingMax };
let needles: readonly string[] = [];

/** From now on `withoutSecrets` takes this text out, in the spellings in which it travels. */
export function knowSecret(text: string, life: Life = 'LASTING'): void {
  const kept = known[life];
  if (text.length < needleLengthMin || kept.has(text)) return;
  kept.set(text, spellings(text));
  const [oldest] = kept.keys();
  if (kept.size > max[life] && oldest !== undefined) kept.delete(oldest);
  // The longest first: a line of a key is part of the whole.
  needles = [...known.LASTING.values(), ...known.PASSING.values()]
    .flat()
    .sort((one, other) => other.length - one.length);
}

/** The password in a URL such as redis://:password@host, which is a secret like any. */
export function knowPasswordIn(url: string | null | undefined): void {
  const password = URL.parse(url ?? '')?.password ?? '';
  knowSecret(password);
  knowSecret(decoded(password));
}

/** The text with every known secret replaced. */
export function withoutSecrets(text: string): string {
  let clean = text;
  for (const needle of needles) if (clean.includes(needle)) clean = clean.replaceAll(needle, mark);
  return clean;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function spellings(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.length >= lineLengthMin && !line.startsWith('-----'));
  const whole = [text, ...(lines.length > 1 ? lines : [])];
  const forms = whole.flatMap((form) => [
    form,
    JSON.stringify(form).slice(1, -1),
    encodeURIComponent(form),
    new URLSearchParams({ '': form }).toString().slice(1),
    Buffer.from(form).toString('base64').replace(/=+$/, ''),
    Buffer.from(form).toString('base64url'),
  ]);
  return [...new Set(forms)];
}
