import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseConfig } from '../subgraphs/runtime/config-file.ts';
import { gatewayConfigSchema } from './config.ts';
import type { GatewayConfig } from './config.ts';

const yaml = readFileSync(fileURLToPath(new URL('./gateway.yaml', import.meta.url)), 'utf8');
const read = (env: Record<string, string> = {}, text = yaml): GatewayConfig =>
  parseConfig(text, 'gateway.yaml', gatewayConfigSchema, env);

test('gateway.yaml is valid as it stands, and safe', () => {
  expect(read()).toMatchObject({
    host: '127.0.0.1',
    port: 4_000,
    adminPort: 4_001,
    auth: true,
    introspection: false,
    supergraph: null,
  });
});

test('the environment says what differs', () => {
  const config = read({
    PORT: '0',
    SUPERGRAPH: 'x.graphql',
    GATEWAY_AUTH: 'off',
    INTROSPECTION: 'true',
    CRM_PORT: '5010',
    ERP_URL: 'http://erp.example/graphql',
  });
  expect(config).toMatchObject({ port: 0, supergraph: 'x.graphql', auth: false, introspection: true });
  expect(config.subgraphs).toMatchObject({ crm: { port: 5_010 }, erp: { url: 'http://erp.example/graphql' } });
});

test('authentication may be off on loopback only', () => {
  expect(() => read({ GATEWAY_AUTH: 'off', HOST: '0.0.0.0' })).toThrow(
    'auth: authentication may be off on loopback only',
  );
  expect(read({ GATEWAY_AUTH: 'off', HOST: '::1' }).auth).toBe(false);
});

test('an unknown key is an error that names it', () => {
  expect(() => read({}, `${yaml}\ncolour: blue`)).toThrow('colour');
  expect(() => read({}, yaml.replace('freshMs', 'freshMS'))).toThrow('freshMS');
});
