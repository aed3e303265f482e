// An amount that may depend on variables. Whatever is known when the document is compiled is folded into one number, so
// that a request only computes what its own variables change.

/** The variables of one request, as they were coerced or sent. */
export type Variables = Readonly<Record<string, unknown>>;

/** A number, or how to get it from the variables. */
export type Amount = number | ((variables: Variables) => number);

/** The amount for one request. */
export function evaluate(amount: Amount, variables: Variables): number {
  return typeof amount === 'number' ? amount : amount(variables);
}

/** The sum of both. */
export function add(left: Amount, right: Amount): Amount {
  if (left === 0) return right;
  if (right === 0) return left;
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  return (variables) => evaluate(left, variables) + evaluate(right, variables);
}

/** The product of both. */
export function multiply(left: Amount, right: Amount): Amount {
  if (left === 1) return right;
  if (right === 1) return left;
  if (left === 0 || right === 0) return 0;
  if (typeof left === 'number' && typeof right === 'number') return left * right;
  return (variables) => evaluate(left, variables) * evaluate(right, variables);
}

/** The larger of both. */
export function larger(left: Amount, right: Amount): Amount {
  if (left === right) return left;
  if (typeof left === 'number' && typeof right === 'number') return Math.max(left, right);
  return (variables) => Math.max(evaluate(left, variables), evaluate(right, variables));
}

/** The amount where a variable is true (or, `unless`, where it is not), else 0. */
export function onlyIf(variable: string, unless: boolean, amount: Amount): Amount {
  if (amount === 0) return 0;
  return (variables) => ((variables[variable] === true) === unless ? 0 : evaluate(amount, variables));
}
