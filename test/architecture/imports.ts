// Who may import whom (ARCHITECTURE): an allow-list as data, so that the README can print it and a test can plant a breach.
import type { IFlattenedRuleSet } from 'dependency-cruiser';

/** `from` may import `to` (besides itself and packages); both are path patterns from the project's root. */
export interface ImportRule {
  readonly name: string;
  readonly from: string;
  readonly to: readonly string[];
}

const schema = '^schema/';
const canon = '^schema/canon/';
const runtime = '^subgraphs/runtime/';
const crossref = '^subgraphs/crossref/';
const journal = '^subgraphs/journal/';
const ports = '^subgraphs/ports/';

/** Every folder's rule. A file that matches no `from` may import nothing of ours. */
export const importRules: readonly ImportRule[] = [
  { name: 'test may import everything', from: '^test/', to: ['^(schema|gateway|subgraphs|test)/'] },
  { name: 'schema imports nothing of ours', from: '^schema/', to: [schema] },
  { name: 'gateway imports schema and runtime', from: '^gateway/(?!console/)', to: ['^gateway/', schema, runtime] },
  {
    name: 'console is a client of the public graph',
    from: '^gateway/console/',
    to: ['^gateway/console/', '^schema/generated/'],
  },
  {
    name: 'main and wiring import every subgraph but the sandbox',
    from: '^subgraphs/[^/]+\\.(ts|mjs)$',
    to: ['^subgraphs/(?!sandbox/)', schema],
  },
  ...['crm', 'psa', 'erp', 'hcm'].map((name) => ({
    name: `${name} imports its own folder, ports, crossref, ledger, runtime, schema`,
    from: `^subgraphs/${name}/`,
    to: [`^subgraphs/${name}/`, ports, crossref, '^subgraphs/ledger/', runtime, schema],
  })),
  {
    name: 'the launcher imports runtime and canon',
    from: '^subgraphs/launch/',
    to: ['^subgraphs/launch/', runtime, canon],
  },
  {
    name: 'insight imports runtime and schema',
    from: '^subgraphs/insight/',
    to: ['^subgraphs/insight/', runtime, schema],
  },
  {
    name: 'a connector never imports another vendor',
    from: '^subgraphs/connectors/([^/]+)/',
    to: ['^subgraphs/connectors/$1/', ports, runtime, canon],
  },
  {
    name: 'crossref, journal and ledger import store, runtime, canon',
    from: '^subgraphs/(crossref|journal|ledger)/',
    to: ['^subgraphs/$1/', '^subgraphs/store/', runtime, canon],
  },
  {
    name: 'the process subgraph imports its processes, journal, crossref, runtime, schema',
    from: '^subgraphs/process/(subgraph\\.ts|context\\.ts|sources\\.ts|resolvers/|generated/)',
    to: [
      '^subgraphs/process/(subgraph\\.ts|context\\.ts|sources\\.ts|resolvers/|generated/)',
      '^subgraphs/process/[^/]+/process\\.ts$',
      journal,
      crossref,
      runtime,
      schema,
    ],
  },
  {
    name: 'a process imports saga, systems, billing, journal, crossref, runtime, schema, never another process',
    from: '^subgraphs/process/(?!(?:saga|systems|feeds|stream|billing|resolvers|generated)/)([^/]+)/',
    to: [
      '^subgraphs/process/$1/',
      '^subgraphs/process/(saga|systems|billing)/',
      // What follows a feed belongs to its process; the feed knows none.
      '^subgraphs/process/feeds/subscriber\\.ts$',
      journal,
      crossref,
      runtime,
      schema,
    ],
  },
  {
    name: 'billing is pure and imports canon',
    from: '^subgraphs/process/billing/',
    to: ['^subgraphs/process/billing/', canon],
  },
  {
    name: 'feeds import systems, journal, runtime, schema',
    from: '^subgraphs/process/feeds/',
    to: ['^subgraphs/process/(feeds|systems)/', journal, runtime, schema],
  },
  {
    name: 'streams import journal, runtime, schema',
    from: '^subgraphs/process/stream/',
    to: ['^subgraphs/process/stream/', journal, runtime, schema],
  },
  {
    name: 'saga imports journal, runtime, canon',
    from: '^subgraphs/process/saga/',
    to: ['^subgraphs/process/saga/', journal, runtime, canon],
  },
  {
    name: 'systems import runtime and schema',
    from: '^subgraphs/process/systems/',
    to: ['^subgraphs/process/systems/', runtime, schema],
  },
  { name: 'store imports runtime', from: '^subgraphs/store/', to: ['^subgraphs/store/', runtime] },
  {
    name: 'ports import the envelope, the faults and canon',
    from: '^subgraphs/ports/',
    to: [ports, '^subgraphs/runtime/(envelope|fault)\\.ts$', canon],
  },
  {
    name: 'runtime imports canon’s roles, freshness and identity',
    from: '^subgraphs/runtime/',
    to: [runtime, '^schema/canon/(roles|freshness|identity)\\.ts$'],
  },
  {
    name: 'sandbox is the witness and imports nothing of ours',
    from: '^subgraphs/sandbox/',
    to: ['^subgraphs/sandbox/'],
  },
];

/** Anything that is not ours: packages and Node itself. */
const outside = '^(node_modules/|\\.\\./|@|[^/.]+$)|node_modules';

/** The rules as dependency-cruiser reads them: forbidden circles and test imports, everything else by allow-list. */
export function cruiserRules(): IFlattenedRuleSet {
  // Tests beside the code may reach anything, as those under test/ may: the vendor they talk to is a stand-in.
  const tests = '\\.test\\.ts$';
  return {
    forbidden: [
      { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
      {
        name: 'nothing-imports-test',
        severity: 'error',
        from: { pathNot: ['^test/', tests] },
        to: { path: ['^test/', tests] },
      },
      { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, path: '^\\.' } },
    ],
    allowed: [
      { from: { path: tests }, to: {} },
      { from: {}, to: { path: outside } },
      { from: {}, to: { dependencyTypes: ['core'] } },
      ...importRules.map(({ from, to }) => ({ from: { path: from, pathNot: tests }, to: { path: [...to] } })),
    ],
    allowedSeverity: 'error',
  };
}
