// Bodies that were saved one by one (without their requests), and the call that gets a body of the same form here.

/** A saved body with the call to make. */
export interface SavedBody {
  readonly fixture: string;
  readonly method?: string;
  /** Behind `/services/data/v62.0`, unless it starts with `/services`. */
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  /** Without a session. */
  readonly isSignedOut?: boolean;
  /** True when also the values have to be those of the fixture. */
  readonly isExact?: boolean;
}

const WINDOW = 'start=2026-11-19T00:00:00Z&end=2026-11-20T00:00:00Z';

/** The calls. Left out are bodies of list views, recent records and search, which the stand-in does not answer. */
export const SAVED_BODIES: readonly SavedBody[] = [
  { fixture: 'expired_session_response', path: '/limits', isSignedOut: true, status: 401, isExact: true },
  { fixture: 'services_data_success_response', path: '/services/data', status: 200 },
  { fixture: 'auth_error_response', method: 'POST', path: '/services/oauth2/token', status: 400 },
  { fixture: 'create_success_response', method: 'POST', path: '/sobjects/Account', body: { Name: 'A' }, status: 201 },
  { fixture: 'write_error_response', method: 'POST', path: '/sobjects/Account', body: { foo: 'A' }, status: 400 },
  { fixture: 'delete_error_response', method: 'DELETE', path: '/sobjects/Account/rid', status: 404, isExact: true },
  { fixture: 'sobject_find_error_response', path: '/sobjects/Account/23foo', status: 404, isExact: true },
  {
    fixture: 'upsert_error_response',
    method: 'PATCH',
    path: '/sobjects/Account/Namez/1',
    body: { Name: 'A' },
    status: 404,
    isExact: true,
  },
  { fixture: 'sobject_describe_error_response', path: '/sobjects/Nothing/describe', status: 404, isExact: true },
  { fixture: 'sobject_describe_success_response', path: '/sobjects/Account/describe', status: 200 },
  { fixture: 'describe_sobjects_success_response', path: '/sobjects', status: 200 },
  { fixture: 'list_sobjects_success_response', path: '/sobjects', status: 200 },
  {
    fixture: 'query_empty_response',
    path: query("SELECT Id FROM Account WHERE Name = 'nobody'"),
    status: 200,
    isExact: true,
  },
  { fixture: 'query_error_response', path: query('SELECT Foo FROM Account'), status: 400 },
  { fixture: 'org_query_response', path: query('SELECT Id FROM Organization'), status: 200 },
  {
    fixture: 'query_aggregate_success_response',
    path: query('SELECT AccountId CampaignId, SUM(Amount) FROM Opportunity GROUP BY AccountId'),
    status: 200,
  },
  { fixture: 'get_updated_success_response', path: `/sobjects/Account/updated?${WINDOW}`, status: 200 },
  { fixture: 'get_deleted_success_response', path: `/sobjects/Account/deleted?${WINDOW}`, status: 200 },
];

function query(soql: string): string {
  return `/query?q=${encodeURIComponent(soql)}`;
}

/** Keys of the saved body that ours has not, by place; ours may have more, because it is of a later version. */
export function missingKeys(saved: unknown, ours: unknown, place = 'body'): string[] {
  if (Array.isArray(saved)) {
    if (!Array.isArray(ours)) return [`${place} is no list`];
    return saved.length === 0 || ours.length === 0 ? [] : missingKeys(saved[0], ours[0], `${place}[0]`);
  }
  if (typeof saved !== 'object' || saved === null) return [];
  if (typeof ours !== 'object' || ours === null) return [`${place} is no object`];
  const theirs = ours as Readonly<Record<string, unknown>>;
  return Object.entries(saved).flatMap(([key, value]) =>
    key in theirs ? missingKeys(value, theirs[key], `${place}.${key}`) : [`${place}.${key} is missing`],
  );
}
