// Creating, changing and deleting everything that is not a document.
import { invalidReference, userError } from '../problem.ts';
import type { Row, Value } from '../table.ts';
import { columnValues, property, readBody, resolveReference, type Body } from './body.ts';
import type { RecordEnvironment } from './environment.ts';
import type { RecordSpec } from './spec.ts';
import type { VendorRequest } from '../../stand-in.ts';

/** Fields without which a record of the type is not made, with their names on the form. */
const REQUIRED: Readonly<Record<string, readonly (readonly [column: string, label: string])[]>> = {
  customer: [['companyname', 'Company Name']],
  job: [
    ['companyname', 'Project Name'],
    ['parent', 'Customer'],
  ],
  employee: [
    ['firstname', 'First Name'],
    ['lastname', 'Last Name'],
    ['subsidiary', 'Subsidiary'],
  ],
  // Marked as mandatory on the firm's own record type.
  customrecord_billing_schedule_line: [
    ['name', 'Name'],
    ['custrecord_schedule', 'Schedule'],
    ['custrecord_job', 'Project'],
    ['custrecord_amount', 'Amount'],
  ],
  contact: [['lastname', 'Last Name']],
  customerSubsidiaryRelationship: [
    ['entity', 'Customer'],
    ['subsidiary', 'Subsidiary'],
  ],
};

/** Makes a record and gives back its id. */
export function createEntity(
  spec: RecordSpec,
  request: VendorRequest,
  environment: RecordEnvironment,
  externalId: string | null,
): number {
  const { database } = environment;
  const table = database.known(spec.table);
  const body = readBody(request);
  const id = database.nextId(spec.table);
  const sent = columnValues(spec.fields, body, { table, owner: spec.type, path: '' }, environment);
  const active: Record<string, Value> = table.position('isinactive') === undefined ? {} : { isinactive: 'F' };
  const values: Record<string, Value> = { ...active, ...sent, id, ...stamps(spec, environment, 'created') };
  if (externalId !== null) values.externalid = externalId;
  const links = spec.type === 'customer' ? customerLinks(id, body, values, environment) : null;
  complete(spec, values, environment);
  if (spec.type === 'job') checkProject(values, environment);
  checkUnique(spec, values, null, environment);
  database.insert(spec.table, values);
  for (const [name, row] of links ?? []) database.insert(name, row);
  return id;
}

/** Changes a record. */
export function changeEntity(spec: RecordSpec, row: Row, request: VendorRequest, environment: RecordEnvironment): void {
  const { database } = environment;
  const table = database.known(spec.table);
  const sent = columnValues(spec.fields, readBody(request), { table, owner: spec.type, path: '' }, environment);
  const values = { ...table.read(row), ...sent, ...stamps(spec, environment, 'changed') };
  refuseMissing(spec, values);
  checkUnique(spec, values, row, environment);
  if (spec.type === 'customer') {
    refuseRing(values, environment);
    if ('companyname' in sent) values.altname = values.companyname ?? null;
  }
  database.update(spec.table, row, values);
}

/** More levels than any hierarchy has. */
const LEVELS_MAX = 50;

/** A customer is not below itself. The words of the refusal are from memory. */
function refuseRing(values: Readonly<Record<string, Value>>, { database }: RecordEnvironment): void {
  const customers = database.known('customer');
  let above = values.parent ?? null;
  for (let level = 0; above !== null && level < LEVELS_MAX; level += 1) {
    if (above === values.id)
      throw userError('A customer cannot be its own parent, directly or through others.', 'parent');
    const row = customers.first('id', above);
    above = row === undefined ? null : customers.number(row, 'parent');
  }
}

/** Refuses to delete a record that documents or other records hang on. */
export function refuseWhenUsed(spec: RecordSpec, id: number, { database }: RecordEnvironment): void {
  const used = database.names().some((name) => {
    const table = database.known(name);
    return table.definition.columns.some(
      ({ name: column, references }) =>
        references?.includes(spec.table) === true && !isOwnLink(name) && table.find(column, id).length > 0,
    );
  });
  if (used) throw userError('This record cannot be deleted because it has dependent records.');
}

/** Rows that belong to a customer and go with it. */
function isOwnLink(table: string): boolean {
  return table === 'customersubsidiaryrelationship' || table === 'customercurrencies' || table === 'entityaddress';
}

function stamps(
  spec: RecordSpec,
  { database, clock }: RecordEnvironment,
  what: 'created' | 'changed',
): Record<string, Value> {
  const now = clock.now().getTime();
  const columns = new Set(database.known(spec.table).definition.columns.map(({ name }) => name));
  const created = what === 'created' ? ['datecreated', 'created'] : [];
  const stamped = [...created, 'lastmodifieddate', 'lastmodified'].filter((name) => columns.has(name));
  return Object.fromEntries(stamped.map((name) => [name, now]));
}

function refuseMissing(spec: RecordSpec, values: Readonly<Record<string, Value>>): void {
  const required = REQUIRED[spec.type] ?? [['name', 'Name'] as const];
  const missing = required.filter(([column]) => (values[column] ?? null) === null);
  if (missing.length > 0)
    throw userError(
      `Please enter value(s) for: ${missing.map(([, label]) => label).join(', ')}`,
      pathOf(spec, missing),
    );
}

/** Fills in what NetSuite fills in: numbers in front of names, full names, the customer of a project. */
function complete(spec: RecordSpec, values: Record<string, Value>, { database }: RecordEnvironment): void {
  refuseMissing(spec, values);
  switch (spec.type) {
    case 'customer':
      values.entityid ??= `C${textOf(values.id)} ${textOf(values.companyname)}`;
      values.altname = values.companyname ?? null;
      values.creditholdoverride ??= 'AUTO';
      values.entitystatus = '13';
      values.isperson ??= 'F';
      break;
    case 'job': {
      const customers = database.known('customer');
      const customer = customers.first('id', values.parent ?? null);
      values.entityid ??= textOf(values.id);
      values.altname = values.companyname ?? null;
      values.customer = values.parent ?? null;
      if (customer !== undefined) values.currency ??= customers.number(customer, 'currency');
      break;
    }
    case 'customerSubsidiaryRelationship':
      values.isprimarysub = 'F';
      break;
    case 'employee':
    case 'contact':
      values.entityid ??= [values.firstname, values.lastname]
        .map((part) => textOf(part))
        .join(' ')
        .trim();
      break;
    case 'department':
    case 'classification':
    case 'location':
      values.fullname ??= values.name ?? null;
      break;
    default:
  }
}

/** Of several missing fields none is the one to blame. */
function pathOf(spec: RecordSpec, missing: readonly (readonly [column: string, label: string])[]): string | undefined {
  if (missing.length !== 1) return undefined;
  return spec.fields.find(({ source }) => source.kind === 'column' && source.column === missing[0]?.[0])?.name;
}

/** A project is billed by a subsidiary and in a currency of its customer. */
function checkProject(values: Record<string, Value>, { database }: RecordEnvironment): void {
  const owner = values.parent ?? null;
  const of = (table: string, column: 'entity' | 'customer', name: string): readonly (number | null)[] => {
    const rows = database.known(table);
    return rows.find(column, owner).map((row) => rows.number(row, name));
  };
  const subsidiaries = of('customersubsidiaryrelationship', 'entity', 'subsidiary');
  values.subsidiary ??= subsidiaries[0] ?? null;
  if (!subsidiaries.some((id) => id === values.subsidiary))
    throw invalidReference(`Invalid subsidiary reference key ${textOf(values.subsidiary)}.`, 'subsidiary');
  if (!of('customercurrencies', 'customer', 'currency').some((id) => id === values.currency))
    throw invalidReference(`Invalid currency reference key ${textOf(values.currency)}.`, 'currency');
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function checkUnique(
  spec: RecordSpec,
  values: Readonly<Record<string, Value>>,
  self: Row | null,
  { database }: RecordEnvironment,
): void {
  const table = database.known(spec.table);
  const taken = (column: string): boolean => {
    const value = values[column] ?? null;
    if (value === null || table.position(column) === undefined) return false;
    return table.find(column, value).some((row) => row !== self);
  };
  if (spec.type === 'customerSubsidiaryRelationship') {
    const pairs = table.find('entity', values.entity ?? null).filter((row) => row !== self);
    if (pairs.some((row) => table.number(row, 'subsidiary') === values.subsidiary))
      throw userError('This customer is already assigned to this subsidiary.', 'subsidiary');
  }
  if (taken('externalid')) throw userError('This record already exists.', 'externalId');
  if (spec.type !== 'contact' && taken('entityid')) throw userError('This entity already exists.', 'entityId');
}

/** The subsidiaries and currencies of a new customer: the ones sent, or the subsidiary's own currency. */
function customerLinks(
  id: number,
  body: Body,
  values: Record<string, Value>,
  environment: RecordEnvironment,
): readonly (readonly [table: string, row: Readonly<Record<string, Value>>])[] {
  const { database, clock } = environment;
  const sent = property(body, 'subsidiary');
  if (sent === undefined || sent === null)
    throw userError('Please enter value(s) for: Primary Subsidiary', 'subsidiary');
  const subsidiary = resolveReference(
    sent,
    { target: 'subsidiary', name: 'subsidiary', path: 'subsidiary' },
    environment,
  );
  const subsidiaries = database.known('subsidiary');
  const row = subsidiaries.first('id', subsidiary);
  values.currency ??= row === undefined ? null : subsidiaries.number(row, 'currency');
  const relationship = {
    id: database.nextId('customersubsidiaryrelationship'),
    entity: id,
    subsidiary,
    isprimarysub: 'T',
    lastmodifieddate: clock.now().getTime(),
  };
  return [
    ['customersubsidiaryrelationship', relationship],
    ['customercurrencies', { customer: id, currency: values.currency }],
  ];
}
