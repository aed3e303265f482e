// What the service says about itself: versions, the map of resources, and who is signed in.
import type { VendorResponse } from '../../stand-in.ts';
import type { Row } from '../store/record.ts';
import { allow, answered, type Call } from './call.ts';
import type { Organization } from './organization.ts';

/** Version 31 came in summer 2014; three follow each other a year. */
const FIRST_VERSION = 31;
const FIRST_YEAR = 14;
const SEASONS = ['Summer', 'Winter', 'Spring'] as const;

/** `/services/data`: the versions served, oldest first. Needs no session. */
export function answerVersions({ versions }: Organization): VendorResponse {
  const list = Array.from({ length: versions.newest - versions.oldest + 1 }, (_, index) => {
    const version = `${versions.oldest + index}.0`;
    return { label: labelOf(versions.oldest + index), url: `/services/data/v${version}`, version };
  });
  return answered(200, list, 'versions', list.length);
}

/** `Winter '25` for 62: winter and spring are named after the year they end in. */
function labelOf(version: number): string {
  const count = version - FIRST_VERSION;
  const season = SEASONS[((count % 3) + 3) % 3] ?? 'Summer';
  const year = FIRST_YEAR + Math.floor(count / 3) + (season === 'Summer' ? 0 : 1);
  return `${season} '${String(year).padStart(2, '0')}`;
}

/** Resources by the version that brought them, as far as recordings and the vendor's own list tell. */
const RESOURCES: readonly (readonly [number, readonly string[]])[] = [
  [
    0,
    [
      'limits',
      'sobjects',
      'connect',
      'query',
      'theme',
      'queryAll',
      'tooling',
      'chatter',
      'analytics',
      'recent',
      'commerce',
      'licensing',
      'identity',
      'flexiPage',
      'search',
      'quickActions',
      'wave',
      'appMenu',
    ],
  ],
  [31, ['process', 'compactLayouts', 'tabs', 'actions', 'support']],
  [34, ['composite']],
  [36, ['parameterizedSearch', 'knowledgeManagement']],
  [40, ['dedupe', 'nouns', 'event', 'metadata', 'async-queries', 'serviceTemplates']],
  [47, ['jobs', 'eclair', 'folders', 'prechatVisibility', 'payments', 'domino', 'consent', 'localizedvalue']],
  [55, ['smartdatadiscovery', 'contact-tracing', 'iot', 'mobile', 'fingerprint', 'emailConnect', 'ui-api']],
];

/** `/services/data/v62.0/`: where everything is. */
export function answerResources(call: Call): VendorResponse {
  allow(call, 'GET');
  const names = RESOURCES.flatMap(([since, list]) => (call.version >= since ? list : []));
  const map = names.map((name) => [name, name === 'identity' ? identityUrl(call) : `${call.base}/${name}`]);
  return answered(200, Object.fromEntries(map) as Record<string, string>, 'resources', names.length);
}

function identityUrl({ origin, organization }: Call): string {
  return `${origin}/id/${organization.id}/${organization.userId}`;
}

/** `/id/{organisation}/{user}`: who the session acts for. */
export function answerIdentity(organization: Organization, origin: string): VendorResponse {
  const user: Row = organization.store.find(organization.userId) ?? {};
  const text = (name: string): unknown => user[name] ?? null;
  const id = organization.id;
  const data = `${origin}/services/data/v{version}`;
  const organization15 = id.slice(0, 15);
  const body = {
    id: `${origin}/id/${id}/${organization.userId}`,
    asserted_user: true,
    user_id: organization.userId,
    organization_id: id,
    username: text('Username'),
    nick_name: text('CommunityNickname'),
    display_name: text('Name'),
    email: text('Email'),
    email_verified: true,
    first_name: text('FirstName'),
    last_name: text('LastName'),
    timezone: text('TimeZoneSidKey'),
    photos: { picture: `${origin}/profilephoto/005/F`, thumbnail: `${origin}/profilephoto/005/T` },
    addr_street: text('Street'),
    addr_city: text('City'),
    addr_state: text('State'),
    addr_country: text('Country'),
    addr_zip: text('PostalCode'),
    mobile_phone: text('MobilePhone'),
    mobile_phone_verified: false,
    status: { created_date: null, body: null },
    urls: {
      enterprise: `${origin}/services/Soap/c/{version}/${organization15}`,
      metadata: `${origin}/services/Soap/m/{version}/${organization15}`,
      partner: `${origin}/services/Soap/u/{version}/${organization15}`,
      rest: `${data}/`,
      sobjects: `${data}/sobjects/`,
      search: `${data}/search/`,
      query: `${data}/query/`,
      recent: `${data}/recent/`,
      profile: `${origin}/${organization.userId}`,
      feeds: `${data}/chatter/feeds`,
      groups: `${data}/chatter/groups`,
      users: `${data}/chatter/users`,
      feed_items: `${data}/chatter/feed-items`,
    },
    active: true,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: 'en_US',
    utcOffset: 0,
    last_modified_date: text('LastModifiedDate'),
    is_app_installed: true,
  };
  return answered(200, body, 'identity', 1);
}
