// Only events of the taxonomy are made, and none with a person in it.
import { expect, test } from 'vitest';
import { businessEvent, eventSchema, eventTypes } from './event-types.ts';
import type { TypedEvent } from './event-types.ts';
import { webhookSchema } from './webhook-config.ts';

const posted: TypedEvent = {
  type: 'invoice.posted',
  subject: 'i-1',
  data: {
    customerId: 'c-1',
    legalEntityId: 'us',
    total: { amount: '1250.00', currency: 'USD' },
    postedOn: '2026-11-21',
    dueOn: '2026-12-21',
  },
};

test('an event of the taxonomy is made as it was meant', () => {
  expect(businessEvent(posted)).toEqual(posted);
  expect(new Set(eventTypes).size).toBeGreaterThanOrEqual(21);
});

const withData = (data: object): unknown => ({ ...posted, data: { ...posted.data, ...data } });

test.each([
  ['an unknown type', { ...posted, type: 'invoice.lost' }],
  ['another type’s data', { ...posted, type: 'time.approved' }],
  ['an amount that is a number', withData({ total: { amount: 1250, currency: 'USD' } })],
  ['an amount with a comma', withData({ total: { amount: '1,250.00', currency: 'USD' } })],
  ['an unknown currency', withData({ total: { amount: '1.00', currency: 'USX' } })],
  ['a property too many', withData({ contact: 'x' })],
  ['a name for an id', withData({ customerId: 'Ada Lovelace' })],
  ['a mail address for a subject', { ...posted, subject: 'ada@example.com' }],
  ['no data', { ...posted, data: null }],
])('%s is refused', (_what, event) => {
  expect(eventSchema.safeParse(event).success).toBe(false);
});

test('a refusal says where, not what', () => {
  const event = { ...posted, subject: 'ada@example.com' };
  expect(() => businessEvent(event)).toThrow('subject: an id');
  expect(() => businessEvent(event)).not.toThrow('ada');
});

test('a subscriber to a type that does not exist is refused at the start', () => {
  const hook = { name: 'a', url: 'https://a.example', secret: { env: 'S' } };
  expect(webhookSchema.safeParse({ ...hook, types: ['invoice.posted'] }).success).toBe(true);
  expect(webhookSchema.safeParse({ ...hook, types: ['invoice.post'] }).success).toBe(false);
});
