// A request that ends before GraphQL: with an HTTP status, a code of the register and a sentence that says what to do.
import type { GatewayCode } from './errors.ts';

/** What a refusal may say besides its code and message. */
export interface RefusalParts {
  readonly headers?: Readonly<Record<string, string>>;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Thrown by the stages before GraphQL. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: GatewayCode;
  readonly headers: Readonly<Record<string, string>>;
  /** Besides the code, in the error's extensions. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, code: GatewayCode, message: string, { headers = {}, details = {} }: RefusalParts = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.details = details;
  }
}
