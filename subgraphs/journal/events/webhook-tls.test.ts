// Webhooks over TLS, with a certificate authority made for the test: whom a subscriber's certificate must come from, and for whom it must be.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventReader } from '../outbox.ts';
import { secretOf, webhookSchema } from './webhook-config.ts';
import { webhookReader } from './webhook.ts';

const directory = mkdtempSync(join(tmpdir(), 'webhook-tls-'));
const at = (name: string): string => join(directory, name);
const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('SKIPPED: there is no openssl here to make certificates; webhooks over TLS WERE NOT TESTED');
    return false;
  }
})();
const openssl = (...args: readonly string[]): Buffer => execFileSync('openssl', args, { stdio: 'pipe' });

/** A new authority, as a file; the fast kind of key. */
function authority(name: string): string {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-days', '2', '-subj', `/CN=${name}`, '-keyout', at(`${name}.key`), '-out', at(name));
  return at(name);
}

/** A server with a certificate for a name, signed by an authority; what it was sent is in `got`. */
async function serve(ca: string, name: string): Promise<{ readonly port: number; readonly got: string[] }> {
  const own = at(`${name}-${got.length}`);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-new', ...key, '-subj', `/CN=${name}`, '-keyout', `${own}.key`, '-out', `${own}.csr`);
  writeFileSync(`${own}.ext`, `subjectAltName=DNS:${name}\n`);
  const signing = ['-CA', ca, '-CAkey', `${ca}.key`, '-CAcreateserial', '-days', '2', '-extfile', `${own}.ext`];
  openssl('x509', '-req', '-in', `${own}.csr`, ...signing, '-out', `${own}.pem`);
  const heard: string[] = [];
  const options = { key: readFileSync(`${own}.key`), cert: readFileSync(`${own}.pem`) };
  const server = createServer(options, (request, response) => {
    heard.push(String(request.headers['webhook-id']));
    response.end();
  });
  servers.push(server);
  got.push(heard);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, got: heard };
}

const servers: Server[] = [];
const got: string[][] = [];
let ours = '';
let others = '';

beforeAll(() => {
  if (!hasOpenssl) return;
  ours = authority('ours');
  others = authority('others');
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(directory, { recursive: true, force: true });
});

const event = {
  ...{ eventId: 'e-1', type: 'customer.activated', subject: 'c', data: {}, tags: [], runId: 'r', correlationId: 'c' },
  madeAt: new Date(),
};

function readerOf(port: number, caFile: string | null): EventReader {
  const config = webhookSchema.parse({
    ...{ name: 'tls', url: `https://hook.example:${port}/`, secret: { env: 'S' }, types: ['*'], caFile },
    allowAddresses: ['127.0.0.0/8'],
  });
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 as const }]);
  return webhookReader(config, secretOf(config, { S: 's'.repeat(40) }), resolve);
}

test.runIf(hasOpenssl)('a subscriber whose certificate its authority has signed is told', async () => {
  const { port, got: heard } = await serve(ours, 'hook.example');
  await readerOf(port, ours).tell(event);
  expect(heard).toEqual(['e-1']);
});

test.runIf(hasOpenssl)(
  'one signed by nobody we know, by another authority, or for another name is told nothing',
  async () => {
    const own = await serve(ours, 'hook.example');
    await expect(readerOf(own.port, null).tell(event)).rejects.toMatchObject({
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
    await expect(readerOf(own.port, others).tell(event)).rejects.toMatchObject({
      code: expect.stringMatching(/UNABLE_TO|SELF_SIGNED/) as string,
    });
    const elsewhere = await serve(ours, 'other.example');
    await expect(readerOf(elsewhere.port, ours).tell(event)).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    expect([own.got, elsewhere.got]).toEqual([[], []]);
  },
);

test('an authority that is none ends the start', () => {
  writeFileSync(at('empty'), 'nothing');
  expect(() => readerOf(1, at('empty'))).toThrow('holds no certificate');
  expect(() => readerOf(1, at('absent'))).toThrow('holds no certificate');
});
