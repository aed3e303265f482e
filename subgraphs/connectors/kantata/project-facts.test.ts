// What the descriptions of Kantata templates say, and what is not guessed where they say nothing.
import { expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { kantataConfigSchema } from './config.ts';
import { templateFacts } from './project-facts.ts';

const { mapping } = kantataConfigSchema.parse({ accessToken: 'x' });
const template = (description: string | null) => ({
  ...{ id: '1', title: 'Advisory: Assessment', currency: currencyCode('EUR'), duration: 42 },
  description,
});

test('a template is for what the lines of its description say, in any case and place', () => {
  const told = templateFacts(
    template('For new clients.\nservice line:  Advisory \nKEY: ADV-ASSESS\nBilling Model: Retainer'),
    mapping,
  );
  expect(told).toEqual({
    ...{ key: 'ADV-ASSESS', title: 'Advisory: Assessment', serviceLine: 'Advisory', currency: 'EUR' },
    ...{ durationDays: 42, billingModel: 'RETAINER' },
  });
});

test.each([[null], [''], ['Key:'], ['The key: to success is not at the start'], ['Monkey: ADV']])(
  'a description of %j gives no key, so the template is not offered',
  (description) => {
    expect(templateFacts(template(description), mapping)).toBeNull();
  },
);

test('what is not said is not guessed', () => {
  const told = templateFacts(template('Key: X1\nBilling Model: By the moon'), mapping);
  expect(told).toMatchObject({ serviceLine: null, billingModel: 'UNKNOWN' });
});

test('an account has its own labels', () => {
  const own = { ...mapping, templateLabels: { key: 'Vorlage', serviceLine: 'Leistung', billingModel: 'Modell' } };
  expect(templateFacts(template('Vorlage: B-1\nLeistung: Beratung'), own)).toMatchObject({
    ...{ key: 'B-1', serviceLine: 'Beratung' },
  });
});
