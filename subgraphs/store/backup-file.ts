// A backup as it lies on a disk: its lines, or what is wrong with it and what to do.
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { PassThrough } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { codeOf, reasonOf } from './store-error.ts';

/** What is said of a file that cannot be trusted; nothing of it is kept. */
export function damaged(file: string, what: string, cause?: unknown): Error {
  const remedy =
    'Nothing was restored. Copy the file anew from where it is kept (gzip -t says of a copy whether it is whole), or take an older backup';
  return new Error(`The backup ${file} cannot be used: ${what}. ${remedy}`, { cause });
}

/** The lines of a gzipped file. Raises an Error that names the file and the remedy when it cannot be read or unpacked. */
export async function* linesOfFile(file: string): AsyncGenerator<string> {
  const text = new PassThrough();
  // What ends either of them ends the reading below, with its reason.
  const ending = pipeline(createReadStream(file), createGunzip(), text).then(
    () => null,
    (error: unknown) => error,
  );
  try {
    yield* splitLines(text);
  } catch (error) {
    throw unreadable(file, (await ending) ?? error);
  } finally {
    text.destroy();
  }
}

async function* splitLines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const part of source) {
    const text = decoder.write(part);
    if (!text.includes('\n')) {
      rest += text;
      continue;
    }
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function unreadable(file: string, error: unknown): Error {
  const code = codeOf(error);
  const reason = reasonOf(error);
  if (code.startsWith('Z_')) return damaged(file, `it is damaged, or no backup of ours (${reason})`, error);
  const remedy = code === 'ENOENT' ? 'look its name up' : 'see that it is a file this user may read';
  return new Error(`The backup ${file} cannot be read (${reason}); ${remedy}. Nothing was restored`, { cause: error });
}
