// Starts the subgraphs named on the command line in this process and stops them when asked to.
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { inspect, parseArgs } from 'node:util';
import { MappingError } from './ports/mapping.ts';
import { ConfigError, readConfig } from './runtime/config-file.ts';
import { withoutSecrets } from './runtime/known-secrets.ts';
import { startTracing } from './runtime/tracing.ts';
import { subgraphsConfigSchema } from './config.ts';
import { StoreError } from './store/store-error.ts';
import { type Role, roles, startSubgraphs } from './house.ts';

const usage = `npm run serve -- <role> [<role> …] [--config <file>]

Roles: ${roles.join(', ')}; several share one process. The configuration says which vendor serves which
(default: subgraphs/subgraphs.yaml; values of the form \${NAME} come from the environment).`;

/** A third of what people's requests get, where they share a machine's cores: a worker that is alone in its process serves nobody. */
const workerNiceness = 5;
/** Roles that do not stop by themselves within this time are ended. */
const stopMsMax = 9_000;

try {
  await main();
} catch (error) {
  // What an administrator can mend is told in one sentence; anything else is a bug and keeps its stack.
  const mendable = error instanceof ConfigError || error instanceof MappingError || error instanceof StoreError;
  console.error(withoutSecrets(mendable ? error.message : inspect(error)));
  process.exit(1);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { config: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(usage);
    return;
  }
  const wanted = positionals.map(roleOf);
  if (wanted.length === 0) throw new ConfigError(`Name at least one role.\n\n${usage}`);
  const file = values.config ?? fileURLToPath(new URL('./subgraphs.yaml', import.meta.url));
  if (wanted.every((role) => role === 'worker')) yieldToPeople();
  const stopTracing = await startTracing(`subgraphs ${wanted.join(' ')}`, process.env);
  const house = await startSubgraphs(readConfig(file, subgraphsConfigSchema, process.env), wanted, process.env);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopMsMax).unref();
    void house
      .close()
      .then(stopTracing)
      .then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, stop);
  process.send?.({ kind: 'ready', urls: house.urls });
}

function yieldToPeople(): void {
  try {
    setPriority(workerNiceness);
  } catch {
    // A system that forbids it has somebody else dividing its cores.
  }
}

function roleOf(text: string): Role {
  const role = roles.find((known) => known === text);
  if (role === undefined) throw new ConfigError(`"${text}" is no role.\n\n${usage}`);
  return role;
}
