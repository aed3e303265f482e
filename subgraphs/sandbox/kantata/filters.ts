// The kinds of filter the vendor's lists have. Arguments are text; lists are comma-separated.
import type { Row } from './database.ts';
import { idsIn, textIn } from './database.ts';
import { badRequest } from './failure.ts';
import type { Filter, Scope } from './resource.ts';
import { readDate, readInstant } from './stamps.ts';

/** `true` and `TRUE` are true for the vendor's framework; everything else is not. */
export function isTrue(argument: string | null): boolean {
  return argument === 'true' || argument === 'TRUE';
}

/** The parts of a comma-separated argument. */
export function partsOf(argument: string): readonly string[] {
  return argument
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Rows whose column (an id, or a list of ids) holds one of the ids. */
export function idIn(column: string): Filter {
  return {
    prepare: (argument, { database }, collection) => {
      const wanted = new Set(partsOf(argument));
      const table = database.table(collection);
      return {
        candidates: () => [...new Set([...wanted].flatMap((id) => table.by(column, id)))],
        keep: (row) => {
          const value = textIn(row, column);
          return value === null ? idsIn(row, column).some((id) => wanted.has(id)) : wanted.has(value);
        },
      };
    },
  };
}

/** Rows whose column is one of the given words. */
export function wordIn(column: string): Filter {
  return {
    prepare: (argument) => {
      const wanted = new Set(partsOf(argument));
      return { keep: (row) => wanted.has(textIn(row, column) ?? '') };
    },
  };
}

/** Rows that are (`true`) or are not (`false`) so. */
export function isSo(test: (row: Row, scope: Scope) => boolean): Filter {
  return {
    prepare: (argument, scope) => ({ keep: (row) => test(row, scope) === isTrue(argument) }),
  };
}

/** Rows that are so, when asked with `true`; `false` asks for nothing. */
export function whenTrue(test: (row: Row, scope: Scope) => boolean): Filter {
  return {
    prepare: (argument, scope) => (isTrue(argument) ? { keep: (row) => test(row, scope) } : null),
  };
}

/** Rows that are so, whatever the argument says: the vendor reads `approved=false` as `approved=true`. */
export function always(test: (row: Row, scope: Scope) => boolean): Filter {
  return { prepare: (_argument, scope) => ({ keep: (row) => test(row, scope) }) };
}

/** Hides rows that are so unless asked with `true`; another argument (like only_deleted) can take over. */
export function hides(test: (row: Row, scope: Scope) => boolean, unless: readonly string[] = []): Filter {
  return {
    byDefault: 'false',
    prepare: (argument, scope) => {
      const isOverruled = unless.some((name) => isTrue(scope.arguments.get(name)));
      return isTrue(argument) || isOverruled ? null : { keep: (row) => !test(row, scope) };
    },
  };
}

/** Shows only rows that are so unless asked with `false`. */
export function limits(test: (row: Row, scope: Scope) => boolean): Filter {
  return {
    byDefault: 'true',
    prepare: (argument, scope) => (isTrue(argument) ? { keep: (row) => test(row, scope) } : null),
  };
}

/** Accepted and without effect for an administrator of one account. */
export const withoutEffect: Filter = { prepare: () => null };

/** `2013-06-01:2013-08-01`, both days included; a missing end is open. */
export function dayRange(column: string): Filter {
  return {
    prepare: (argument) => {
      const [from = '', to = ''] = argument.split(':');
      const [first, last] = [readDay(from, argument), readDay(to, argument)];
      return {
        keep: (row) => {
          const day = textIn(row, column)?.slice(0, 10) ?? null;
          return day !== null && (first === null || day >= first) && (last === null || day <= last);
        },
      };
    },
  };
}

function readDay(text: string, argument: string): string | null {
  if (text.trim() === '') return null;
  const day = readDate(text);
  if (day === null) throw badRequest(`Invalid date range: ${argument}`);
  return day;
}

/** A date column after or before a day; the day itself is not meant. */
export function day(column: string, side: 'after' | 'before'): Filter {
  return {
    prepare: (argument) => {
      const limit = readDay(argument, argument) ?? '';
      return {
        keep: (row) => {
          const value = textIn(row, column);
          return value !== null && (side === 'after' ? value > limit : value < limit);
        },
      };
    },
  };
}

/** A date column equal to a day. */
export function onDay(column: string): Filter {
  return {
    prepare: (argument) => {
      const wanted = readDay(argument, argument);
      return { keep: (row) => textIn(row, column) === wanted };
    },
  };
}

/** An instant column after or before a moment; the moment itself is not meant. */
export function moment(column: string, side: 'after' | 'before'): Filter {
  return {
    prepare: (argument) => {
      const limit = readInstant(argument);
      if (limit === null) throw badRequest(`Invalid datetime: ${argument}`);
      return {
        keep: (row) => {
          const value = textIn(row, column);
          return value !== null && (side === 'after' ? value > limit : value < limit);
        },
      };
    },
  };
}

/** created_after, created_before, updated_after and updated_before, which nearly every list has. */
export const stampFilters: Readonly<Record<string, Filter>> = {
  created_after: moment('created_at', 'after'),
  created_before: moment('created_at', 'before'),
  updated_after: moment('updated_at', 'after'),
  updated_before: moment('updated_at', 'before'),
};

/** Rows with a word that starts like each word of the argument, in one of the texts. */
export function matching(texts: (row: Row, scope: Scope) => readonly (string | null)[]): Filter {
  return {
    prepare: (argument, scope) => {
      const terms = wordsOf(argument);
      return { keep: (row) => holdsAll(texts(row, scope), terms) };
    },
  };
}

/** The words of a text in lower case; anything that is no letter, mark or digit parts them. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Whether every term begins some word of the texts. */
export function holdsAll(texts: readonly (string | null)[], terms: readonly string[]): boolean {
  const words = texts.flatMap((text) => (text === null ? [] : wordsOf(text)));
  return terms.every((term) => words.some((word) => word.startsWith(term)));
}
