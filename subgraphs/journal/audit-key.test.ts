// The key of the audit: given, made for the demo, never made up in production.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditKeyFrom } from './audit-key.ts';

const given = 'a key that somebody has thought of themselves';
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'audit-key-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a given key counts before a file, a file before what the demo made', () => {
  const file = join(directory, 'own');
  writeFileSync(file, `${given} in a file\n`, { mode: 0o600 });
  expect(auditKeyFrom({ AUDIT_KEY: given, AUDIT_KEY_FILE: file }, directory).toString()).toBe(given);
  expect(auditKeyFrom({ AUDIT_KEY: '', AUDIT_KEY_FILE: file }, directory).toString()).toBe(`${given} in a file`);
});

test('the demo makes a key once, for its owner alone, and keeps it', () => {
  const home = join(directory, 'data');
  const first = auditKeyFrom({}, home);
  expect(auditKeyFrom({}, home)).toEqual(first);
  expect(readFileSync(join(home, 'audit.key'), 'utf8')).toHaveLength(64);
  if (process.platform !== 'win32') expect(statSync(join(home, 'audit.key')).mode & 0o077).toBe(0);
});

test('production makes none up, and a short key is refused with what to do', () => {
  expect(() => auditKeyFrom({ NODE_ENV: 'production' }, directory)).toThrow('set AUDIT_KEY');
  expect(() => auditKeyFrom({})).toThrow('openssl rand -hex 32');
  expect(() => auditKeyFrom({ AUDIT_KEY: 'short' })).toThrow('has 5 characters; it needs at least 32');
});
