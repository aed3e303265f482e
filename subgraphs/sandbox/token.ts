// Prints a token for a role of the demo, from the running identity server: `token.mjs operator`, or for one person in that role:
// `token.mjs operator olga`.

/** The identity server answers at once or not at all. */
const ANSWER_MS_MAX = 5000;

const role = process.argv[2] ?? '';
const person = process.argv[3];
const url = process.env.SANDBOX_IDENTITY_URL ?? `http://127.0.0.1:${process.env.SANDBOX_IDENTITY_PORT ?? '4110'}`;

async function main(): Promise<void> {
  const response = await fetch(`${url}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role, person }),
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  }).catch((error: unknown) => {
    throw new Error(`No identity server at ${url}: start the demo first (npm start), or set SANDBOX_IDENTITY_URL`, {
      cause: error,
    });
  });
  const answer = (await response.json()) as { token?: string; roles?: readonly string[] };
  if (answer.token === undefined) {
    throw new Error(
      `${role === '' ? 'No role given' : `Unknown role "${role}"`}: use one of ${(answer.roles ?? []).join(', ')}`,
    );
  }
  console.log(answer.token);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
