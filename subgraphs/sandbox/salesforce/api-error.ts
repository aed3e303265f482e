// Refusals as the vendor words them: a JSON array of {message, errorCode, fields?} with an HTTP status.

/** One entry of the array. `fields` is present for refused writes, even when it is empty, and absent elsewhere. */
export interface ApiProblem {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
}

/** A refusal on its way out; whoever throws it need not know how the answer is sent. */
export class ApiError extends Error {
  readonly status: number;
  readonly problems: readonly ApiProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, problems: readonly ApiProblem[], headers: Readonly<Record<string, string>> = {}) {
    super(problems.map((problem) => `${problem.errorCode}: ${problem.message}`).join('; '));
    this.status = status;
    this.problems = problems;
    this.headers = headers;
  }
}

/** A refusal outside of a write: no `fields`. */
export function refusal(status: number, errorCode: string, message: string): ApiError {
  return new ApiError(status, [{ message, errorCode }]);
}

/** A refused write of one record. */
export function refusedWrite(errorCode: string, message: string, fields: readonly string[] = []): ApiError {
  return new ApiError(400, [{ message, errorCode, fields }]);
}

/** Unknown path, object or record. */
export function notFound(): ApiError {
  return refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
}

/** The vendor's answer to an id or external id that leads nowhere. */
export function noSuchKey(key: string): ApiError {
  return refusal(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${key}`);
}

/** A deleted record cannot be changed, read by id or deleted again. */
export function entityIsDeleted(): ApiError {
  return new ApiError(404, [{ message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED', fields: [] }]);
}

/** The method is none of those the resource knows. */
export function methodNotAllowed(method: string, allowed: readonly string[]): ApiError {
  const list = allowed.join(',');
  return new ApiError(
    405,
    [{ message: `HTTP Method '${method}' not allowed. Allowed are ${list}`, errorCode: 'METHOD_NOT_ALLOWED' }],
    { allow: list },
  );
}

/** The session is unknown or over: the client must sign in again. */
export function invalidSession(): ApiError {
  return refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
}

/** The organisation has used up its calls of 24 hours. Trying again before the window moves is useless. */
export function requestLimitExceeded(): ApiError {
  return refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
}

/** The instance is busy or down; the same call may work in a moment. */
export function serverUnavailable(retryAfterSeconds?: number): ApiError {
  return new ApiError(
    503,
    [{ message: 'The server is temporarily unavailable. Please try again later.', errorCode: 'SERVER_UNAVAILABLE' }],
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
}

/** Somebody else is writing this record or one of its parents. */
export function unableToLockRow(id: string): ApiError {
  return refusedWrite(
    'UNABLE_TO_LOCK_ROW',
    `unable to obtain exclusive access to this record or 1 records: ${id.slice(0, 15)}`,
  );
}
