// Who builds a document is fixed when its work is released, by the policy of its legal entity: nothing else of a release asks for it.
import type { DocumentBuilder } from '../policy.ts';
import { postInvoice } from '../steps.ts';
import type { BuildDocument } from './billables.ts';
import { awaitErp, buildByErp } from './by-erp.ts';
import { buildByPsa } from './by-psa.ts';

/** Between the last review and the posting lie moments, unless the ERP was away; then the work is looked at once more. */
const reviewTrustMs = 30_000;

const postByUs: BuildDocument = async (saga, { steps, document, changed }) => ({
  invoice: await saga.step(postInvoice(steps, document, () => changed(reviewTrustMs))),
  psaInvoice: null,
});

/** The way of a builder. */
export function waysOf(builder: DocumentBuilder): BuildDocument {
  switch (builder.kind) {
    case 'GATEWAY':
      return postByUs;
    case 'PSA':
      return buildByPsa;
    case 'ERP':
      return builder.builds === 'WHEN_ASKED' ? buildByErp : awaitErp;
  }
}
