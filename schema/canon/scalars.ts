// The graph's own scalars as inputs: what a caller writes wrongly is refused in words, before any system is asked.
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { Temporal } from 'temporal-polyfill';
import { currencyCode } from './currency.ts';

/** Scalars by name, for the resolver map of every subgraph. Outputs are ours already and pass as they are. */
export const scalars = {
  Date: inputScalar(
    'Date',
    (text) => {
      // A day that does not exist (2026-02-31) is refused too, which no pattern can tell.
      if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError('not a day');
      Temporal.PlainDate.from(text, { overflow: 'reject' });
    },
    'a day of the calendar such as 2026-11-20',
  ),
  CurrencyCode: inputScalar('CurrencyCode', (text) => void currencyCode(text), 'an ISO 4217 code such as EUR'),
} as const;

function inputScalar(name: string, check: (text: string) => void, wanted: string): GraphQLScalarType {
  const parse = (value: unknown): string => {
    try {
      if (typeof value !== 'string') throw new TypeError('not a text');
      check(value);
      return value;
    } catch {
      throw new GraphQLError(`${JSON.stringify(value) ?? 'nothing'} is not ${wanted}`, {
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
  };
  return new GraphQLScalarType({
    name,
    parseValue: parse,
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : node.kind),
  });
}
