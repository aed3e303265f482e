// The reads of billing-facts over the three system APIs: what is asked, and that an answer is as it has to be.
import { parse } from 'graphql';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { z } from 'zod';
import { Fault } from '../../runtime/fault.ts';
import type { ServiceSystem } from '../../runtime/service-token.ts';
import { billingShapes, managedShape } from './billing-facts.ts';
import type { BillingContract, BillingProject, BillingReads, ListedProject } from './billing-facts.ts';
import { type Endpoint, readMsMax } from './endpoint.ts';
import { askEach } from './several.ts';
import { readBy } from './exchange.ts';

const { source, project, listed, contract, buyer, invoices, customerInvoices, owing, ledger, milestones, work } =
  billingShapes;

const projectFields = `id code name currency billingModel practice region serviceLine legalEntity { code } customer { id } contract { id }
  psaSource { servedFrom }`;
const contractFields = `id number status purchaseOrder purchaseOrderValue { amount currency } purchaseOrderExpiresOn notToExceed { amount currency } lines { id description billingModel
  notToExceed { amount currency } amount { amount currency } unitPrice startOn endOn rollover } crmSource { servedFrom }`;

const buyerFields = `billingAccounts { id legalEntity { code } legalName currency taxId region creditStanding active }
  erpSource { servedFrom }`;

const documents = {
  project: `query BillingProject($id: ID!) { project: psaProjectToBill(id: $id) { ${projectFields} } }`,
  projects: `query BillingProjects($after: String) { projects: psaProjectsToBill(after: $after) {
    edges { node { id billingModel legalEntity { code } contract { id } } } pageInfo { hasNextPage endCursor } } }`,
  work: `query BillingWork($id: ID!) { project: psaProjectToBill(id: $id) { unbilledWork { approved { amount currency } }
    psaSource { servedFrom } } }`,
  manager: `query BillingManager($id: ID!) { project: psaProjectToBill(id: $id) { manager { email } psaSource { servedFrom } } }`,
  milestones: `query BillingMilestones($id: ID!) { project: psaProjectToBill(id: $id) { milestones { id name dueOn
    amount { amount currency } billed bill { system instance kind id } } psaSource { servedFrom } } }`,
  contract: `query BillingContract($id: ID!) { contract: crmContractToBill(id: $id) { ${contractFields} } }`,
  country: `query BillingCountry($id: ID!) { customer: crmCustomerToBill(id: $id) { country crmSource { servedFrom } } }`,
  buyer: `query BillingBuyer($id: ID!) { customer: erpCustomerToBill(id: $id) { ${buyerFields} } }`,
  credits: `query BillingCredits($id: ID!) { customer: erpCustomerToBill(id: $id) { receivables { legalEntity { code } currency
    unappliedCash { amount currency } openCredits { amount currency } } erpSource { servedFrom } } }`,
  invoices: `query BillingInvoices($id: ID!) { invoices: erpInvoicesToCustomer(id: $id) { number status legalEntity { code }
    lines { taxCode } } }`,
  customerInvoices: `query BillingCustomerInvoices($id: ID!) { invoices: erpInvoicesToCustomer(id: $id) { id number status issuedOn
    legalEntity { code } net { amount currency } lines { project { id } } erpSource { servedFrom } } }`,
  ledger: `query BillingLedger($id: ID!) { project: erpProjectToBill(id: $id) { ledger { currency billed { amount currency }
    openReceivable { amount currency } } invoices(first: 200) { id number status openBalance { amount currency } }
    erpSource { servedFrom } } }`,
};

/** The reads over the three system APIs. */
export function billingReads(endpoints: Readonly<Record<ServiceSystem, Endpoint>>): BillingReads {
  return { ...ofProjects(endpoints.psa), ...ofContracts(endpoints.crm), ...ofBooks(endpoints.erp) };
}

type Part<Name extends keyof BillingReads> = Pick<BillingReads, Name>;

function ofProjects(
  endpoint: Endpoint,
): Part<'project' | 'projectsOf' | 'projects' | 'approvedUnbilled' | 'milestones' | 'managerOf'> {
  return {
    project: async (id) => {
      const { project: told } = await ask(
        'psa',
        endpoint,
        question('project', { id }, { project: project.nullable() }),
      );
      return told === null ? null : projectFrom(told);
    },
    projectsOf: async (ids) => {
      const many = { name: 'ProjectsToBill', field: 'psaProjectToBill', type: 'Project', fields: projectFields };
      const told = await askEach('psa', endpoint, many, { ids, shape: project });
      return told.map((one) => (one === null ? null : projectFrom(one)));
    },
    projects: async () => {
      const all: ListedProject[] = [];
      for (let after: string | null = null; ;) {
        const { projects: page }: { projects: z.infer<typeof listed> } = await ask(
          'psa',
          endpoint,
          question('projects', { after }, { projects: listed }),
        );
        all.push(...page.edges.map(({ node }) => node));
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage || after === null) return all;
      }
    },
    managerOf: async (id) => {
      const { project: told } = await ask(
        'psa',
        endpoint,
        question('manager', { id }, { project: managedShape.nullable() }),
      );
      fresh('psa', told?.psaSource ?? null);
      const email = told?.manager?.email?.trim() ?? '';
      return email === '' ? null : email;
    },
    milestones: async (id) => {
      const { project: told } = await ask('psa', endpoint, question('milestones', { id }, { project: milestones }));
      fresh('psa', told?.psaSource ?? null);
      return told?.milestones ?? [];
    },
    approvedUnbilled: async (id) => {
      const { project: told } = await ask('psa', endpoint, question('work', { id }, { project: work.nullable() }));
      if (told === null) return null;
      fresh('psa', told.psaSource);
      return told.unbilledWork?.approved ?? null;
    },
  };
}

function projectFrom({ psaSource, ...facts }: z.infer<typeof project>): BillingProject {
  fresh('psa', psaSource);
  return facts;
}

function contractFrom({ crmSource, ...facts }: z.infer<typeof contract>): BillingContract {
  fresh('crm', crmSource);
  return facts;
}

function ofContracts(endpoint: Endpoint): Part<'contract' | 'contractsOf' | 'country'> {
  return {
    contract: async (id) => {
      const asked = question('contract', { id }, { contract: contract.nullable() });
      const { contract: told } = await ask('crm', endpoint, asked);
      return told === null ? null : contractFrom(told);
    },
    contractsOf: async (ids) => {
      const many = { name: 'ContractsToBill', field: 'crmContractToBill', type: 'Contract', fields: contractFields };
      const told = await askEach('crm', endpoint, many, { ids, shape: contract });
      return told.map((one) => (one === null ? null : contractFrom(one)));
    },
    country: async (id) => {
      const shape = z.object({ country: z.string().nullable(), crmSource: source }).nullable();
      const { customer } = await ask('crm', endpoint, question('country', { id }, { customer: shape }));
      fresh('crm', customer?.crmSource ?? null);
      return customer?.country ?? null;
    },
  };
}

function ofBooks(
  endpoint: Endpoint,
): Part<'accounts' | 'accountsOf' | 'credits' | 'lastTaxCode' | 'customerInvoices' | 'ledger'> {
  return {
    accounts: async (id) => {
      const { customer } = await ask('erp', endpoint, question('buyer', { id }, { customer: buyer.nullable() }));
      fresh('erp', customer?.erpSource ?? null);
      return customer?.billingAccounts ?? [];
    },
    accountsOf: async (ids) => {
      const many = { name: 'BuyersToBill', field: 'erpCustomerToBill', type: 'Customer', fields: buyerFields };
      const told = await askEach('erp', endpoint, many, { ids, shape: buyer });
      return told.map((customer) => {
        fresh('erp', customer?.erpSource ?? null);
        return customer?.billingAccounts ?? [];
      });
    },
    credits: async (id) => {
      const { customer } = await ask('erp', endpoint, question('credits', { id }, { customer: owing }));
      fresh('erp', customer?.erpSource ?? null);
      return (customer?.receivables ?? []).map((row) => ({ ...row, legalEntity: row.legalEntity.code }));
    },
    lastTaxCode: async (id, legalEntity) => {
      const { invoices: newest } = await ask('erp', endpoint, question('invoices', { id }, { invoices }));
      for (const node of newest ?? []) {
        const name = node.lines?.find(({ taxCode }) => taxCode !== null)?.taxCode;
        if (node.legalEntity?.code === legalEntity && node.status !== 'VOIDED' && name != null && node.number !== null)
          return { name, invoice: node.number };
      }
      return null;
    },
    customerInvoices: async (id) => {
      const asked = question('customerInvoices', { id }, { invoices: customerInvoices });
      const { invoices: told } = await ask('erp', endpoint, asked);
      return (told ?? []).map(({ erpSource, legalEntity, lines, ...invoice }) => {
        fresh('erp', erpSource);
        const projects = (lines ?? []).map((line) => line.project?.id ?? null);
        return { ...invoice, legalEntity: legalEntity?.code ?? null, projects };
      });
    },
    ledger: async (id) => {
      const { project: told } = await ask('erp', endpoint, question('ledger', { id }, { project: ledger.nullable() }));
      if (told?.ledger == null) return null;
      fresh('erp', told.erpSource);
      return { ledger: told.ledger, invoices: told.invoices ?? [] };
    },
  };
}

/** What is asked, and what its answer has to look like. */
interface Question<Shape extends z.ZodRawShape> {
  readonly document: keyof typeof documents;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly shape: z.ZodObject<Shape>;
}

function question<Shape extends z.ZodRawShape>(
  document: keyof typeof documents,
  variables: Readonly<Record<string, unknown>>,
  shape: Shape,
): Question<Shape> {
  return { document, variables, shape: z.object(shape) };
}

async function ask<Shape extends z.ZodRawShape>(
  system: ServiceSystem,
  endpoint: Endpoint,
  { document, variables, shape }: Question<Shape>,
): Promise<z.infer<z.ZodObject<Shape>>> {
  const freshness = keptWillDo.has(document) ? 'KEPT' : 'LIVE';
  const exchange = await endpoint.ask(parsed(document), variables, readMsMax, freshness);
  return readBy(system, exchange, (data) => {
    const told = shape.safeParse(data);
    return told.success ? told.data : undefined;
  });
}

/** Each of these projects is read by itself before anything is decided; and the newest invoice only proposes a tax code. */
const keptWillDo: ReadonlySet<keyof typeof documents> = new Set(['projects', 'invoices']);

const trees = new Map<string, TypedDocumentNode<object, Readonly<Record<string, unknown>>>>();

function parsed(name: keyof typeof documents): TypedDocumentNode<object, Readonly<Record<string, unknown>>> {
  const tree = trees.get(name) ?? parse(documents[name]);
  trees.set(name, tree);
  return tree;
}

/** A bill is decided on what a system says, never on what is remembered of it: a cap agreed on a minute ago holds. */
function fresh(system: ServiceSystem, told: z.infer<typeof source>): void {
  if (told?.servedFrom !== 'STALE_CACHE') return;
  const name = { crm: 'CRM', psa: 'PSA', erp: 'ERP' } as const;
  throw new Fault({ code: 'SYSTEM_UNAVAILABLE', system: name[system], instance: 'system-api' });
}
