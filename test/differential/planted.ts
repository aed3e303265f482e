// Engines with a fault in them, asked like the gateway asks its own: against the running subgraphs, over HTTP. The proof has to
// find each of them, or it proves nothing.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createSubgraphSender } from '../../gateway/federation/fetch-subgraph.ts';
import { openMask } from '../../gateway/federation/mask.ts';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { plantEngine } from '../federation/plant.ts';
import type { Fault } from '../federation/plant.ts';
import { someCaller } from '../federation/rig.ts';
import type { TestHouse } from '../house/house.ts';
import type { Answer, Ask } from './proof.ts';

/** Faults that an executor could have; `no fault` shows that the way of asking finds nothing by itself. */
export const faults: Readonly<Record<string, Fault>> = {
  'entities merged one place off': {
    file: 'execute/entities.ts',
    from: 'answer[index]',
    to: 'answer[(index + 1) % wanted.length]',
  },
  'the last entity of a batch dropped': {
    file: 'execute/entities.ts',
    from: 'answer[index]',
    to: 'answer.slice(0, Math.max(1, wanted.length - 1))[index]',
  },
  'an alias dropped from the answer': {
    file: 'execute/project.ts',
    from: '${JSON.stringify(key)}:',
    to: '${JSON.stringify(nodes[0].name.value)}:',
  },
  'a representation that lacks its nested values': {
    file: 'execute/represent.ts',
    from: 'readInto(schema, part, selections, value);',
    to: '',
  },
};

/** What a fault leaves as it is. */
export const noFault: Fault = { file: 'execute/entities.ts', from: 'answer[index]', to: 'answer[index]' };

const plantedRoot = fileURLToPath(new URL(`../../.data/planted/differential-${process.pid}/`, import.meta.url));
const supergraphFile = fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url));
/** Longer than any subgraph of a busy machine takes; a slow answer is no fault. */
const subgraphMs = 10_000;

/** An engine that asks the house's subgraphs. */
export interface PlantedEngine {
  readonly ask: Ask;
  close(): Promise<void>;
}

/** Copies the engine, plants the fault and opens it. Throws when the text to change is not there exactly once. */
export async function plant(name: string, fault: Fault, house: TestHouse): Promise<PlantedEngine> {
  const Engine = await plantEngine(plantedRoot, name, fault);
  const supergraph = await readSupergraph(supergraphFile);
  const urls = Object.entries(house.subgraphs.urls).map(
    ([role, url]) => [role, { url: `${url}/graphql`, system: null }] as const,
  );
  const sender = createSubgraphSender({
    subgraphs: new Map(urls),
    timeoutMs: subgraphMs,
    connectionsMax: 8,
    answerBytesMax: 16 * 1024 * 1024,
  });
  const engine = new Engine(supergraph, sender.ask);
  const authorization = `Bearer ${await house.token('finance-controller')}`;
  return {
    ask: async ({ text: query, document, variables }) => {
      const caller = { ...someCaller(), authorization, deadlineAt: Date.now() + subgraphMs };
      const result = await engine.run({
        document,
        documentHash: query,
        operationName: null,
        variables,
        mask: openMask,
        caller,
      });
      return JSON.parse(JSON.stringify({ data: result.data ?? null, errors: result.errors })) as Answer;
    },
    close: async () => {
      engine.close();
      await sender.close();
    },
  };
}

/** Removes every planted copy. */
export function removePlanted(): Promise<void> {
  return rm(plantedRoot, { recursive: true, force: true });
}
