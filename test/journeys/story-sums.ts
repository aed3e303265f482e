// Every number of the story twice: as the graph says it, and by the arithmetic of this file over the rows of PSA and ERP, with nothing of the
// product's sums. Amounts are in cents.
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { centsOf, minorOf } from './billed.ts';
import { memosOf, openOf } from './biller.ts';
import { rows } from './deals.ts';
import { type StoryEnd, storyTerms } from './story.ts';

/** A number, what it is made of, and what both say. */
export interface StoryNumber {
  readonly what: string;
  readonly why: string;
  readonly graph: bigint;
  readonly rows: bigint;
}

const cap = BigInt(storyTerms.cap) * 100n;
const received = BigInt(storyTerms.paid) * 100n;

/** Washington's rate on US-WA in thousandths of a percent, as the ERP's table of tax codes has it: 10.35 %. */
const taxThousandths = 10_350n;

/** The tax of a line, by hand: halves go up. */
function taxOf(net: bigint): bigint {
  return (net * taxThousandths * 2n + 100_000n) / 200_000n;
}

/** A document's lines and tax lines as the ERP's rows have them: sales are credits there, with a minus. */
function booked(sandbox: Sandbox, id: string): { readonly lines: readonly bigint[]; readonly tax: bigint } {
  const own = rows(sandbox, 'netsuite', 'transactionline').filter(
    ({ transaction, mainline }) => String(transaction) === id && mainline === 'F',
  );
  const amounts = (taxline: string): readonly bigint[] =>
    own.filter((row) => row.taxline === taxline).map((row) => minorOf(String(row.foreignamount).replace(/^-/, '')));
  return { lines: amounts('F'), tax: total(amounts('T')) };
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

function number(what: string, why: string, graph: bigint, own: bigint): StoryNumber {
  return { what, why, graph, rows: own };
}

/** What the graph says, in cents. */
function said(...amounts: readonly ({ readonly amount: string } | null | undefined)[]): bigint {
  return total(amounts.map((each) => minorOf(each?.amount ?? 'missing')));
}

/** All of them, in the order of the story. */
export function storyNumbers(sandbox: Sandbox, end: StoryEnd): readonly StoryNumber[] {
  return [...billedNumbers(sandbox, end), ...creditedNumbers(sandbox, end)];
}

function billedNumbers(sandbox: Sandbox, { entries, erp, time, issued, held, caps, paid }: StoryEnd) {
  const worked = rows(sandbox, 'kantata', 'time_entries')
    .filter(({ id }) => entries.includes(String(id)))
    .map((row) => ({ minutes: Number(row.time_in_minutes), rate: Number(row.rate_in_cents) }));
  const worth = centsOf(worked);
  const first = booked(sandbox, erp.first);
  const net = total(first.lines);
  const tax = total(first.lines.map(taxOf));
  const hours = said(...time.map(({ billableAmount }) => billableAmount));
  const waiting = said(...held.map(({ amount }) => amount));
  return [
    number('time approved', 'minutes x rate of each entry, to the cent', hours, worth),
    number('billed', 'the time, up to the cap', said(issued.net), smaller(worth, cap)),
    number('billed, in the ERP', 'the lines of its document', said(issued.net), net),
    number('held', 'the time less what is billed', waiting, worth - net),
    number(
      'left of the cap',
      'cap less billed; credited and rebilled are the same',
      said(caps[0]?.remaining),
      cap - net,
    ),
    number('tax', '10.35 % of each line, halves up', said(issued.tax), tax),
    number('tax, in the ERP', 'the tax lines of its document', said(issued.tax), first.tax),
    number('to pay', 'billed and its tax', said(issued.total), net + tax),
    number('open after the payment', 'to pay less paid', said(paid.openBalance), net + tax - received),
  ];
}

function creditedNumbers(sandbox: Sandbox, { erp, credit, credited, rebilled }: StoryEnd) {
  const [first, second] = [booked(sandbox, erp.first), booked(sandbox, erp.second)];
  const memos = memosOf(sandbox, [erp.first]);
  const [line = 0n] = first.lines;
  const gross = line + taxOf(line);
  const left = total(first.lines) + total(first.lines.map(taxOf)) - received - gross;
  const again = total(second.lines);
  const owed = said(credited.openBalance, rebilled.openBalance);
  return [
    number('credited', 'the rejected line', said(credit.net), line),
    number(
      'credited, in the ERP',
      'the memo that names the invoice',
      said(credit.net),
      total(memos.map(({ net }) => net)),
    ),
    number('tax credited', '10.35 % of the line', said(credit.tax), taxOf(line)),
    number('tax credited, in the ERP', 'the same memo', said(credit.tax), total(memos.map(({ tax }) => tax))),
    number('open after the credit', 'to pay less paid less credited', said(credited.openBalance), left),
    number(
      'open after the credit, in the ERP',
      'its own figure',
      said(credited.openBalance),
      openOf(sandbox, erp.first),
    ),
    number('rebilled', 'the rejected line', said(rebilled.net), line),
    number('rebilled, in the ERP', 'the lines of its document', said(rebilled.net), again),
    number('tax rebilled', '10.35 % of the line', said(rebilled.tax), taxOf(line)),
    number('tax rebilled, in the ERP', 'the tax lines of its document', said(rebilled.tax), second.tax),
    number('open of the rebill, in the ERP', 'its own figure', said(rebilled.openBalance), openOf(sandbox, erp.second)),
    number('owed in all', 'what was to pay at first less paid: credited is rebilled', owed, left + gross),
  ];
}

/** Numbers of which the graph and the rows say different things. */
export function differing(numbers: readonly StoryNumber[]): readonly string[] {
  return numbers.filter(({ graph, rows: own }) => graph !== own).map(({ what }) => what);
}

/** Cents as people read them. */
export function dollars(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
