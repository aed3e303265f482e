// What `npm start` prints when everything is ready: where to ask, as whom, and three questions that touch every system.
import { roles } from '../../schema/canon/roles.ts';

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

/** What the greeting tells. */
export interface GreetingFacts {
  readonly graphUrl: string;
  readonly adminUrl: string;
  readonly controlUrl: string;
  readonly seconds: number;
}

/** The greeting as text. */
export function greeting({ graphUrl, adminUrl, controlUrl, seconds }: GreetingFacts): string {
  const width = Math.max(...roles.map((role) => role.length));
  return [
    '',
    `Ready after ${seconds.toFixed(1)} s: ${graphUrl}`,
    `GraphiQL in the browser: ${new URL('/graphiql', graphUrl).href}`,
    `Health: ${adminUrl}/health/ready   Metrics: ${adminUrl}/metrics`,
    `Stand-in vendors (faults, clock, request log): ${controlUrl}`,
    '',
    'Ask as one of these roles; each line prints a token for it:',
    ...roles.map((role) => `  ${role.padEnd(width)}  npm run -s token -- ${role}`),
    '',
    'Three questions to paste:',
    ...sampleQueries.flatMap(({ title, query }) => [
      '',
      `# ${title}`,
      `curl -s ${graphUrl} -H 'content-type: application/json' -H "authorization: Bearer $(npm run -s token -- finance-controller)" \\`,
      `  -d '${JSON.stringify({ query })}'`,
    ]),
    '',
    'Stop with Ctrl-C.',
  ].join('\n');
}
