// What `npm start` prints when everything is ready: where to ask, as whom, and three questions that touch every system.
import { roles } from '../../schema/canon/roles.ts';
import { dealStory } from './deal-story.ts';

/** Three questions, each answered by CRM, PSA and ERP together; none needs an id. */
export const sampleQueries: readonly { readonly title: string; readonly query: string }[] = [
  {
    title: 'Delivery beside finance, project by project',
    query:
      '{ projects(first: 5, filter: { statuses: [ACTIVE] }) { edges { node { code name customer { name segment } financeCode ' +
      'financials(currency: "USD") { contractValue { amount } billed { amount } approvedUnbilled { amount } health reasons { text } } } } } }',
  },
  {
    title: 'What a customer owes, with its deals and projects',
    query:
      '{ customers(first: 3) { edges { node { name renewalOn receivables { legalEntity { name } currency open { amount } overdue { amount } } ' +
      'projects(first: 3) { name percentComplete } opportunities { name stage } } } } }',
  },
  {
    title: 'Overdue invoices with their customer and project',
    query:
      '{ invoices(first: 5, filter: { overdueOnly: true }) { edges { node { number daysOverdue openBalance { amount currency } ' +
      'customer { name accountOwner } project { code name manager { displayName } } } } } }',
  },
];

/** Customers of the demo firm that the ERP does not have, or has under a name alike, and the legal entity that is to bill them. */
const demo = {
  fresh: '84f5fa3f-af3e-53d4-88cc-12d204fe1e73',
  alike: '06c5dc9e-d73a-5208-8025-71b7837d1ab0',
  other: '22432c65-318b-5f5e-b26d-bcc5c66b7498',
  legalEntity: 'e407467b-708a-55c9-8d18-1cc1d7e94308',
} as const;

const runFields = 'id state failure { code message } steps { name state record { system id } }';

/** Onboards a customer of the demo firm. */
export function onboarding(customer: 'fresh' | 'alike' | 'other'): object {
  const input = {
    ...{ idempotencyKey: `onboard-${customer}`, customerId: demo[customer] },
    ...{ legalEntityIds: [demo.legalEntity], currency: 'USD' },
  };
  const query = `mutation ($input: OnboardCustomerInput!) { onboardCustomer(input: $input) { run { ${runFields} } userErrors { message } } }`;
  return { query, variables: { input } };
}

/** What the greeting tells. */
export interface GreetingFacts {
  readonly graphUrl: string;
  readonly adminUrl: string;
  readonly controlUrl: string;
  readonly crmUrl: string;
  /** Where tokens are issued. */
  readonly identityUrl: string;
  readonly seconds: number;
}

/** Where `npm run token` asks when nobody says where (sandbox/token.ts). */
const identityUrlDefault = 'http://127.0.0.1:4110';

/** The greeting as text. */
export function greeting({ graphUrl, adminUrl, controlUrl, crmUrl, identityUrl, seconds }: GreetingFacts): string {
  // What is pasted must do in any shell, also where ports are not the usual ones.
  const where = identityUrl === identityUrlDefault ? '' : `SANDBOX_IDENTITY_URL=${identityUrl} `;
  const token = (role: string): string => `${where}npm run -s token -- ${role}`;
  const ask = (role: string, body: object): string[] => [
    `curl -s -w '\\n' ${graphUrl} -H 'content-type: application/json' -H "authorization: Bearer $(${token(role)})" \\`,
    `  -d '${JSON.stringify(body)}'`,
  ];
  // Ends by itself when it has told what it is for, so that what is pasted as a whole goes on.
  const watch = (role: string, until: string, query: string): string[] => [
    `curl -sN --max-time 60 ${graphUrl}/stream -H 'content-type: application/json' -H 'accept: text/event-stream' \\`,
    `  -H "authorization: Bearer $(${token(role)})" -d '${JSON.stringify({ query })}' | sed '/${until}/q'`,
  ];
  const width = Math.max(...roles.map((role) => role.length));
  return [
    '',
    `Ready after ${seconds.toFixed(1)} s: ${graphUrl}`,
    `GraphiQL in the browser: ${new URL('/graphiql', graphUrl).href}`,
    `Health: ${adminUrl}/health/ready   Metrics: ${adminUrl}/metrics`,
    `Stand-in vendors (faults, clock, request log): ${controlUrl}`,
    '',
    'Ask as one of these roles; each line prints a token for it (a name behind it makes it that person in the role):',
    ...roles.map((role) => `  ${role.padEnd(width)}  ${token(role)}`),
    '',
    'Three questions to paste:',
    ...sampleQueries.flatMap(({ title, query }) => ['', `# ${title}`, ...ask('finance-controller', { query })]),
    '',
    'A process, durable and once (demo firm; the stand-ins forget what was written when they stop, so remove .data to do it again):',
    '',
    '# Onboard a customer that the ERP does not have',
    ...ask('account-manager', onboarding('fresh')),
    '# Watch runs; find the customer at the stand-in',
    ...ask('operator', { query: `{ runs(first: 5) { edges { node { ${runFields} } } } }` }),
    `curl -s ${controlUrl}/netsuite/state/customer | grep -o '"companyname":"Tamarack[^}]*'`,
    '# One that looks like a customer of the ERP: a person is asked',
    ...ask('account-manager', onboarding('alike')),
    '# The CRM is away: within half a minute the run is parked, which the stream of exceptions tells as it happens',
    `curl -s ${controlUrl}/salesforce/faults -d '{"kind":"refuse","match":"","count":1000000}'`,
    ...ask('account-manager', onboarding('other')),
    ...watch('operator', 'PARKED', 'subscription { exceptionsChanged { status kind code run { id state } } }'),
    '# It is back: what is parked is sent on, and is done a moment later',
    `curl -s -X DELETE ${controlUrl}/salesforce/faults`,
    ...ask('operator', {
      query:
        'mutation { retryExceptions(input: { filter: { kinds: [PARKED] }, expectedCount: 1, reason: "the CRM is back" }) ' +
        '{ count runs { id state } userErrors { message } } }',
    }),
    'sleep 5',
    ...ask('operator', { query: '{ runs(first: 1) { edges { node { id state steps { name state } } } } }' }),
    '',
    'Maker and checker: answering a question by hand needs a second person (put the ids in; the same person in another role is refused):',
    '',
    '# Olga says that the lookalike is another customer; then somebody else agrees',
    ...ask('operator olga', {
      query: '{ processExceptions(filter: { codes: ["DUPLICATE_CANDIDATE"] }) { edges { node { id fields } } } }',
    }),
    ...ask('operator olga', {
      query: `mutation { resumeException(input: { exceptionId: "<id>", corrections: [{ field: "distinctFrom", values: ["<field>"] }], reason: "another firm of that name" }) { approval { id } userErrors { message } } }`,
    }),
    ...ask('billing-approver carl', {
      query: `mutation { approve(input: { idempotencyKey: "agreed-1", approvalId: "<id>", reason: "checked" }) { run { ${runFields} } userErrors { message } } }`,
    }),
    '',
    'A won deal becomes projects, by itself:',
    '',
    ...dealStory({ controlUrl, crmUrl, ask }),
    '',
    'Stop with Ctrl-C.',
  ].join('\n');
}
