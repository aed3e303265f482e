// merge(): the one thing people do in the vendor's own screens that its REST API lacks. Of the SOAP API there is nothing else here.
import type { VendorFault, VendorRequest, VendorResponse } from '../../stand-in.ts';
import { ApiError, notFound, refusal } from '../api-error.ts';
import { readId } from '../record-id.ts';
import type { Row } from '../store/record.ts';
import { mergeRecords } from '../store/merge.ts';
import type { Organization } from './organization.ts';

/** Answers `POST /services/Soap/u/<version>` with one MergeRequest. */
export function answerMerge(
  organization: Organization,
  request: VendorRequest,
  faults: readonly VendorFault[],
): VendorResponse {
  if (request.method !== 'POST') throw notFound();
  const text = request.body.toString('utf8');
  const session = organization.sessions.check(`Bearer ${textOf(text, 'sessionId')[0] ?? ''}`);
  if (session === null) return fault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader');
  const { catalogue, store, clock } = organization;
  try {
    if (faults.some(({ kind }) => kind === 'rowLock'))
      throw refusal(500, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access');
    const [master] = textOf(/<(?:\w+:)?masterRecord\b[\s\S]*?<\/(?:\w+:)?masterRecord>/u.exec(text)?.[0] ?? '', 'Id');
    const victims = textOf(text, 'recordToMergeIds');
    const [id, ...ids] = [master ?? '', ...victims].map((each) => readId(each) ?? '');
    const object = catalogue.objects.find(({ keyPrefix }) => id?.startsWith(keyPrefix) === true);
    if (object === undefined || !object.isMergeable) throw refusal(500, 'INVALID_TYPE', 'this type cannot be merged');
    const rowOf = (each: string): Row => {
      const row = store.find(each);
      if (row === undefined) throw refusal(500, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
      return row;
    };
    const context = {
      ...{ catalogue, store, now: clock.now(), userId: session.userId },
      ...{ currency: organization.corporateCurrency, savesDuplicates: true },
    };
    mergeRecords(context, object, rowOf(id ?? ''), ids.map(rowOf));
    store.commit();
    const merged = ids.map((each) => `<mergedRecordIds>${each}</mergedRecordIds>`).join('');
    return envelope(
      200,
      `<mergeResponse><result><id>${id ?? ''}</id>${merged}<success>true</success></result></mergeResponse>`,
    );
  } catch (error) {
    store.rollback({ length: 0 });
    if (!(error instanceof ApiError)) throw error;
    return fault(error.problems[0]?.errorCode ?? 'UNKNOWN_EXCEPTION', error.message);
  }
}

/** The texts of the elements of a name, whatever their prefix. */
function textOf(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}>([^<]*)</`, 'gu'))].map(([, text = '']) => text.trim());
}

function fault(code: string, message: string): VendorResponse {
  return envelope(
    500,
    `<soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${code}: ${message}</faultstring></soapenv:Fault>`,
  );
}

function envelope(status: number, body: string): VendorResponse {
  const open = '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>';
  return {
    ...{ status, headers: { 'content-type': 'text/xml;charset=UTF-8' }, resource: 'soap:merge', rows: 1 },
    ...{ body: `${open}${body}</soapenv:Body></soapenv:Envelope>`, committed: status === 200 },
  };
}
