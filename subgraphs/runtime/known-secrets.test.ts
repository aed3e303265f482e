// Whatever a line, a fault or a sentence is made of, no secret this process knows leaves in it.
import { generateKeyPairSync } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Fault } from './fault.ts';
import { knowPasswordIn, knowSecret, withoutSecrets } from './known-secrets.ts';
import { redact } from './redact.ts';
import { createLogger } from './telemetry.ts';

const token = 'canary+token/of "tests" 41b9';
const wordy = 'CanaryWord_that.looks-like:a-code';

test('a secret is taken out in every spelling in which it travels', () => {
  knowSecret(token);
  const base64 = Buffer.from(token).toString('base64');
  const form = new URLSearchParams({ client_secret: token }).toString();
  const spellings = [token, JSON.stringify({ token }), encodeURIComponent(token), form, base64];
  for (const text of spellings) {
    expect(text).toMatch(/canary|Y2FuYXJ5/);
    expect(withoutSecrets(`before ${text} after`)).not.toMatch(/canary|Y2FuYXJ5/);
    expect(withoutSecrets(`before ${text} after`)).toMatch(/^before .*after$/);
  }
});

test('of a key no single line stays', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  knowSecret(pem.trim());
  const lines = pem.split('\n').filter((line) => line.length > 30 && !line.startsWith('---'));
  expect(lines.length).toBeGreaterThan(20);
  for (const line of lines) expect(withoutSecrets(`at ${line}.`)).toBe('at [secret].');
});

test('a password in an address is known too', () => {
  knowPasswordIn('postgres://user:p%40ssw0rd-canary@host/db');
  expect(withoutSecrets('p@ssw0rd-canary, p%40ssw0rd-canary')).toBe('[secret], [secret]');
  expect(withoutSecrets('short words stay')).toBe('short words stay');
});

test('no log line has one, wherever in the line it was put', () => {
  knowSecret(token);
  const destination = new PassThrough();
  const logger = createLogger('test', { level: 'trace', destination });
  logger.info({ deep: { list: [token] }, [token]: 1, err: new Error(token) }, `sent ${token}`);
  logger.child({ bound: token }).warn('bound');
  const lines = (destination.read() as Buffer).toString();
  expect(lines.match(/\[secret\]/g)?.length).toBeGreaterThanOrEqual(4);
  expect(lines).not.toContain('canary');
  for (const line of lines.trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
});

test('a vendor that quotes our token as its code, in its words or in its body reaches nobody with it', () => {
  knowSecret(wordy);
  const facts = { code: 'SYSTEM_REFUSED', system: 'PSA', instance: 'kantata' } as const;
  const fault = new Fault({ ...facts, vendorCode: wordy, message: `no ${wordy}`, detail: `{"error":"${wordy}"}` });
  expect([fault.vendorCode, fault.message]).toEqual([null, 'no [secret]']);
  expect(fault.detail).not.toContain('Canary');
  expect(redact(`refused ${wordy}`)).not.toContain('Canary');
});

test('tokens that were bought make room for newer ones and never push a configured secret out', () => {
  knowSecret(token);
  for (let index = 0; index < 50; index += 1) knowSecret(`bought-token-${index}.`, 'PASSING');
  expect(withoutSecrets('bought-token-49. bought-token-0.')).toBe('[secret] bought-token-0.');
  expect(withoutSecrets(token)).toBe('[secret]');
});
