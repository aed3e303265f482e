// A request that ends before GraphQL: with an HTTP status, a code of the register and a sentence that says what to do.
import type { GatewayCode } from './errors.ts';

/** Thrown by the stages before GraphQL. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: GatewayCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: GatewayCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
