// The lines of the gateway benchmark's table.
import type { Row } from './rows.ts';
import { firmQueries } from './world/firm.ts';
import { shopQueries } from './world/shop.ts';

/** One line of the table before it is measured. */
export interface Trial {
  readonly mode: Row['mode'];
  readonly query: Row['query'];
  readonly variant: Pick<Row, 'tokens' | 'cache'>;
  readonly graph: 'shop' | 'firm';
  readonly body: string;
  readonly callers: 'unseen' | 'cached' | 'one';
  /** Floors are told of the rows that nothing is shared in: elsewhere they would be the same figures again. */
  readonly floors: boolean;
}

/** All lines, in the order they are measured. */
export function trials(): readonly Trial[] {
  const shop = (query: 'heavy' | 'small'): Pick<Trial, 'query' | 'graph' | 'body'> => ({
    query,
    graph: 'shop',
    body: JSON.stringify({ query: shopQueries[query] }),
  });
  const firm = (query: 'portal' | 'ar-card'): Pick<Trial, 'query' | 'graph' | 'body'> => ({
    query,
    graph: 'firm',
    body: JSON.stringify(firmQueries[query]),
  });
  const none = { tokens: null, cache: null };
  return [
    ...(['heavy', 'small'] as const).flatMap((query): Trial[] => [
      { mode: 'A', variant: { ...none, tokens: 'unseen' }, callers: 'unseen', floors: true, ...shop(query) },
      { mode: 'A', variant: { ...none, tokens: 'cached' }, callers: 'cached', floors: false, ...shop(query) },
      { mode: 'B', variant: none, callers: 'one', floors: false, ...shop(query) },
    ]),
    ...(['portal', 'ar-card'] as const).flatMap((query): Trial[] => [
      { mode: 'C', variant: { ...none, cache: 'cold' }, callers: 'unseen', floors: false, ...firm(query) },
      { mode: 'C', variant: { ...none, cache: 'warm' }, callers: 'one', floors: false, ...firm(query) },
    ]),
  ];
}
