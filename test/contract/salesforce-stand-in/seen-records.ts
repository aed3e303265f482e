// Records as they were seen in recorded answers: fields, parents and children, told apart and put into rows.

/** A row on its way into the stand-in. */
export type SeenRow = Record<string, string | number | boolean | null>;

/** A record of an answer: its type, its id and its plain fields, with what tells where its relations hang. */
export interface SeenRecord {
  readonly type: string;
  /** True when the answer called its type `Name`: it is behind an owner that may be a person or a group. */
  readonly isName: boolean;
  readonly id: string;
  readonly fields: SeenRow;
  /** Names of fields that are put together from others: addresses. */
  readonly compounds: readonly string[];
  /** Parents by relationship name. */
  readonly parents: readonly { readonly name: string; readonly record: SeenRecord | null }[];
  readonly children: readonly { readonly name: string; readonly records: readonly SeenRecord[] }[];
}

interface Attributes {
  readonly type: string;
  readonly url?: string;
}

/** Every record in a body, at any depth, outermost first. */
export function recordsIn(body: unknown): readonly SeenRecord[] {
  if (Array.isArray(body)) return body.flatMap(recordsIn);
  if (typeof body !== 'object' || body === null) return [];
  if ('attributes' in body) {
    const record = readRecord(body);
    return record === null ? [] : withRelatives(record);
  }
  if ('compositeResponse' in body && Array.isArray(body.compositeResponse)) {
    return body.compositeResponse.flatMap((part: { body?: unknown }) => recordsIn(part.body));
  }
  return 'records' in body ? recordsIn(body.records) : [];
}

function withRelatives(record: SeenRecord): SeenRecord[] {
  const parents = record.parents.flatMap((parent) => (parent.record === null ? [] : withRelatives(parent.record)));
  return [record, ...parents, ...record.children.flatMap((child) => child.records.flatMap(withRelatives))];
}

function readRecord(source: object): SeenRecord | null {
  const body = source as Readonly<Record<string, unknown>>;
  const { type: told, url } = body.attributes as Attributes;
  // A person or group behind an owner is told as `Name`; its address tells the object, and people are users.
  const type = told === 'Name' ? 'User' : told;
  const id = typeof body.Id === 'string' ? body.Id : url?.split('/').at(-1);
  // A group of an aggregate query has no address, and is no record.
  if (id === undefined || !/^[0-9A-Za-z]{15,18}$/u.test(id)) return null;
  const fields: SeenRow = { Id: id };
  const compounds: string[] = [];
  const parents: { name: string; record: SeenRecord | null }[] = [];
  const children: { name: string; records: SeenRecord[] }[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (name === 'attributes') continue;
    if (value === null || typeof value !== 'object') fields[name] = value as string | number | boolean | null;
    else if ('attributes' in value) parents.push({ name, record: readRecord(value) });
    else if ('records' in value && Array.isArray(value.records)) {
      const records = value.records.flatMap((child) => readRecord(child as object) ?? []);
      children.push({ name, records });
    } else if ('street' in value) compounds.push(name);
  }
  return { type, isName: told === 'Name', id, fields, compounds, parents, children };
}
