// changeCustomer under chaos: customers that all three vendors keep are renamed, moved below another one, held, and given a name that the
// PSA refuses, which takes back what the ERP had written. Nothing is made twice here: what counts is that the vendors say the same.
import { mintId } from '../../schema/canon/identity.ts';
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import type { Act, Holding, Scenario, Subject } from './scenario.ts';
import { rows } from './vendor-screens.ts';
import { finishMsMax } from './verdict.ts';

const kinds = ['customer'];
const written = { kinds, isTwiceTwo: false } as const;
const erp = { vendor: 'netsuite', match: '^PATCH .*/customer/' } as const;
const psa = { vendor: 'kantata', match: '^PUT .*/workspace_groups/' } as const;
const crm = { vendor: 'salesforce', match: '^PATCH .*/sobjects/Account/' } as const;

/** The process, the writes of four changes, and how their customers are counted. */
export const customerLife: Scenario = {
  process: 'changeCustomer',
  kinds,
  writes: [
    { ...written, act: 0, step: 'erp-name', ...erp },
    { ...written, act: 0, step: 'psa-name', ...psa },
    { ...written, act: 0, step: 'crm-name', ...crm },
    { ...written, act: 1, step: 'erp-parent', ...erp },
    { ...written, act: 1, step: 'crm-parent', ...crm },
    { ...written, act: 2, step: 'erp-credit', ...erp },
    { ...written, act: 3, step: 'erp-name-refused', ...erp },
    { ...written, act: 3, step: 'psa-name-refused', ...psa },
    { ...written, act: 3, step: 'erp-name-back', ...erp, after: psa },
  ],
  frozen: {
    create: psa,
    lookUp: { vendor: 'kantata', match: '^GET .*/workspace_groups' },
    looking: { look: { vendor: 'netsuite', match: '^GET .*/customer/' }, write: erp },
  },
  // A change written twice is one change: without a look-up nothing is doubled, so no build of this kind shows.
  planted: {},
  plant: ({ sandbox }, wanted) => {
    const known = known3(sandbox);
    const subjects = wanted.map((_, index) => known[index]);
    return Promise.resolve(subjects.map((one) => subjectOf(sandbox, the(one), the(known.at(-1)).name)));
  },
  stormMsMax: finishMsMax,
};

function the<Value>(value: Value | undefined): Value {
  if (value === undefined)
    throw new Error('The firm has not so many customers that all three vendors keep; ask for fewer');
  return value;
}

/** A customer that all three vendors keep, and one that some legal entity bills, too. */
interface Known {
  readonly crm: string;
  readonly psa: string;
  readonly erp: string;
  readonly name: string;
  readonly parent: { readonly crm: string; readonly erp: string };
}

/** Customers without parent and children; the first of each legal entity is the others' parent to be. */
function known3(sandbox: Sandbox): readonly Known[] {
  const accounts = rows(sandbox, 'salesforce', 'Account');
  const customers = rows(sandbox, 'netsuite', 'customer');
  const groups = rows(sandbox, 'kantata', 'external_references').filter((row) => row.subject_type === 'WorkspaceGroup');
  const billed = rows(sandbox, 'netsuite', 'customersubsidiaryrelationship');
  const all = accounts
    .filter(({ Id, ParentId }) => ParentId == null && !accounts.some((row) => row.ParentId === Id))
    .flatMap(({ Id, Name }) => {
      const [own, ...others] = customers.filter((row) => row.custentity_crm_account === Id);
      const [group, ...more] = groups.filter((row) => row.service_model_ref === Id);
      if (own === undefined || group === undefined || others.length + more.length > 0) return [];
      const entity = String(billed.find((row) => String(row.entity) === String(own.id))?.subsidiary);
      return [{ crm: String(Id), psa: String(group.subject_id), erp: String(own.id), name: String(Name), entity }];
    });
  const parents = new Map([...all].reverse().map((one) => [one.entity, one]));
  return all.flatMap((one) => {
    const parent = parents.get(one.entity);
    return parent === undefined || parent === one ? [] : [{ ...one, parent }];
  });
}

function subjectOf(sandbox: Sandbox, known: Known, taken: string): Subject {
  const name = `${known.name.slice(0, 60)} Holding`;
  const of = (id: string): string => mintId({ system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id });
  const act = (change: string, input: object, holdings: Act['holdings'], ends: Act['ends'] = 'DONE'): Act => ({
    request: {
      ...{ mutation: 'changeCustomer', inputType: 'ChangeCustomerInput', role: 'finance-controller' },
      input: { idempotencyKey: `chaos-${known.crm}-${change}-${ends}`, customerId: of(known.crm), change, ...input },
    },
    ...{ holdings, ends, leaves: 'NOTHING' },
  });
  const now = () => held(sandbox, known);
  const named = (wanted: string) =>
    now().names.map((one) => ({ ...one, what: 'name', count: Number(one.name === wanted), wanted: 1 }));
  const is = (vendor: Holding['vendor'], what: string, isSo: boolean): Holding => ({
    vendor,
    what,
    count: Number(isSo),
    wanted: 1,
  });
  return {
    name: known.name,
    acts: [
      act('RENAME', { name }, () => named(name)),
      act('REPARENT', { parentId: of(known.parent.crm) }, () => [
        is('netsuite', 'parent', now().erpParent === known.parent.erp),
        is('salesforce', 'parent', now().crmParent === known.parent.crm),
      ]),
      act('CREDIT', { credit: 'ON_HOLD' }, () => [is('netsuite', 'hold', now().hold === 'ON')]),
      // The name it has stays, the one it was to get is nowhere.
      act('RENAME', { name: taken }, () => named(name), 'COMPENSATED'),
    ],
    mend: () => Promise.resolve(null),
  };
}

/** What the vendors' own tables say of a customer. */
function held(sandbox: Sandbox, known: Known) {
  const account = rows(sandbox, 'salesforce', 'Account').find(({ Id }) => Id === known.crm);
  const group = rows(sandbox, 'kantata', 'workspace_groups').find(({ id }) => String(id) === known.psa);
  const customer = rows(sandbox, 'netsuite', 'customer').find(({ id }) => String(id) === known.erp);
  return {
    names: [
      { vendor: 'salesforce', name: String(account?.Name) },
      { vendor: 'kantata', name: String(group?.name) },
      { vendor: 'netsuite', name: String(customer?.companyname) },
    ] as const,
    crmParent: String(account?.ParentId),
    erpParent: String(customer?.parent),
    hold: String(customer?.creditholdoverride),
  };
}
