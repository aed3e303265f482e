// How the vendor says no: {"errors":[{type, message, field?}]} with the matching status.
import type { VendorResponse } from '../stand-in.ts';

/** One entry of the vendor's list of errors. `index` counts the objects of a bulk create from 0. */
export interface ApiError {
  readonly type: 'oauth' | 'system' | 'validation';
  readonly message: string;
  readonly field?: string;
  readonly index?: number;
}

/** A refusal on its way out: thrown wherever it is noticed, answered in one place. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly ApiError[];

  constructor(status: number, errors: readonly ApiError[]) {
    super(errors.map((error) => error.message).join('; '));
    this.name = 'Refusal';
    this.status = status;
    this.errors = errors;
  }
}

/** 401: no token, a wrong one, or one whose owner took it back. Recorded text. */
export function unauthorized(): Refusal {
  return new Refusal(401, [{ type: 'oauth', message: 'Invalid OAuth 2 Request' }]);
}

/** 404: unknown, hidden by a default filter, or no longer editable. Recorded text. */
export function notFound(): Refusal {
  return new Refusal(404, [{ type: 'system', message: 'Not found' }]);
}

/** 400: the request cannot be read. */
export function badRequest(message: string): Refusal {
  return new Refusal(400, [{ type: 'system', message }]);
}

/** 422: the record would not be valid. */
export function invalid(errors: readonly Omit<ApiError, 'type'>[]): Refusal {
  return new Refusal(
    422,
    errors.map((error) => ({ type: 'validation', ...error })),
  );
}

/** 429 as the vendor sends it: no Retry-After, no header that tells what is left. */
export function tooManyRequests(): Refusal {
  return new Refusal(429, [
    { type: 'system', message: 'Too many requests. Please retry your request after a small delay.' },
  ]);
}

/** 503: down for a while, or a part of it is. */
export function unavailable(message = 'The service is temporarily unavailable. Please try again later.'): Refusal {
  return new Refusal(503, [{ type: 'system', message }]);
}

/** 501: the vendor can do this, the stand-in cannot yet; never sent by the vendor, so nobody mistakes it for an answer. */
export function notPlayed(what: string): Refusal {
  return new Refusal(501, [{ type: 'system', message: `The stand-in does not play ${what} yet` }]);
}

/** The answer a refusal becomes. */
export function answerRefusal({ status, errors }: Refusal): VendorResponse {
  return { status, body: { errors } };
}
