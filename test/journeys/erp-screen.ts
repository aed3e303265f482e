// A person at the ERP's own screen, as journeys and measurements need them: documents credited, edited, voided, removed and paid by hand.
import { netSuiteConfigSchema } from '../../subgraphs/connectors/netsuite/config.ts';
import { signInForm, tokenPath } from '../../subgraphs/connectors/netsuite/token.ts';
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { rows } from './deals.ts';

/** What a person does there; a refusal is an Error. Ids are the ERP's own. */
export interface ErpScreen {
  /** Makes a credit memo of an invoice; answers with its id. */
  credit(invoice: string, fields?: object): Promise<string>;
  edit(invoice: string, fields: object): Promise<void>;
  void(document: string): Promise<void>;
  /** Makes an invoice by hand that bills one line of what another one bills, to the same customer; answers with its id. */
  billAnew(invoice: string, amount: number): Promise<string>;
  /** Bills a sales order, with other fields where they are given; answers with the invoice's id. */
  bill(order: string, fields?: object): Promise<string>;
  remove(type: 'invoice' | 'creditMemo' | 'salesOrder' | 'journalEntry', id: string): Promise<void>;
  change(
    type: 'invoice' | 'creditMemo' | 'employee' | 'journalEntry' | 'job',
    id: string,
    fields: object,
  ): Promise<void>;
  pay(invoice: string, amount?: number): Promise<void>;
  /** Closes or opens the receivables of a month in every calendar. */
  period(name: string, receivables: 'closed' | 'open'): Promise<void>;
}

/** Signs in for every act: a session ends when the clock is moved. */
export function erpScreen({ urls, credentials, standIns }: Sandbox): ErpScreen {
  const call = async (method: string, path: string, body?: object): Promise<string> => {
    const config = netSuiteConfigSchema.parse({ ...credentials.netsuite, origin: urls.netsuite });
    const signedIn = await fetch(`${urls.netsuite}${tokenPath}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: await signInForm(config, urls.netsuite, credentials.netsuite.privateKeyPem),
    });
    const { access_token: token } = (await signedIn.json()) as { access_token: string };
    const answer = await fetch(`${urls.netsuite}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} was refused (${answer.status}): ${await answer.text()}`);
    return answer.headers.get('location')?.split('/').at(-1) ?? '';
  };
  const record = '/services/rest/record/v1';
  const done = async (method: string, path: string, body?: object): Promise<void> => {
    await call(method, path, body);
  };
  return {
    credit: (invoice, fields = {}) => call('POST', `${record}/invoice/${invoice}/!transform/creditMemo`, fields),
    edit: (invoice, fields) => done('PATCH', `${record}/invoice/${invoice}`, fields),
    void: (document) => done('POST', `/app/sandbox/void?transaction=${document}`),
    billAnew: (invoice, amount) => {
      const rowsOf = (table: string) => standIns.netsuite.standIn.dump([table])[table] ?? [];
      const header = rowsOf('transaction').find(({ id }) => String(id) === invoice);
      const own = rowsOf('transactionline').filter(({ transaction }) => String(transaction) === invoice);
      const line = own.find(({ mainline, taxline }) => mainline === 'F' && taxline === 'F');
      const job = rowsOf('job').find(({ id }) => id === line?.entity);
      const named = (id: unknown) => ({ id: String(id) });
      const billed = { item: named(line?.item), amount, description: 'Billed by hand', job: named(job?.id) };
      return call('POST', `${record}/invoice`, {
        ...{ entity: named(header?.entity), currency: named(header?.currency), subsidiary: named(own[0]?.subsidiary) },
        ...{ tranDate: header?.trandate, item: { items: [{ ...billed, taxCode: named(line?.custcol_tax_code) }] } },
      });
    },
    bill: (order, fields = {}) => call('POST', `${record}/salesOrder/${order}/!transform/invoice`, fields),
    remove: (type, id) => done('DELETE', `${record}/${type}/${id}`),
    change: (type, id, fields) => done('PATCH', `${record}/${type}/${id}`, fields),
    pay: (invoice, amount) => {
      const part = { payment: amount, apply: { items: [{ doc: { id: invoice }, apply: true, amount }] } };
      return done('POST', `${record}/invoice/${invoice}/!transform/customerPayment`, amount === undefined ? {} : part);
    },
    period: async (name, receivables) => {
      const periods = standIns.netsuite.standIn.dump(['accountingperiod']).accountingperiod ?? [];
      for (const { id, periodname } of periods)
        if (periodname === name) await call('POST', `/app/sandbox/period?id=${String(id)}&receivables=${receivables}`);
    },
  };
}

/** A column of a document as the ERP holds it. */
export function columnOf(sandbox: Sandbox, id: string, column: string): unknown {
  return rows(sandbox, 'netsuite', 'transaction').find((row) => String(row.id) === id)?.[column] ?? null;
}
