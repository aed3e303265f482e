// What a recorded answer has to mean to us, said a second time and without the connector's code.
import type { WriteKind } from '../../../subgraphs/connectors/salesforce/write-answer.ts';
import type { FaultCode } from '../../../subgraphs/runtime/fault.ts';
import { type Answer, readBody } from './recorded-answer.ts';

/** A fault by its register code and Salesforce's own. */
export interface ExpectedFault {
  readonly code: FaultCode;
  readonly vendorCode: string | null;
}

const byVendorCode: Readonly<Record<string, FaultCode>> = {
  REQUEST_LIMIT_EXCEEDED: 'SYSTEM_QUOTA_EXHAUSTED',
  TOTAL_REQUESTS_LIMIT_EXCEEDED: 'SYSTEM_QUOTA_EXHAUSTED',
  CONCURRENT_REQUEST_LIMIT_EXCEEDED: 'SYSTEM_OVERLOADED',
  UNABLE_TO_LOCK_ROW: 'SYSTEM_OVERLOADED',
  QUERY_TIMEOUT: 'SYSTEM_OVERLOADED',
};
const byStatus: Readonly<Record<number, FaultCode>> = {
  401: 'SYSTEM_UNAUTHORIZED',
  403: 'SYSTEM_FORBIDDEN',
  408: 'SYSTEM_TIMEOUT',
  429: 'SYSTEM_OVERLOADED',
  504: 'SYSTEM_TIMEOUT',
};

type JsonObject = Readonly<Record<string, unknown>>;

function firstError(text: string): JsonObject {
  const body = readBody(text);
  const first: unknown = Array.isArray(body) ? body[0] : body;
  return typeof first === 'object' && first !== null ? (first as JsonObject) : {};
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The fault that an error answer stands for. */
export function expectedFault({ status, text }: Answer): ExpectedFault {
  const { errorCode, error, message } = firstError(text);
  const vendorCode = textOrNull(errorCode) ?? textOrNull(error);
  if (vendorCode === 'REQUEST_LIMIT_EXCEEDED' && textOrNull(message)?.startsWith('Concurrent') === true)
    return { code: 'SYSTEM_OVERLOADED', vendorCode };
  const code = byVendorCode[vendorCode ?? ''] ?? byStatus[status];
  return { code: code ?? (status >= 500 ? 'SYSTEM_UNAVAILABLE' : 'SYSTEM_REFUSED'), vendorCode };
}

/** The outcome that an answer to a write stands for. */
export function expectedOutcome(kind: WriteKind, answer: Answer): JsonObject {
  const { status, text } = answer;
  const body = readBody(text);
  if (status === 204) return kind === 'DELETE' ? { kind: 'DELETED' } : { kind: 'UPDATED', id: null };
  if (status === 300) return { kind: 'AMBIGUOUS', urls: body };
  if (status < 300) {
    const { id, created } = body as JsonObject;
    const isNew =
      kind === 'CREATE' || (kind === 'UPSERT' && (created === true || (status === 201 && created !== false)));
    return { kind: isNew ? 'CREATED' : 'UPDATED', id };
  }
  const { code, vendorCode } = expectedFault(answer);
  if (code !== 'SYSTEM_REFUSED') return { kind: 'FAILED', fault: { code, vendorCode } };
  if (vendorCode === 'ENTITY_IS_DELETED') return { kind: 'GONE' };
  const fields = (body as readonly JsonObject[]).flatMap((error) => error.fields ?? []);
  return { kind: 'REFUSED', code: vendorCode, fields };
}

/** The outcomes of a write of many records that was let in. */
export function expectedOutcomes(kind: WriteKind, text: string): readonly JsonObject[] {
  return (readBody(text) as readonly JsonObject[]).map(({ id, success, created, errors }) => {
    const [first] = (errors ?? []) as readonly JsonObject[];
    if (success !== true && first?.statusCode === 'ENTITY_IS_DELETED') return { kind: 'GONE' };
    if (success !== true) return { kind: first?.statusCode === 'UNABLE_TO_LOCK_ROW' ? 'FAILED' : 'REFUSED' };
    if (kind === 'DELETE') return { kind: 'DELETED' };
    return { kind: kind === 'CREATE' || (kind === 'UPSERT' && created === true) ? 'CREATED' : 'UPDATED', id };
  });
}
