// Our estimate of tax against what the ERP posts by its own tables and code, one document per legal entity, each worked by hand: three lines
// under the code of the country, of amounts whose tax is never a whole unit. The ERP rounds line by line.
import { afterEach, describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money, zero } from '../../../schema/canon/money.ts';
import { taxFigure } from '../../../schema/canon/posted-tax.ts';
import { billingPolicyOf, billingSchema, taxTolerance } from '../../../subgraphs/process/release-work/policy.ts';
import { estimateLines } from '../../../subgraphs/process/release-work/tax.ts';
import { connectAgain, person, type Rig, today } from '../netsuite-rig.ts';
import { billedBy, invoiceOf, lineOf } from './billing-facts.ts';
import { newKey } from './system-project-rigs.ts';

/** `lines` and `tax` are by hand; `byDocument` is what one rounding of the whole document would come to, and what is made of that. */
interface Case {
  readonly entity: string;
  readonly currency: string;
  readonly code: string;
  readonly nets: readonly string[];
  readonly lines: readonly string[];
  readonly tax: string;
  readonly byDocument: readonly [string, 'AGREES' | 'WITHIN_POLICY' | 'EXCEPTION'];
}

const cases: readonly Case[] = [
  {
    // 10.35 %: 681.71931, 256.68, 147.548565; of 10,492.25 in all 1,085.947875, which is the same.
    ...{ entity: 'US01', currency: 'USD', code: 'US-WA', nets: ['6586.66', '2480.00', '1425.59'] },
    ...{ lines: ['681.72', '256.68', '147.55'], tax: '1085.95', byDocument: ['1085.95', 'AGREES'] },
  },
  {
    // 20 %: 6.666, 6.664, 13.336; of 133.33 in all 26.666, which is the same.
    ...{ entity: 'UK01', currency: 'GBP', code: 'UK-S20', nets: ['33.33', '33.32', '66.68'] },
    ...{ lines: ['6.67', '6.66', '13.34'], tax: '26.67', byDocument: ['26.67', 'AGREES'] },
  },
  {
    // 19 %: 19.0247 three times; of 300.39 in all 57.0741, a cent more.
    ...{ entity: 'DE01', currency: 'EUR', code: 'DE-S19', nets: ['100.13', '100.13', '100.13'] },
    ...{ lines: ['19.02', '19.02', '19.02'], tax: '57.06', byDocument: ['57.07', 'WITHIN_POLICY'] },
  },
  {
    // 10 % of whole yen: 1,234.5, 678.5, 10.1; of 19,231 in all 1,923.1, a yen less, and no part of a yen may differ.
    ...{ entity: 'JP01', currency: 'JPY', code: 'JP-10', nets: ['12345', '6785', '101'] },
    ...{ lines: ['1235', '679', '10'], tax: '1924', byDocument: ['1923', 'EXCEPTION'] },
  },
];

/** Declares the tests on a shared stand-in. */
export function describePostedTax(standIn: () => Rig): void {
  const open: Rig[] = [];
  afterEach(() => Promise.all(open.splice(0).map((rig) => rig.close())));

  describe('our estimate of tax against the ERP’s', () => {
    test.for(cases)('of $entity: $code of $nets is $tax, estimated and posted', async (one) => {
      const rig = connectAgain(standIn(), {});
      open.push(rig);
      const billed = billedBy(rig, one.entity, one.currency);
      const { invoiceWrites } = rig.port;
      const facts = await invoiceWrites.invoiceFacts(person(), billed.legalEntity, today);
      const code = facts?.taxCodes.find(({ name }) => name === one.code);
      if (code === undefined) throw new Error(`${one.entity} has no tax code ${one.code}`);
      const currency = currencyCode(one.currency);
      const nets = one.nets.map((net) => ({ net: money(net, currency), isOutside: false }));
      const treatment = { category: 'S', ratePercent: code.ratePercent };
      const policy = billingPolicyOf(billingSchema.parse({}), one.entity);
      const estimate = estimateLines(nets, treatment, policy).tax;
      const lines = one.nets.map((net, index) => lineOf(billed, { name: `L${index + 1}`, taxCode: one.code, net }));
      const outcome = await invoiceWrites.postInvoice(person(), invoiceOf(billed, newKey('tax'), lines));
      if (outcome.kind !== 'APPLIED') throw new Error(JSON.stringify(outcome));
      const posted = await invoiceWrites.documentNow(person(), outcome.ref);
      expect(posted?.lines.map(({ tax }) => tax.amount)).toEqual(one.lines);
      expect([estimate.amount, posted?.tax.amount]).toEqual([one.tax, one.tax]);
      // The ERP's own row, read by nobody of ours.
      const rows = rig
        .now('transactionline')
        .filter((row) => row.transaction === outcome.ref.id && row.taxline === 'T');
      expect(rows.map(({ foreignamount }) => Math.abs(Number(foreignamount)))).toEqual([Number(one.tax)]);
      const tolerance = taxTolerance(policy, currency);
      const figure = taxFigure(estimate, money(posted?.tax.amount ?? '0', currency), tolerance);
      expect(figure).toMatchObject({ kind: 'POSTED', verdict: 'AGREES', difference: zero(currency) });
      // Rounded once per document it would be another figure where parts add up; then the ERP's counts, and a person is asked beyond the policy.
      const once = { ...policy, rounding: { ...policy.rounding, level: 'DOCUMENT' as const } };
      const other = estimateLines(nets, treatment, once).tax;
      const seen = taxFigure(other, money(one.tax, currency), tolerance);
      expect([other.amount, seen.tax.amount, seen.kind === 'POSTED' && seen.verdict]).toEqual([
        one.byDocument[0],
        one.tax,
        one.byDocument[1],
      ]);
    });
  });
}
