// How much a client may send in variables: validation looks at their types only, and a scalar of JSON may hold anything.
import type { AnyLimit, Limits, VariableLimits } from './config.ts';
import { Refusal } from '../refusal.ts';

/** Told of the sizes of variables, where there is anything in them, and of every request past a limit. */
export interface VariableObserver {
  measured(limit: AnyLimit, value: number): void;
  exceeded(limit: AnyLimit, mode: 'enforce' | 'measure'): void;
}

/** Even where limits are off nothing is followed deeper than this. */
const depthHardMax = 500;

/** Refuses variables that are too large, with HTTP 400. */
export function createVariableGate(
  { variables: limits, modes }: Limits,
  observer?: VariableObserver,
): (variables: unknown) => void {
  const names = Object.keys(limits) as (keyof VariableLimits)[];
  return (variables) => {
    if (typeof variables !== 'object' || variables === null) return;
    const size = { variableValuesMax: 0, variableDepthMax: 0, variableItemsMax: 0 };
    measure(variables, 0, size);
    for (const name of names) {
      const mode = modes[name] ?? 'enforce';
      if (mode === 'off') continue;
      if (size[name] > limits[name]) {
        observer?.exceeded(name, mode);
        if (mode === 'enforce') throw tooMuch(name, size[name], limits[name]);
      }
      // Nearly all variables are a few ids; only what is unusual tells something about a limit.
      if (size[name] > limits[name] / 10) observer?.measured(name, size[name]);
    }
    if (size.variableDepthMax >= depthHardMax) throw tooMuch('variableDepthMax', depthHardMax, limits.variableDepthMax);
  };
}

type Size = Record<keyof VariableLimits, number>;

function measure(value: object, depth: number, size: Size): void {
  if (depth >= size.variableDepthMax) size.variableDepthMax = depth + 1;
  if (depth >= depthHardMax) return;
  const parts: unknown[] = Array.isArray(value) ? value : Object.values(value);
  size.variableValuesMax += parts.length;
  if (Array.isArray(value) && parts.length > size.variableItemsMax) size.variableItemsMax = parts.length;
  for (const part of parts) if (typeof part === 'object' && part !== null) measure(part, depth + 1, size);
}

const words: Readonly<Record<keyof VariableLimits, string>> = {
  variableValuesMax: 'values',
  variableDepthMax: 'levels of depth',
  variableItemsMax: 'items in one list',
};

function tooMuch(name: keyof VariableLimits, found: number, max: number): Refusal {
  const message = `The variables have ${found} ${words[name]}; at most ${max} are allowed. Send less, or in several operations`;
  return new Refusal(400, 'OPERATION_TOO_LARGE', message);
}
