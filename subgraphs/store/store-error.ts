// The closed register of what can keep the store from opening. Every message says what was found and what to do about it.

/** Codes are never renamed; scripts and the operator's handbook refer to them. */
export type StoreErrorCode =
  | 'NO_BINARIES'
  | 'NOT_ALLOWED'
  | 'NO_PERMISSION'
  | 'DISK_FULL'
  | 'OTHER_MAJOR'
  | 'DIRECTORY_IN_USE'
  | 'START_FAILED'
  | 'UNREACHABLE'
  | 'MIGRATION_FAILED'
  | 'NEWER_SCHEMA'
  | 'OTHER_FIRM';

/** The store cannot be opened; the message is for the person who started the process. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** The reason an unknown value gives, for use inside a message. */
export function reasonOf(error: unknown): string {
  // A refused connection to a name with two addresses is an AggregateError without a message.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** The system's or Postgres' short code of an error (ENOSPC, 57P03); empty when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
