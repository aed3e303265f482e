/** `since` and `retryAt` are milliseconds of Date.now(). */
export type BreakerState =
  | { readonly state: 'CLOSED' }
  | { readonly state: 'OPEN'; readonly since: number; readonly retryAt: number }
  | { readonly state: 'HALF_OPEN' };
