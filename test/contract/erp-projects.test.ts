// Projects, billing schedules and holds in NetSuite where one call is not enough, and the facts a conversion is decided by.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { VendorRef } from '../../schema/canon/identity.ts';
import { money } from '../../schema/canon/money.ts';
import { currencyCode } from '../../schema/canon/currency.ts';
import type { BillingScheduleWrite } from '../../subgraphs/ports/erp-project-writes.ts';
import type { WriteOutcome } from '../../subgraphs/ports/write.ts';
import { callRecord, connectAgain, person, ref, type Rig, startNetSuite } from './netsuite-rig.ts';
import { anyJob, projectOf, scheduleOf, wholeSchedules } from './writes/project-facts.ts';

const settings = { timeoutMs: 1_500, settleMs: 50 };
const retry = { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 };
let standIn: Rig;
const open: Rig[] = [];
let count = 0;

beforeAll(async () => {
  standIn = await startNetSuite();
});
afterAll(() => standIn.close());
afterEach(async () => {
  standIn.served.faults.clear();
  await Promise.all(open.splice(0).map((rig) => rig.close()));
});

/** A connector of its own: an earlier test's failures have opened no breaker. */
function connected(): Rig {
  const rig = connectAgain(standIn, { settings, retry });
  open.push(rig);
  return rig;
}
function plan(rig: Rig, bills: number): BillingScheduleWrite {
  count += 1;
  return scheduleOf({ key: `plan-${String(count).padStart(4, '0')}-parts`, ...anyJob(rig) }, bills);
}
const words = (outcome: WriteOutcome): string =>
  outcome.kind === 'NOT_APPLIED' ? `${outcome.reason} ${outcome.failure.fields.join()}` : outcome.kind;
const linesOf = ({ key }: BillingScheduleWrite): readonly Readonly<Record<string, string>>[] =>
  standIn.now('customrecord_billing_schedule_line').filter((row) => row.externalid?.startsWith(key) === true);
const headersOf = ({ key }: BillingScheduleWrite): number =>
  standIn.now('billingschedule').filter((row) => row.externalid === key).length;
const linePost = '^POST .*/customrecord_billing_schedule_line';

describe('a billing schedule of many lines', () => {
  test('adds up in the ERP to the contract line exactly, whatever its digits', async () => {
    const rig = connected();
    const write = plan(rig, 3);
    const usd = currencyCode('USD');
    const amounts = ['9007199254740.99', '0.01', '12345678.90'].map((amount) => money(amount, usd));
    const exact = {
      ...write,
      lines: write.lines.map((line, index) => ({ ...line, amount: amounts[index] ?? line.amount })),
      total: money('9007211600419.90', usd),
    };
    expect(words(await rig.port.projectWrites.createBillingSchedule(person(), exact))).toBe('APPLIED');
    expect(linesOf(write).map((row) => row.custrecord_amount)).toEqual(['9007199254740.99', '0.01', '12345678.9']);
    const state = await rig.port.projectWrites.projectNow(person(), write.project);
    const own = state?.schedule.filter(({ description }) => description?.startsWith('Bill ')) ?? [];
    expect(own.map(({ amount, status }) => [amount.amount, status])).toEqual(
      amounts.map(({ amount }) => [amount, 'PLANNED']),
    );
    // Planted: a cent less is not the contract line, and nothing of it is sent.
    const short = { ...exact, key: `${write.key}-short`, total: money('9007211600419.89', usd) };
    expect(words(await rig.port.projectWrites.createBillingSchedule(person(), short))).toBe('REFUSED amount');
    expect(headersOf(short)).toBe(0);
  });

  test('is read back by everybody as the project’s schedule', async () => {
    const rig = connected();
    const write = plan(rig, 4);
    const made = await rig.port.projectWrites.createBillingSchedule(person(), write);
    const { value } = await rig.port.billingSchedulesOf(person(), [write.project]);
    const told = value[0]?.find(({ ref: schedule }) => made.kind === 'APPLIED' && schedule.id === made.ref.id);
    expect(told?.lines.map(({ amount, dueOn }) => [amount.amount, dueOn])).toEqual(
      write.lines.map(({ amount, dueOn }) => [amount.amount, dueOn]),
    );
  });

  test('stopped in its midst by a lost reply is in doubt; the look-up takes the half away, and the next act makes it whole', async () => {
    const rig = connected();
    const writes = rig.port.projectWrites;
    const write = plan(rig, 14);
    rig.served.faults.plant({ kind: 'reset', match: linePost, count: 1 });
    expect(words(await writes.createBillingSchedule(person(), write))).toBe('IN_DOUBT');
    expect(linesOf(write).length).toBeGreaterThan(0);
    expect(wholeSchedules(rig, write)).toBe(0);
    expect(await writes.billingSchedulesByKey(person(), write)).toEqual([]);
    expect([headersOf(write), linesOf(write).length]).toEqual([0, 0]);
    expect(words(await writes.createBillingSchedule(person(), write))).toBe('APPLIED');
    expect([headersOf(write), linesOf(write).length]).toEqual([1, 14]);
    expect(await writes.billingSchedulesByKey(person(), write)).toHaveLength(1);
  });

  test('sent again after a doubt, without a look-up, adds only what is missing', async () => {
    const rig = connected();
    const writes = rig.port.projectWrites;
    const write = plan(rig, 12);
    rig.served.faults.plant({ kind: 'dropReplyAfterCommit', match: linePost, count: 3 });
    expect(words(await writes.createBillingSchedule(person(), write))).toBe('IN_DOUBT');
    const missing = 12 - linesOf(write).length;
    expect(missing).toBeGreaterThan(0);
    const { requests } = rig.served;
    const after = requests.totals().requests;
    expect(words(await writes.createBillingSchedule(person(), write))).toBe('APPLIED');
    // Where every fourth answer is lost, a schedule that is sent whole each time is never through.
    const sent = requests.list({ after }).filter(({ method }) => method === 'POST');
    expect(sent.filter(({ path }) => new RegExp(linePost).test(`POST ${path}`)).length).toBe(missing);
    expect(sent.filter(({ path }) => path.endsWith('/billingSchedule'))).toEqual([]);
    expect([headersOf(write), linesOf(write).length]).toEqual([1, 12]);
    expect(new Set(linesOf(write).map((row) => row.externalid)).size).toBe(12);
  });

  test('turned away in its midst because the ERP is busy leaves nothing behind', async () => {
    const rig = connected();
    const write = plan(rig, 12);
    rig.served.faults.plant({ kind: 'tooManyRequests', match: linePost, count: 12 });
    const outcome = await rig.port.projectWrites.createBillingSchedule(person(), write);
    expect(outcome).toMatchObject({ kind: 'NOT_APPLIED', reason: 'OUTAGE' });
    expect([headersOf(write), linesOf(write).length]).toEqual([0, 0]);
  });

  test('is found whole although queries trail, and taken back whole', async () => {
    const rig = connected();
    const writes = rig.port.projectWrites;
    const write = plan(rig, 11);
    rig.served.faults.plant({ kind: 'staleIndex', seconds: 600 });
    const made = await writes.createBillingSchedule(person(), write);
    const found = await writes.billingSchedulesByKey(person(), write);
    expect(found).toEqual(made.kind === 'APPLIED' ? [made.ref] : []);
    expect(words(await writes.removeBillingSchedule(person(), found[0] as VendorRef))).toBe('APPLIED');
    expect([headersOf(write), linesOf(write).length]).toEqual([0, 0]);
  });

  test('whose taking back lost an answer in its midst is taken back whole by the next try', async () => {
    const rig = connected();
    const writes = rig.port.projectWrites;
    const write = plan(rig, 14);
    const made = await writes.createBillingSchedule(person(), write);
    const schedule = made.kind === 'APPLIED' ? made.ref : write.project;
    rig.served.faults.plant({ kind: 'lateCommit', ms: 500, match: '^DELETE .*/customrecord_billing', count: 1 });
    expect(words(await writes.removeBillingSchedule(person(), schedule))).toBe('IN_DOUBT');
    await rig.served.faults.settled();
    expect(linesOf(write).length).toBeLessThan(14);
    expect(linesOf(write).length).toBeGreaterThan(0);
    expect(words(await writes.removeBillingSchedule(person(), schedule))).toBe('APPLIED');
    expect([headersOf(write), linesOf(write).length]).toEqual([0, 0]);
  });

  test('is taken back in one go although most answers are lost', async () => {
    const rig = connected();
    const writes = rig.port.projectWrites;
    const write = plan(rig, 14);
    const made = await writes.createBillingSchedule(person(), write);
    rig.served.faults.plant({ kind: 'dropReplyAfterCommit', match: '^DELETE ', rate: 0.6 });
    const schedule = made.kind === 'APPLIED' ? made.ref : write.project;
    expect(words(await writes.removeBillingSchedule(person(), schedule))).toBe('APPLIED');
    expect([headersOf(write), linesOf(write).length]).toEqual([0, 0]);
  });

  test('of which a line was billed is not taken back, neither whole nor in part', async () => {
    const rig = connected();
    const writes = rig.port.projectWrites;
    const write = plan(rig, 3);
    const made = await writes.createBillingSchedule(person(), write);
    const schedule = made.kind === 'APPLIED' ? made.ref : write.project;
    const invoice = { id: standIn.now('transaction').find((row) => row.type === 'CustInvc')?.id };
    const billed = { custrecord_status: { id: 'INVOICED' }, custrecord_invoice: invoice };
    const line = `customrecord_billing_schedule_line/${linesOf(write)[1]?.id ?? ''}`;
    expect((await callRecord(standIn, 'PATCH', line, billed)).status).toBe(204);
    expect(words(await writes.removeBillingSchedule(person(), schedule))).toBe('REFUSED custrecord_invoice');
    expect([headersOf(write), linesOf(write).length]).toEqual([1, 3]);
    const theirs = ref('BILLING_SCHEDULE', standIn.table('billingschedule')[0]?.id ?? '');
    expect(words(await writes.removeBillingSchedule(person(), theirs))).toBe('REFUSED externalId');
  });
});

describe('a project', () => {
  test('whose late call lands after the second one is there once', async () => {
    const rig = connected();
    const writes = rig.port.projectWrites;
    const write = projectOf(rig, 'project-late-commit');
    rig.served.faults.plant({ kind: 'lateCommit', ms: 600, match: '^POST .*/record/v1/job', count: 1 });
    const held = (): number => rig.now('job').filter((row) => row.externalid === write.key).length;
    expect(words(await writes.createProject(person(), write))).toBe('IN_DOUBT');
    expect(await writes.projectsByKey(person(), write.key)).toEqual([]);
    expect(words(await writes.createProject(person(), write))).toBe('APPLIED');
    const posts = (): number =>
      rig.served.requests.list().filter(({ method, path }) => method === 'POST' && path.endsWith('/job')).length;
    expect(posts()).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(held()).toBe(1);
  });

  test('carries code, customer, seller, currency, dates and its PSA project, and begins held when it starts at risk', async () => {
    const rig = connected();
    const writes = rig.port.projectWrites;
    const write = { ...projectOf(rig, 'project-at-risk'), billingHeld: true };
    const made = await writes.createProject(person(), write);
    const project = made.kind === 'APPLIED' ? made.ref : write.customer;
    const { key, code, name, customer, legalEntity, currency, links } = write;
    const state = await writes.projectNow(person(), project);
    expect(state).toMatchObject({ key, code, name, customer, legalEntity, currency, links, billingHeld: true });
    expect(state).toMatchObject({ active: true, isUsed: false, schedule: [] });
    await writes.setBillingHold(person(), { project, held: false });
    expect((await writes.projectNow(person(), project))?.billingHeld).toBe(false);
    expect(await writes.projectNow(person(), ref('PROJECT', '987654321'))).toBeNull();
  });

  test('that documents name is not taken back', async () => {
    const rig = connected();
    const line = rig.table('transactionline').find((row) => rig.table('job').some(({ id }) => id === row.entity));
    const used = ref('PROJECT', line?.entity ?? '');
    expect(words(await rig.port.projectWrites.removeProject(person(), used))).toBe('REFUSED id');
    expect((await rig.port.projectWrites.projectNow(person(), used))?.isUsed).toBe(true);
    expect(rig.now('job').some(({ id }) => id === used.id)).toBe(true);
  });

  test.each([
    ['a customer that is not there', { customer: ref('CUSTOMER', '987654321') }, 'parent'],
    ['a currency the ERP does not keep', { currency: currencyCode('SEK') }, 'currency'],
    ['a code that is taken', { code: 'TAKEN' }, 'entityId'],
  ])('with %s is refused by the name of the field', async (_what, change, field) => {
    const rig = connected();
    const code = rig.table('job')[0]?.entityid ?? '';
    const wrong = { ...projectOf(rig, `project-wrong-${field}`), ...change, ...('code' in change ? { code } : {}) };
    expect(words(await rig.port.projectWrites.createProject(person(), wrong))).toBe(`REFUSED ${field}`);
    expect(rig.now('job').filter((row) => row.externalid === wrong.key)).toEqual([]);
  });
});

describe('what a conversion has to know', () => {
  const facts = (rig: Rig, on: string, customer: VendorRef | null = null) =>
    rig.port.projectWrites.conversionFacts(person(), { customer, buyerCountry: 'IE', on });

  test('is every legal entity with its registrations, and whether it is registered where the buyer is', async () => {
    const { legalEntities, currencies, paymentTerms } = await facts(connected(), '2026-11-20');
    const uk = legalEntities.find(({ code }) => code === 'UK01');
    expect(uk?.registrations.map(({ country }) => country).sort()).toEqual(['GB', 'IE']);
    const us = legalEntities.find(({ code }) => code === 'US01');
    expect(us?.registrations.map(({ state }) => state).sort()).toEqual(['CA', 'NY', 'TX']);
    expect(legalEntities.filter((entity) => entity.registeredWhereBuyerIs).map(({ code }) => code)).toEqual(['UK01']);
    expect(currencies).toContain('KWD');
    expect(paymentTerms).toContain('Net 30');
  });

  test('is the posting period of each legal entity’s own calendar, open or not', async () => {
    const rig = connected();
    const now = await facts(rig, '2026-11-20');
    const sold = now.legalEntities.filter(({ code }) => code !== null);
    expect(sold.map(({ period }) => period?.receivables)).toEqual(['OPEN', 'OPEN', 'OPEN', 'OPEN']);
    // 4-4-5 weeks and months do not end on one day, so the names differ.
    expect(new Set(sold.map(({ period }) => period?.name)).size).toBeGreaterThan(1);
    const long = await facts(rig, '2026-02-10');
    expect(long.legalEntities.find(({ code }) => code === 'US01')?.period?.receivables).toBe('CLOSED');
    const never = await facts(rig, '2039-01-01');
    expect(never.legalEntities.every(({ period }) => period === null)).toBe(true);
  });

  test('is the customer with its hold, who may bill it and in what', async () => {
    const rig = connected();
    const row = rig.table('customer').find(({ creditholdoverride }) => creditholdoverride === 'ON');
    const { customer } = await facts(rig, '2026-11-20', ref('CUSTOMER', row?.id ?? ''));
    expect(customer).toMatchObject({ legalName: row?.companyname, active: true, creditStanding: 'ON_HOLD' });
    const relations = rig.table('customersubsidiaryrelationship').filter(({ entity }) => entity === row?.id);
    expect(customer?.legalEntities.map(({ id }) => id)).toEqual(relations.map(({ subsidiary }) => subsidiary));
    const kept = rig.table('customercurrencies').filter((each) => each.customer === row?.id);
    expect(customer?.currencies.length).toBe(kept.length);
    expect((await facts(rig, '2026-11-20', ref('CUSTOMER', '987654321'))).customer).toBeNull();
    expect((await facts(rig, '2026-11-20')).customer).toBeNull();
  });

  test('is a fault when the ERP cannot be asked, although it was asked a moment ago', async () => {
    const rig = connected();
    await facts(rig, '2026-11-20');
    rig.served.faults.plant({ kind: 'unavailable' });
    await expect(facts(rig, '2026-11-20')).rejects.toMatchObject({ name: 'Fault' });
  });
});
