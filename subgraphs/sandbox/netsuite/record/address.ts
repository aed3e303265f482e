// Addresses: customers have one each, documents show it as their billing and shipping address.
import { COUNTRY_NAMES } from '../catalogue/lists.ts';
import type { Row } from '../table.ts';
import { derived } from './fields.ts';
import type { FieldSpec, RecordView } from './spec.ts';

/** An address as record/v1 nests it. */
export function addressOf(customer: number | null, view: RecordView): Readonly<Record<string, unknown>> | undefined {
  const table = view.database.known('entityaddress');
  const row = customer === null ? undefined : table.first('recordowner', customer);
  if (row === undefined) return undefined;
  const country = table.text(row, 'country') ?? '';
  return {
    addr1: table.text(row, 'addr1') ?? undefined,
    addrText: table.text(row, 'addrtext') ?? undefined,
    addressee: table.text(row, 'addressee') ?? undefined,
    city: table.text(row, 'city') ?? undefined,
    country: { id: country, refName: COUNTRY_NAMES[country] ?? country },
    override: false,
    state: table.text(row, 'state') ?? undefined,
    zip: table.text(row, 'zip') ?? undefined,
  };
}

/** The address as one text. */
export function addressText(customer: number | null, view: RecordView): string | undefined {
  const text = addressOf(customer, view)?.addrText;
  return typeof text === 'string' ? text : undefined;
}

function label(customer: number | null, view: RecordView): unknown {
  const street = addressOf(customer, view)?.addr1;
  return street === undefined ? undefined : { id: String(customer), refName: street };
}

/** The address fields of a document. */
export function documentAddressFields(customerOf: (row: Row, view: RecordView) => number | null): readonly FieldSpec[] {
  return (['bill', 'ship'] as const).flatMap((use) => {
    const [short, long] = use === 'bill' ? ['billAddress', 'billingAddress'] : ['shipAddress', 'shippingAddress'];
    return [
      derived('string', short, 'Address', (row, view) => addressText(customerOf(row, view), view)),
      derived('choice', `${short}List`, 'Address List', (row, view) => label(customerOf(row, view), view)),
      derived('subrecord', long, 'Address', (row, view) => addressOf(customerOf(row, view), view)),
      derived('string', `${long}_text`, 'Address Text', (row, view) => addressText(customerOf(row, view), view)),
    ];
  });
}
