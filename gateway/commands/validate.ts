// `npm run gateway -- validate`: everything that would stop a start or surprise after it, told before it.
import { readSupergraph } from '../federation/supergraph.ts';
import { createPlanner } from '../federation/plan.ts';
import type { GatewayConfig } from '../config.ts';

/** What was found; empty `mistakes` mean that the gateway would start. */
export interface Validation {
  readonly facts: readonly string[];
  readonly mistakes: readonly string[];
  /** What starts but is probably not meant. */
  readonly warnings: readonly string[];
}

/** Checks a configuration that could be read, with its supergraph. Asks nobody over the network. */
export async function validate(config: GatewayConfig, supergraphPath: string): Promise<Validation> {
  const warnings = strangeSettings(config);
  try {
    const supergraph = await readSupergraph(supergraphPath);
    const planner = createPlanner(supergraph);
    planner.close();
    const names = [...supergraph.subgraphUrls.keys()];
    const unknown = Object.keys(config.subgraphs).filter((name) => !names.includes(name));
    if (unknown.length > 0) {
      warnings.push(`subgraphs: ${unknown.join(', ')} in the configuration but not in the supergraph`);
    }
    const types = Object.keys(supergraph.apiSchema.getTypeMap()).filter((name) => !name.startsWith('__')).length;
    return {
      facts: [`${supergraphPath}: ${names.length} subgraphs (${names.join(', ')}), ${types} types`],
      mistakes: [],
      warnings,
    };
  } catch (error) {
    return { facts: [], mistakes: [error instanceof Error ? error.message : String(error)], warnings };
  }
}

function strangeSettings({ auth, introspection, timeouts, host }: GatewayConfig): string[] {
  const strange: string[] = [];
  if (!auth) strange.push('auth: off: whoever reaches this port may ask anything, unmasked');
  if (introspection && process.env.NODE_ENV === 'production') strange.push('introspection: on in production');
  if (timeouts.subgraphMs >= timeouts.requestMs) {
    strange.push(
      `timeouts: subgraphMs (${timeouts.subgraphMs}) leaves nothing of requestMs (${timeouts.requestMs}); one hanging subgraph costs the whole answer`,
    );
  }
  if (host === '0.0.0.0' && process.env.NODE_ENV !== 'production') strange.push('host: 0.0.0.0 outside production');
  return strange;
}

/** The findings as lines for a person. */
export function printValidation({ facts, mistakes, warnings }: Validation): string {
  const lines = [
    ...facts.map((text) => `ok       ${text}`),
    ...warnings.map((text) => `warning  ${text}`),
    ...mistakes.map((text) => `mistake  ${text}`),
  ];
  return [...lines, mistakes.length === 0 ? 'valid' : 'not valid'].join('\n');
}
