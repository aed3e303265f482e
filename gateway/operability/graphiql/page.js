// The GraphiQL page of a gateway in development: chooses a role, gets its token, sends it with every question.
/* global document, fetch, localStorage, React, ReactDOM, GraphiQL */
const firstQuery = `# Delivery beside finance, project by project.
# Ctrl-Enter runs it, Ctrl-Space completes.
{
  projects(first: 5, filter: { statuses: [ACTIVE] }) {
    edges {
      node {
        code
        name
        customer { name }
        financials(currency: "USD") {
          contractValue { amount }
          billed { amount }
          approvedUnbilled { amount }
          health
        }
      }
    }
  }
}
`;
const roleKey = 'graphiql:role';
const select = document.getElementById('role');
const said = document.getElementById('said');
let token = null;

async function becomeRole(role) {
  token = null;
  try {
    const reply = await fetch('/graphiql/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role }),
    });
    const answer = await reply.json();
    if (!reply.ok) throw new Error(answer.errors[0].message);
    token = answer.token;
    localStorage.setItem(roleKey, role);
    said.textContent = `You are ${role} until ${new Date(answer.expiresAt).toLocaleTimeString()}.`;
  } catch (error) {
    said.textContent = `No token for ${role}: ${error.message}`;
  }
  render();
}

function ask(params, { headers = {} } = {}) {
  const own = token === null ? {} : { authorization: `Bearer ${token}` };
  return fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...own, ...headers },
    body: JSON.stringify(params),
  }).then((reply) => reply.json());
}

const root = ReactDOM.createRoot(document.getElementById('graphiql'));
// Drawn anew with each role: the schema is read by somebody, and nobody reads it before there is a token.
function render() {
  const props = { fetcher: ask, defaultQuery: firstQuery, shouldPersistHeaders: false, key: token ?? 'nobody' };
  root.render(React.createElement(GraphiQL, props));
}

async function start() {
  const { roles } = await (await fetch('/graphiql/roles')).json();
  for (const role of roles) select.append(new Option(role, role));
  const known = localStorage.getItem(roleKey);
  if (known !== null && roles.includes(known)) select.value = known;
  select.addEventListener('change', () => void becomeRole(select.value));
  await becomeRole(select.value);
}
void start();
