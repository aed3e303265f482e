// Prints a plan in few lines, for snapshots that a reader can check by eye.
import type { EntityBatch, PlaceSegment, Required, Rewrite, Step } from './steps.ts';

/** A plan as indented text. */
export function printPlan(step: Step, indent = ''): string {
  switch (step.kind) {
    case 'sequence':
    case 'parallel':
      return [indent + step.kind, ...step.steps.map((next) => printPlan(next, `${indent}  `))].join('\n');
    case 'serial':
      return [`${indent}serial`, ...step.turns.map((turn) => printPlan(turn.step, `${indent}  `))].join('\n');
    case 'root-fetch':
      return `${indent}${step.operation.subgraph}: ${step.operation.text.trim()}${step.rewrites.map(printRewrite).join('')}`;
    case 'entity-fetch': {
      const batches = step.batches.map((batch) => `${indent}  ${printBatch(batch)}`);
      return [`${indent}${step.operation.subgraph}: ${step.operation.text.trim()}`, ...batches].join('\n');
    }
  }
}

function printBatch(batch: EntityBatch): string {
  const places = batch.places.map((place) => place.map(printSegment).join('.')).join(' and ');
  const rewrites = [...batch.representationRewrites, ...batch.rewrites].map(printRewrite).join('');
  return `at ${places} by ${printRequired(batch.requires)}${rewrites}`;
}

function printSegment(segment: PlaceSegment): string {
  if (segment.kind === 'items') return '@';
  return segment.kind === 'field' ? segment.key : `[${segment.names.join('|')}]`;
}

function printRequired(requires: readonly Required[]): string {
  const parts = requires.map((required) => {
    if (required.kind === 'type') return `${required.name}${printRequired(required.selections)}`;
    const source = required.key === required.name ? '' : `:${required.key}`;
    return `${required.name}${source}${required.selections ? printRequired(required.selections) : ''}`;
  });
  return `{${parts.filter((part) => part !== '__typename').join(' ')}}`;
}

function printRewrite(rewrite: Rewrite): string {
  const path = rewrite.path.map((segment) => (segment.kind === 'key' ? segment.key : `[${segment.names.join('|')}]`));
  return ` (${path.join('.')} ${rewrite.kind === 'set' ? `= ${rewrite.value}` : `-> ${rewrite.name}`})`;
}
