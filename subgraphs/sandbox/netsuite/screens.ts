// What people do in the screens that REST cannot: void a document, close a period. The addresses are the sandbox's own; what happens is as
// the Help Center says ("Voiding Transactions" without reversing journals: the document stays with its number, all its amounts become zero).
import type { Database } from './database.ts';
import { ZERO } from './decimal.ts';
import { readDrift } from './drift.ts';
import { NetSuiteProblem, userError } from './problem.ts';
import type { StandInClock, VendorRequest, VendorResponse } from '../stand-in.ts';
import { appliedOf } from './record/applications.ts';
import type { Row } from './table.ts';
import { refuseClosed } from './record/document-header.ts';
import type { RecordEnvironment } from './record/environment.ts';

/** Where the screens lie. */
export const SCREENS_PATH = '/app/sandbox/';

/** An account as its screens see it. */
export interface ScreenWorld {
  readonly database: Database;
  readonly clock: StandInClock;
}

/** Answers `POST void?transaction=7`, `POST period?id=12&receivables=closed|open`. */
export function answerScreen(request: VendorRequest, { database, clock }: ScreenWorld): VendorResponse {
  const environment: RecordEnvironment = {
    ...{ database, clock, drift: readDrift([]), origin: '', onType: () => undefined },
    ...{ staleSeconds: 0, rowLock: false, closedPeriod: false },
  };
  const name = request.path.slice(SCREENS_PATH.length);
  const number = (parameter: string): number => Number(request.query.get(parameter));
  if (request.method === 'POST' && name === 'void') return voided(number('transaction'), environment);
  if (request.method === 'POST' && name === 'period') {
    const row = rowOf(database, 'accountingperiod', number('id'));
    const isShut = request.query.get('receivables') === 'closed';
    database.update('accountingperiod', row, { arlocked: isShut ? 'T' : 'F' });
    return { status: 204 };
  }
  throw new NetSuiteProblem(404, 'NONEXISTENT_ID', `There is no screen "${name}".`);
}

function rowOf(database: Database, table: string, id: number): Row {
  const row = database.known(table).first('id', id);
  if (row === undefined) throw new NetSuiteProblem(404, 'NONEXISTENT_ID', `There is no ${table} ${id}.`);
  return row;
}

/** A void leaves the document with its number and nothing on it; what is applied to it has to go first. */
function voided(id: number, environment: RecordEnvironment): VendorResponse {
  const { database, clock } = environment;
  const table = database.known('transaction');
  const row = rowOf(database, 'transaction', id);
  refuseClosed(table.number(row, 'postingperiod') ?? 0, environment, 'receivables');
  if (appliedOf(id, environment).units !== 0n)
    throw userError('This transaction cannot be voided because payments or credits are applied to it.');
  const now = clock.now().getTime();
  const isInvoice = table.text(row, 'type') === 'CustInvc';
  const open = isInvoice ? 'foreignamountunpaid' : 'foreignpaymentamountunused';
  database.update('transaction', row, {
    ...{ voided: 'T', status: 'V', foreigntotal: ZERO, [open]: ZERO, memo: 'VOID', lastmodifieddate: now },
  });
  for (const [name, columns] of [
    [
      'transactionline',
      ['foreignamount', 'netamount', 'debitforeignamount', 'creditforeignamount', 'custcol_tax_amount'],
    ],
    ['transactionaccountingline', ['amount', 'netamount', 'debit', 'credit']],
  ] as const) {
    const lines = database.known(name);
    for (const line of lines.find('transaction', id)) {
      const had = columns.filter((column) => lines.value(line, column) !== null);
      database.update(name, line, Object.fromEntries(had.map((column) => [column, ZERO])));
    }
  }
  return { status: 204 };
}
