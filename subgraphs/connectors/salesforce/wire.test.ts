import { describe, expect, test } from 'vitest';
import { parseExactJson } from '../../runtime/exact-json.ts';
import {
  accountRecord,
  changeRecord,
  checked,
  describeAnswer,
  mapped,
  queryAnswer,
  sessionAnswer,
  UnexpectedAnswer,
} from './wire.ts';

const reads = (value: unknown, kind: Parameters<typeof mapped>[2]) =>
  mapped(parseExactJson(JSON.stringify({ F__c: value })) as Record<string, unknown>, 'F__c', kind);

describe('values', () => {
  test.each([
    ['1.0E7', '10000000'],
    ['-1.25E-5', '-0.0000125'],
    ['12345678901234567.89', '12345678901234567.89'],
    ['0.0', '0'],
    ['300.0', '300'],
    ['5e300', `5${'0'.repeat(300)}`],
  ])('the number %s is %s, whatever Java printed', (sent, exact) => {
    expect(mapped(parseExactJson(`{"F__c":${sent}}`) as Record<string, unknown>, 'F__c', 'decimal')).toBe(exact);
  });

  test('a number whose exponent would fill the memory is refused, not written out', () => {
    expect(() => mapped(parseExactJson('{"F__c":1E999999999}') as Record<string, unknown>, 'F__c', 'decimal')).toThrow(
      UnexpectedAnswer,
    );
  });

  test.each([
    ['2026-05-01T07:25:37.000+0000', '2026-05-01T07:25:37.000Z'],
    ['2026-05-01T07:25:37+0000', '2026-05-01T07:25:37.000Z'],
    ['2026-05-01T07:25:37Z', '2026-05-01T07:25:37.000Z'],
    ['2026-05-01T07:25:37.123Z', '2026-05-01T07:25:37.123Z'],
    ['2026-05-01T00:25:37.000+0530', '2026-04-30T18:55:37.000Z'],
    ['2026-05-01T07:25:37-07:00', '2026-05-01T14:25:37.000Z'],
  ])('the instant %s is %s', (sent, utc) => {
    expect(reads(sent, 'instant')).toBe(utc);
  });

  test.each(['2026-13-01T07:25:37.000+0000', '2026-05-01T27:25:37Z', '2026-05-01', '2026-05-01T07:25:37', 'soon'])(
    '%s is no instant, and says so as an unexpected answer',
    (sent) => {
      expect(() => reads(sent, 'instant')).toThrow(UnexpectedAnswer);
    },
  );

  test.each(['2026-02-30', '2026-13-01', '01/05/2026', ''])('%s is no date', (sent) => {
    expect(() => reads(sent, 'date')).toThrow(UnexpectedAnswer);
  });

  test('ids of 15 characters are read into their 18-character form', () => {
    expect(reads('001D000000IRFma', 'id')).toBe('001D000000IRFmaIAH');
    expect(reads('001D000000IRFmaIAH', 'id')).toBe('001D000000IRFmaIAH');
    expect(() => reads('00x', 'id')).toThrow(UnexpectedAnswer);
  });

  test('empty is null for every kind; a field that is not there is named', () => {
    for (const kind of ['text', 'decimal', 'date', 'instant', 'flag', 'id'] as const)
      expect(reads(null, kind)).toBeNull();
    expect(() => mapped({}, 'Segment__c', 'text')).toThrow('field Segment__c');
  });
});

describe('records', () => {
  const account = {
    Id: '001D000000IRFma',
    Name: 'Acme',
    ParentId: null,
    BillingCountry: null,
    Website: null,
    Owner: null,
  };

  test('attributes may be missing and unknown fields pass', () => {
    expect(checked(accountRecord, account, 'an account').Id).toBe('001D000000IRFmaIAH');
    const wide = { attributes: { type: 'Account' }, ...account, New_Field__c: { any: ['thing'] } };
    expect(checked(accountRecord, wide, 'an account')).toMatchObject({ New_Field__c: { any: ['thing'] } });
  });

  test('a needed key that is gone is named, its neighbours’ values are not', () => {
    const { Id, Name } = account;
    expect(() => checked(accountRecord, { Id, Name }, 'an account')).toThrow('an account: "ParentId" is missing');
    expect(() => checked(accountRecord, { ...account, Name: 7 }, 'an account')).toThrow(/^(?!.*Acme)/);
    for (const row of [null, 'x', [], undefined])
      expect(() => checked(accountRecord, row, 'an account')).toThrow(UnexpectedAnswer);
  });

  test('a change may have neither name nor website', () => {
    const row = { Id: '001D000000IRFma', SystemModstamp: '2015-06-25T21:54:38.000+0000', IsDeleted: true };
    expect(checked(changeRecord, row, 'a change').SystemModstamp).toBe('2015-06-25T21:54:38.000Z');
  });
});

describe('envelopes', () => {
  test('a page tells its records and where the next one is', () => {
    const next = '/services/data/v62.0/query/0r8xx3LdB9MYQrYAKy-2000';
    expect(queryAnswer({ done: false, records: [1], nextRecordsUrl: next })).toEqual({
      records: [1],
      nextRecordsUrl: next,
    });
    expect(queryAnswer({ totalSize: '0', done: true, records: [] })).toEqual({ records: [], nextRecordsUrl: null });
  });

  test('an unfinished result without a next page is refused: a short list would look complete', () => {
    expect(() => queryAnswer({ done: false, records: [] })).toThrow('"nextRecordsUrl"');
  });

  test.each([
    'https://elsewhere.example/services/data/v62.0/query/01g-2000',
    '//elsewhere.example/services/data/v62.0/query/01g-2000',
    '/\\elsewhere.example/services/data/v62.0/query/01g-2000',
    '/services/data/v62.0/query/../sobjects/Account',
    '/services/oauth2/revoke',
    'query/01g-2000',
    '',
  ])('%j is no next page: our session goes nowhere else', (nextRecordsUrl) => {
    expect(() => queryAnswer({ done: false, records: [], nextRecordsUrl })).toThrow('"nextRecordsUrl"');
  });

  test('a session without its host, or at a strange one, is refused', () => {
    const [login, home] = ['https://login.example', 'https://acme.my.salesforce.com'];
    expect(sessionAnswer({ access_token: 'x', instance_url: home }, login).access_token).toBe('x');
    expect(() => sessionAnswer({ access_token: 'x' }, login)).toThrow('"instance_url"');
    expect(() => sessionAnswer({ access_token: 'x', instance_url: 'ftp://acme' }, login)).toThrow('"instance_url"');
    expect(() => sessionAnswer({ access_token: '', instance_url: home }, login)).toThrow('"access_token"');
  });

  test('a session bought over TLS is not used in the clear', () => {
    const answer = { access_token: 'x', instance_url: 'http://127.0.0.1:4000' };
    expect(() => sessionAnswer(answer, 'https://login.example')).toThrow('"instance_url"');
    expect(sessionAnswer(answer, 'http://127.0.0.1:4000').instance_url).toBe(answer.instance_url);
  });

  test('a description is names and types', () => {
    const fields = [{ name: 'Id', type: 'id', length: '18' }];
    expect(describeAnswer({ name: 'X', fields })).toEqual([{ name: 'Id', type: 'id' }]);
    expect(() => describeAnswer({ fields: [{ name: 'Id' }] })).toThrow('"fields.0.type"');
  });
});
