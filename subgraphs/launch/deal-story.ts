// What `npm start` prints about deals: one is closed in the CRM and becomes a project by itself; one stops at a gate, begins at risk because
// a second person agrees, and is taken back. Lines for a shell, in the order in which they are pasted.

/** Deals of the demo firm, and the engagements they become. */
const ready = {
  crm: '0065g000000002SAAQ',
  id: 'bd3595d4-1d26-5dc3-8f39-1f0e63d8502c',
} as const;
const shut = {
  id: 'e920cdb8-d38d-5069-9f03-464c9da9f784',
  engagement: 'cb28163e-bd5b-53b0-a7a8-d62c0434b9a9',
} as const;

/** Where the deals are, and who asks. */
export interface DealStoryFacts {
  readonly controlUrl: string;
  readonly crmUrl: string;
  /** A command that asks the graph as a person in a role. */
  readonly ask: (role: string, body: object) => readonly string[];
}

/** Asks until the answer says it, half a minute at most: what is pasted as a whole goes on by itself. */
function askUntil(said: string, question: readonly string[]): readonly string[] {
  return [
    `for i in $(seq 30); do ANSWER=$(${question.join('\n')}); case "$ANSWER" in *${said}*) break;; esac; sleep 1; done; echo "$ANSWER"`,
  ];
}

/** A filter of the shell that leaves the id of a named object of an answer. */
function idAfter(name: string): string {
  return `sed 's/.*"${name}":{"id":"\\([^"]*\\)".*/\\1/'`;
}

/** What a run waits for, to be decided by whoever asks. */
function approvalsOf(runId: string): object {
  const query = 'query ($filter: ApprovalFilter) { approvals(first: 1, filter: $filter) { edges { node { id } } } }';
  return { query, variables: { filter: { runId } } };
}

/** The story as lines. */
export function dealStory({ controlUrl, crmUrl, ask }: DealStoryFacts): readonly string[] {
  const engagement =
    'engagement { id state waivedGates parts { legalEntityCode value { amount currency } project { code name } financeCode billingSchedule { id } } }';
  const convert = (more: object): object => ({
    query:
      'mutation ($input: ConvertOpportunityInput!) { convertOpportunityToProject(input: $input) ' +
      '{ run { id state } gates { gate outcome detail remedy } userErrors { message } } }',
    variables: { input: { opportunityId: shut.id, ...more } },
  });
  const atRisk = { gates: ['SOW_APPROVED'], limit: '5000.00', until: '2026-12-31', reason: 'the client cannot wait' };
  return [
    '# Close a deal in the CRM, as its own screen does; a few seconds later the feed has told of it',
    `CRM=$(curl -s ${crmUrl}/services/oauth2/token -d grant_type=client_credentials \\`,
    `  $(curl -s ${controlUrl}/credentials | sed 's/.*"salesforce":{"clientId":"\\([^"]*\\)","clientSecret":"\\([^"]*\\)".*/-d client_id=\\1 -d client_secret=\\2/') \\`,
    `  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `curl -s -X PATCH ${crmUrl}/services/data/v62.0/sobjects/Opportunity/${ready.crm} -H "authorization: Bearer $CRM" \\`,
    `  -H 'content-type: application/json' -d '{"StageName":"Closed Won"}'`,
    ...askUntil(
      'ACTIVE',
      ask('finance-controller', { query: `{ opportunity(id: "${ready.id}") { name stage ${engagement} } }` }),
    ),
    '# The same at the stand-ins: project, and the schedule of its bills',
    `curl -s ${controlUrl}/netsuite/state/job | grep -o '"externalid":"deal-${ready.crm}[^}]*'`,
    `curl -s ${controlUrl}/netsuite/state/customrecord_billing_schedule_line | grep -o '"custrecord_schedule":"[^}]*' | tail -3`,
    '# A won deal whose statement of work nobody approved: the gates say what is missing, where, and who mends it',
    ...ask('account-manager anna', convert({ idempotencyKey: 'deal-look-1', dryRun: true })),
    '# Anna starts it at risk; Carl agrees (she may not); its bills are held',
    `ANSWER=$(${ask('account-manager anna', convert({ idempotencyKey: 'deal-risk-1', atRisk })).join('\n')})`,
    `echo "$ANSWER"; RUN=$(echo "$ANSWER" | ${idAfter('run')})`,
    // By its run: others may have something to decide on, too.
    ...askUntil('node', ask('finance-controller carl', approvalsOf("'$RUN'"))),
    `APPROVAL=$(echo "$ANSWER" | ${idAfter('node')})`,
    ...ask('finance-controller carl', {
      query:
        'mutation ($input: DecideApprovalInput!) { approve(input: $input) { run { id state } userErrors { message } } }',
      variables: { input: { idempotencyKey: 'deal-agree-1', approvalId: "'$APPROVAL'", reason: 'within our limit' } },
    }),
    ...askUntil(
      'AT_RISK',
      ask('finance-controller', { query: `{ opportunity(id: "${shut.id}") { name ${engagement} } }` }),
    ),
    '# It was a mistake: all of it is taken back, as long as nobody worked on it and nothing is billed',
    ...ask('finance-controller carl', {
      query:
        'mutation ($input: UnwindConversionInput!) { unwindConversion(input: $input) { run { id state steps { name state } } userErrors { message } } }',
      variables: {
        input: { idempotencyKey: 'deal-unwind-1', engagementId: shut.engagement, reason: 'sold by the wrong entity' },
      },
    }),
    ...askUntil('UNWOUND', ask('finance-controller', { query: `{ opportunity(id: "${shut.id}") { ${engagement} } }` })),
  ];
}
