// Bodies that were saved one by one, without their requests, as the calls they answered.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Interaction, recordingsPlace } from '../salesforce-stand-in/recording.ts';

const data = '/services/data/<api_version>';
const token = ['POST', '/services/oauth2/token'] as const;
const query = ['GET', `${data}/query`] as const;
const one = (object: string) => `${data}/sobjects/${object}`;

/** File, the call it answers, the status it came with. Two files in one list answer one after the other. */
const calls: readonly (readonly [file: string, request: readonly [string, string], status: number])[] = [
  ['auth_success_response', token, 200],
  ['reauth_success_response', token, 200],
  ['refresh_success_response', token, 200],
  ['auth_error_response', token, 400],
  ['refresh_error_response', token, 400],
  ['expired_session_response', query, 401],
  ['sobject/query_success_response', query, 200],
  ['sobject/query_empty_response', query, 200],
  ['sobject/query_aggregate_success_response', query, 200],
  ['sobject/org_query_response', query, 200],
  ['sobject/query_paginated_first_page_response', query, 200],
  ['sobject/query_paginated_last_page_response', ['GET', '/services/data/v26.0/query/01gD'], 200],
  ['sobject/query_error_response', query, 400],
  ['sobject/sobject_describe_success_response', ['GET', `${one('Whizbang')}/describe`], 200],
  ['sobject/sobject_describe_error_response', ['GET', `${one('Nothing')}/describe`], 404],
  ['sobject/create_success_response', ['POST', one('Whizbang')], 201],
  ['sobject/write_error_response', ['POST', one('Bar')], 400],
  ['sobject/delete_error_response', ['DELETE', one('Whizbang/rid')], 404],
  ['sobject/upsert_created_success_response', ['PATCH', one('Whizbang/External__c/1')], 201],
  ['sobject/upsert_updated_success_response', ['PATCH', one('Whizbang/External__c/1')], 204],
  ['sobject/upsert_multiple_error_response', ['PATCH', one('Whizbang/External__c/1')], 300],
  ['sobject/upsert_error_response', ['PATCH', one('Whizbang/Namez/1')], 404],
  ['sobject/sobject_find_error_response', ['GET', one('Whizbang/23foo')], 404],
  ['sobject/search_error_response', ['GET', `${data}/search`], 400],
  ['sobject/sobject_find_success_response', ['GET', one('Whizbang/23foo')], 200],
  ['sobject/sobject_select_success_response', ['GET', one('Whizbang/23foo')], 200],
  ['sobject/search_success_response', ['GET', `${data}/search`], 200],
  ['sobject/recent_success_response', ['GET', `${data}/recent`], 200],
  ['sobject/list_sobjects_success_response', ['GET', `${data}/sobjects`], 200],
  ['sobject/describe_sobjects_success_response', ['GET', `${data}/sobjects`], 200],
  ['sobject/get_updated_success_response', ['GET', `${one('Whizbang')}/updated`], 200],
  ['sobject/get_deleted_success_response', ['GET', `${one('Whizbang')}/deleted`], 200],
  ['sobject/list_view_results_success_response', ['GET', `${one('Account')}/listviews/1/results`], 200],
  ['services_data_success_response', ['GET', '/services/data'], 200],
];

/** The saved bodies that are there, letter by letter. */
export function savedBodies(): readonly Interaction[] {
  return calls.flatMap(([file, [method, path], status], n) => {
    const place = join(recordingsPlace(), 'fixtures', `${file}.json`);
    if (!existsSync(place)) return [];
    const query: Interaction['request']['query'] = path.endsWith('/query') ? [['q', 'SELECT Id FROM Whizbang']] : [];
    const request = { method, path, query, contentType: null, body: '' };
    const response = { status, headers: {}, body: readFileSync(place, 'utf8') };
    return [{ cassette: 'saved bodies', n, recordedAt: '', request, response }];
  });
}
