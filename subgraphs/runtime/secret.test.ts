// Secrets by reference: where they may be, how they are rotated, and that nothing of them shows.
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from './fault.ts';
import { openSecret, secretSchema, usingSecret } from './secret.ts';
import type { Secret, SecretEvent, SecretUse } from './secret.ts';

let directory = '';
let file = '';
let events: SecretEvent[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'secret-'));
  file = join(directory, 'token');
  events = [];
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const first = 'the first of the tokens';
const second = 'the second of the tokens';
const third = 'the third of the tokens';

function put(text: string, mode = 0o600): void {
  writeFileSync(`${file}.new`, text, { mode });
  renameSync(`${file}.new`, file);
}

function open(source: unknown, env: Readonly<Record<string, string>> = {}, use: Partial<SecretUse> = {}): Secret {
  const world = { env, report: (event: SecretEvent) => void events.push(event) };
  return openSecret(secretSchema.parse(source), { name: 'PSA token', ...use }, world);
}

describe('where a secret may be', () => {
  test('in a variable, in the file a variable names, or in a file', () => {
    put(`${first}\n`);
    expect(open({ env: 'TOKEN' }, { TOKEN: second }).current()).toBe(second);
    expect(open({ env: 'TOKEN' }, { TOKEN: '', TOKEN_FILE: file }).current()).toBe(first);
    expect(open({ file }).current()).toBe(first);
  });

  test('in the configuration itself for tests, and refused in production, without being quoted', () => {
    expect(open(first).current()).toBe(first);
    const refused = (): unknown => open(first, { NODE_ENV: 'production' });
    expect(refused).toThrow('PSA token stands in the configuration as text; in production name where it is');
    expect(refused).not.toThrow(first);
  });

  test('a missing one names the variable, a misspelt reference is refused', () => {
    expect(() => open({ env: 'TOKEN' })).toThrow('PSA token is missing: set TOKEN, or TOKEN_FILE');
    expect(() => secretSchema.parse({ enviroment: 'TOKEN' })).toThrow('a secret by reference');
    expect(() => open({ file: join(directory, 'nowhere') })).toThrow('cannot be read (ENOENT)');
  });

  test('a file that everybody can read, that is empty, too large or no file is refused', () => {
    put(first, 0o644);
    chmodSync(file, 0o644);
    if (process.platform !== 'win32') expect(() => open({ file })).toThrow('chmod 600');
    put('\n');
    expect(() => open({ file })).toThrow('is empty');
    put('x'.repeat(70_000));
    expect(() => open({ file })).toThrow('65536 at most');
    expect(() => open({ file: directory })).toThrow('is not a file');
  });

  test('nothing of it shows when it is printed', () => {
    put(first);
    const shown = [open({ file }), open({ env: 'T' }, { T: first })].map((secret) => inspect(secret, { depth: 9 }));
    for (const text of shown) expect(text).not.toContain(first);
    expect(JSON.stringify(open({ file }))).not.toContain(first);
  });
});

describe('a rotated file', () => {
  test('is taken over at the next look, is told once, and the text before stays accepted', () => {
    put(first);
    const secret = open({ file });
    put(second);
    expect([secret.look(), secret.look()]).toEqual([true, false]);
    expect(secret.current()).toBe(second);
    expect(secret.accepted()).toEqual([second, first]);
    expect(events).toEqual([{ kind: 'RENEWED', name: 'PSA token', where: file }]);
  });

  test('is noticed without a look of ours, within a second and some', async () => {
    put(first);
    const secret = open({ file });
    put(second);
    await expect.poll(() => secret.current(), { timeout: 30_000, interval: 50 }).toBe(second);
  });

  test('is seen behind a link that is swapped, as mounted secrets are', () => {
    for (const [name, text] of Object.entries({ one: first, two: second })) {
      mkdirSync(join(directory, name));
      writeFileSync(join(directory, name, 'token'), text, { mode: 0o600 });
    }
    symlinkSync('one', join(directory, 'data'));
    const secret = open({ file: join(directory, 'data', 'token') });
    symlinkSync('two', join(directory, 'data.new'));
    renameSync(join(directory, 'data.new'), join(directory, 'data'));
    expect(secret.look()).toBe(true);
    expect(secret.current()).toBe(second);
  });

  test('is seen when it is written in place, twice in one moment and with the same length', () => {
    put('token number 1');
    const secret = open({ file });
    for (const text of ['token number 2', 'token number 3', 'token number 4']) {
      writeFileSync(file, text);
      expect(secret.look()).toBe(true);
      expect(secret.current()).toBe(text);
    }
  });

  test.each([
    ['gone', () => unlinkSync(file), 'ENOENT'],
    ['emptied', () => writeFileSync(file, ''), 'is empty'],
    ['half written', () => put('short'), 'is short'],
    ['open to everybody', () => chmodSync(file, 0o644), 'chmod 600'],
  ])(
    'that is %s leaves the old text in force, is complained of once, and is taken over when it is well',
    (_, spoil, why) => {
      put(first);
      const secret = open({ file }, {}, { check: (text) => (text.length > 9 ? null : 'is short') });
      spoil();
      expect([secret.look(), secret.look()]).toEqual([false, false]);
      expect(secret.current()).toBe(first);
      expect(events.map((event) => (event.kind === 'UNUSABLE' ? event.reason : event.kind))).toEqual([
        expect.stringContaining(why),
      ]);
      put(second);
      secret.look();
      expect(secret.current()).toBe(second);
    },
  );

  test('stops accepting the text before when its overlap is over', async () => {
    put(first);
    const secret = open({ file }, {}, { overlapMs: 20 });
    put(second);
    secret.look();
    await expect.poll(() => secret.accepted(), { timeout: 30_000 }).toEqual([second]);
  });
});

describe('a refused secret', () => {
  const refusal = (): Fault => new Fault({ code: 'SYSTEM_UNAUTHORIZED', system: 'PSA', instance: 'kantata' });
  /** A system that takes one text only, and counts who asks. */
  function systemOf(good: string) {
    const asked: string[] = [];
    const use = (text: string): Promise<string> => {
      asked.push(text);
      return text === good ? Promise.resolve('done') : Promise.reject(refusal());
    };
    return { asked, use };
  }

  test('is looked at anew at once and used once more', async () => {
    put(first);
    const secret = open({ file });
    put(second);
    const { asked, use } = systemOf(second);
    expect(await usingSecret(secret, use)).toBe('done');
    expect(asked).toEqual([first, second]);
  });

  test('that was rotated before the system knew is helped by the one before', async () => {
    put(first);
    const secret = open({ file });
    put(second);
    secret.look();
    const { asked, use } = systemOf(first);
    expect(await usingSecret(secret, use)).toBe('done');
    expect(asked).toEqual([second, first]);
  });

  test('that nothing helps is tried twice at most, and the refusal stands', async () => {
    put(first);
    const secret = open({ file });
    const { asked, use } = systemOf(third);
    await expect(usingSecret(secret, use)).rejects.toMatchObject({ code: 'SYSTEM_UNAUTHORIZED' });
    expect(asked).toEqual([first]);
    put(second);
    await expect(usingSecret(secret, use)).rejects.toMatchObject({ code: 'SYSTEM_UNAUTHORIZED' });
    expect(asked).toEqual([first, first, second]);
  });

  test('is not tried again for any other fault', async () => {
    put(first);
    const secret = open({ file });
    put(second);
    let asked = 0;
    const use = (): Promise<never> => {
      asked += 1;
      return Promise.reject(new Fault({ code: 'SYSTEM_TIMEOUT', system: 'PSA', instance: 'kantata' }));
    };
    await expect(usingSecret(secret, use)).rejects.toMatchObject({ code: 'SYSTEM_TIMEOUT' });
    expect(asked).toBe(1);
  });
});
