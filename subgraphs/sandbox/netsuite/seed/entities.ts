// The firm's customers, projects and people as NetSuite entities.
import { at, type Firm } from '../../firm/firm.ts';
import { kantataIds, salesforceIds } from '../../firm/ids.ts';
import type { ErpCustomer, Person } from '../../firm/model.ts';
import type { ErpJob } from '../../firm/model-finance.ts';
import { COUNTRY_NAMES } from '../catalogue/lists.ts';
import type { Values } from '../table.ts';
import { currencyId, epochOf, flagOf, idOf, idOrNull, money, moneyOrNull, whole } from './numbers.ts';

/** Contacts share the number space of all entities; they start where neither customers, jobs nor employees are. */
const CONTACT_ID_START = 30_000;

const HOLDS: Readonly<Record<ErpCustomer['hold'], string>> = { auto: 'AUTO', on: 'ON', off: 'OFF' };
const CITIES: Readonly<Record<string, readonly [city: string, zip: string]>> = {
  US: ['New York', '10018'],
  GB: ['London', 'EC2A 4BX'],
  DE: ['München', '80331'],
  JP: ['Tokyo', '100-0005'],
};
const JOB_STATES = { notStarted: '4', inProgress: '2', onHold: '4', completed: '1', cancelled: '1' } as const;
const JOB_BILLING = {
  timeAndMaterials: 'TM',
  fixedFee: 'FBM',
  milestone: 'FBM',
  retainer: 'FBI',
  recurring: 'FBI',
} as const;
const SCHEDULE_LINE_STATES = {
  pending: 'PENDING',
  ready: 'READY',
  invoiced: 'INVOICED',
  cancelled: 'CANCELLED',
} as const;

/** Rows of the entity tables, by table. */
export function entityRows(firm: Firm): Readonly<Record<string, readonly Values[]>> {
  return {
    customer: firm.erpCustomers.map((customer) => customerRow(firm, customer)),
    entityaddress: firm.erpCustomers.map((customer) => addressRow(firm, customer)),
    customersubsidiaryrelationship: relationshipRows(firm),
    customercurrencies: firm.erpCustomers.flatMap((customer) =>
      customer.currencies.map((code) => ({ customer: idOf('customer', customer.ordinal), currency: currencyId(code) })),
    ),
    job: firm.jobs.map((job) => jobRow(firm, job)),
    employee: firm.people.map((person) => employeeRow(firm, person)),
    contact: contactRows(firm),
    billingschedule: firm.billingSchedules.map((schedule) => ({
      id: idOf('billingSchedule', schedule.ordinal),
      name: schedule.name,
      scheduletype: 'FBM',
      job: idOf('job', schedule.job),
      isinactive: 'F',
      lastmodifieddate: epochOf(at(firm.jobs, schedule.job).modifiedAt),
    })),
    customrecord_billing_schedule_line: scheduleLineRows(firm),
  };
}

function customerRow(firm: Firm, customer: ErpCustomer): Values {
  const id = idOf('customer', customer.ordinal);
  const [currency = 'USD'] = customer.currencies;
  return {
    id,
    entityid: `${customer.number} ${customer.name}`,
    entitynumber: customer.number.replace(/\D/g, ''),
    companyname: customer.name,
    altname: customer.name,
    accountnumber: customer.number,
    parent: idOrNull('customer', customer.parent),
    currency: currencyId(currency),
    terms: idOf('term', customer.terms),
    creditlimit: moneyOrNull(customer.creditLimit, currency),
    creditholdoverride: HOLDS[customer.hold],
    oncredithold: flagOf(customer.hold === 'on'),
    entitystatus: '13',
    vatregnumber: customer.vatNumber ?? null,
    url: at(firm.customers, customer.customer).website,
    defaultbillingaddress: id,
    defaultshippingaddress: id,
    isperson: 'F',
    isinactive: flagOf(customer.inactive),
    datecreated: epochOf(customer.createdAt),
    lastmodifieddate: epochOf(customer.modifiedAt),
    custentity_crm_account: customer.crmAccount === undefined ? null : salesforceIds.account(customer.crmAccount),
  };
}

function addressRow(firm: Firm, customer: ErpCustomer): Values {
  const id = idOf('customer', customer.ordinal);
  const { country } = at(firm.customers, customer.customer);
  const [city, zip] = CITIES[country] ?? ['Geneva', '1201'];
  const street = `${customer.ordinal} Market Street`;
  return {
    nkey: id,
    recordowner: id,
    addressee: customer.name,
    addr1: street,
    city,
    // New York, where its city is; elsewhere there are none.
    state: country === 'US' ? 'NY' : null,
    zip,
    country,
    addrtext: [customer.name, street, `${city}  ${zip}`, COUNTRY_NAMES[country] ?? country].join('\n'),
    override: 'F',
    lastmodifieddate: epochOf(customer.modifiedAt),
  };
}

function relationshipRows(firm: Firm): readonly Values[] {
  let id = 0;
  return firm.erpCustomers.flatMap((customer) =>
    customer.legalEntities.map((entity, index) => {
      id += 1;
      return {
        id,
        entity: idOf('customer', customer.ordinal),
        subsidiary: idOf('subsidiary', entity),
        isprimarysub: flagOf(index === 0),
        lastmodifieddate: epochOf(customer.modifiedAt),
      };
    }),
  );
}

function jobRow(firm: Firm, job: ErpJob): Values {
  const project = at(firm.projects, job.project);
  const schedule = firm.billingSchedules.find((candidate) => candidate.job === job.ordinal);
  return {
    id: idOf('job', job.ordinal),
    entityid: job.code,
    companyname: job.name,
    altname: job.name,
    parent: idOf('customer', job.erpCustomer),
    customer: idOf('customer', job.erpCustomer),
    subsidiary: idOf('subsidiary', job.legalEntity),
    currency: currencyId(job.currency),
    entitystatus: JOB_STATES[project.status],
    jobbillingtype: JOB_BILLING[project.billingModel],
    jobprice: money(project.price, project.currency),
    percentcomplete: whole(project.percentComplete),
    startdate: job.start,
    enddate: job.end,
    projectedenddate: job.end,
    projectmanager: idOf('employee', project.manager),
    billingschedule: idOrNull('billingSchedule', schedule?.ordinal),
    isinactive: 'F',
    datecreated: epochOf(job.createdAt),
    lastmodifieddate: epochOf(job.modifiedAt),
    custentity_billing_hold: 'F',
    custentity_psa_project: job.psaProject === undefined ? null : kantataIds.workspace(job.psaProject),
  };
}

function employeeRow(firm: Firm, person: Person): Values {
  const [first = person.name, ...rest] = person.name.split(' ');
  return {
    id: idOf('employee', person.ordinal),
    entityid: person.name,
    firstname: first,
    lastname: rest.join(' '),
    title: person.headline,
    email: person.email,
    department: idOf('department', person.department),
    location: idOf('location', person.location),
    subsidiary: idOf('subsidiary', person.legalEntity),
    currency: currencyId(at(firm.legalEntities, person.legalEntity).currency),
    hiredate: person.hiredOn,
    isinactive: flagOf(!person.active),
    lastmodifieddate: epochOf(`${person.hiredOn}T17:00:00Z`),
  };
}

/** Contacts of the CRM accounts that an ERP customer names; the ERP got them from there. */
function contactRows(firm: Firm): readonly Values[] {
  return firm.contacts.flatMap((contact) => {
    const company = firm.erpCustomers.find((customer) => customer.crmAccount === contact.crmAccount);
    if (company === undefined) return [];
    const [first = contact.name, ...rest] = contact.name.split(' ');
    return [
      {
        id: CONTACT_ID_START + contact.ordinal,
        entityid: contact.name,
        firstname: first,
        lastname: rest.join(' '),
        email: contact.email,
        company: idOf('customer', company.ordinal),
        subsidiary: idOf('subsidiary', company.legalEntity),
        isinactive: 'F',
        datecreated: epochOf(company.createdAt),
        lastmodifieddate: epochOf(company.modifiedAt),
      },
    ];
  });
}

function scheduleLineRows(firm: Firm): readonly Values[] {
  return firm.billingSchedules.flatMap((schedule) => {
    const job = at(firm.jobs, schedule.job);
    const { currency } = at(firm.projects, schedule.project);
    return schedule.lines.map((line) => ({
      id: idOf('billingScheduleLine', line.ordinal),
      name: line.description,
      isinactive: 'F',
      created: epochOf(job.createdAt),
      lastmodified: epochOf(job.modifiedAt),
      custrecord_schedule: idOf('billingSchedule', schedule.ordinal),
      custrecord_job: idOf('job', schedule.job),
      custrecord_due_date: line.dueOn,
      custrecord_amount: money(line.amount, currency),
      custrecord_currency: currencyId(currency),
      custrecord_status: SCHEDULE_LINE_STATES[line.state],
      custrecord_milestone_ref: line.milestone === undefined ? null : kantataIds.milestone(line.milestone),
      custrecord_invoice: idOrNull('invoice', line.invoice),
    }));
  });
}
