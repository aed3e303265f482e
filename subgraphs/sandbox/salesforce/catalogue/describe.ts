// Describe answers: of one object with all its fields, and the short form in the list of objects.
import type { Catalogue } from './catalogue.ts';
import { describeField } from './field-document.ts';
import type { ObjectDefinition } from './object.ts';

/** Where the answer's URLs point. */
export interface DescribePlace {
  /** `/services/data/v62.0` */
  readonly base: string;
  /** `http://127.0.0.1:4101` */
  readonly origin: string;
}

/** The describe answer of one object. A whole document is served key for key, with its URLs put in place. */
export function describeObject(catalogue: Catalogue, object: ObjectDefinition, place: DescribePlace): unknown {
  if (object.isWhole) {
    const document = { ...object.document, fields: object.fields.map((field) => field.document) };
    return putUrlsInPlace(document, place);
  }
  const { activateable, ...head } = describeHead(object, place);
  return {
    actionOverrides: [],
    activateable,
    ...head,
    childRelationships: catalogue.childrenOf(object).map((child) => ({
      cascadeDelete: child.cascadeDelete,
      childSObject: child.object.name,
      deprecatedAndHidden: false,
      field: child.field.name,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: child.relationshipName,
      restrictedDelete: child.restrictedDelete,
    })),
    compactLayoutable: true,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: object.fields.map(describeField),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [masterRecordType(object, place)],
    searchLayoutable: true,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [
      { label: `All ${labelOf(object)}`, name: 'everything' },
      { label: `My ${labelOf(object)}`, name: 'mine' },
    ],
    urls: describeUrls(object, place),
  };
}

/** The short form of an object, as the list of objects has it. */
export function describeHead(object: ObjectDefinition, place: DescribePlace): Record<string, unknown> {
  const given = (key: string, fallback: unknown): unknown => object.document[key] ?? fallback;
  return {
    activateable: given('activateable', false),
    associateEntityType: null,
    associateParentEntity: null,
    createable: object.allows('createable'),
    custom: object.custom,
    customSetting: given('customSetting', false),
    deepCloneable: false,
    deletable: object.allows('deletable'),
    deprecatedAndHidden: false,
    feedEnabled: given('feedEnabled', false),
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix,
    label: labelOf(object),
    labelPlural: given('labelPlural', `${labelOf(object)}s`),
    layoutable: given('layoutable', true),
    mergeable: given('mergeable', false),
    mruEnabled: true,
    name: object.name,
    queryable: object.allows('queryable'),
    replicateable: object.allows('replicateable'),
    retrieveable: object.allows('retrieveable'),
    searchable: given('searchable', true),
    triggerable: given('triggerable', true),
    undeletable: given('undeletable', true),
    updateable: object.allows('updateable'),
    urls: listUrls(object, place),
  };
}

/** The object's label for people. */
export function labelOf(object: ObjectDefinition): string {
  const { label } = object.document;
  return typeof label === 'string' ? label : object.name.replace(/__c$/u, '').replace(/_+/gu, ' ');
}

function listUrls(object: ObjectDefinition, { base }: DescribePlace): Record<string, string> {
  const sobject = `${base}/sobjects/${object.name}`;
  return { rowTemplate: `${sobject}/{ID}`, describe: `${sobject}/describe`, sobject };
}

function describeUrls(object: ObjectDefinition, place: DescribePlace): Record<string, string> {
  const { sobject = '', ...urls } = listUrls(object, place);
  return {
    compactLayouts: `${sobject}/describe/compactLayouts`,
    ...urls,
    approvalLayouts: `${sobject}/describe/approvalLayouts`,
    quickActions: `${sobject}/quickActions`,
    layouts: `${sobject}/describe/layouts`,
    sobject,
    uiDetailTemplate: `${place.origin}/{ID}`,
    uiEditTemplate: `${place.origin}/{ID}/e`,
    uiNewRecord: `${place.origin}/${object.keyPrefix}/e`,
  };
}

function masterRecordType(object: ObjectDefinition, { base }: DescribePlace): Record<string, unknown> {
  const recordTypeId = '012000000000000AAA';
  return {
    active: true,
    available: true,
    defaultRecordTypeMapping: true,
    developerName: 'Master',
    master: true,
    name: 'Master',
    recordTypeId,
    urls: { layout: `${base}/sobjects/${object.name}/describe/layouts/${recordTypeId}` },
  };
}

/** Documents come from another organisation and version; what they link to is here. */
function putUrlsInPlace(value: unknown, place: DescribePlace): unknown {
  if (typeof value === 'string') return putUrlInPlace(value, place);
  if (Array.isArray(value)) return value.map((entry: unknown) => putUrlsInPlace(entry, place));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, putUrlsInPlace(entry, place)]));
}

function putUrlInPlace(text: string, { base, origin }: DescribePlace): string {
  if (text.startsWith('/services/data/')) return text.replace(/^\/services\/data\/[^/]+/u, base);
  return /^https?:\/\//u.test(text) ? text.replace(/^https?:\/\/[^/]+/u, origin) : text;
}
