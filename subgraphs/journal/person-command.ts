// The command person: a data protection officer's or a counsel's, who has the store's address and the audit key, and no role in the graph.
import { parseArgs } from 'node:util';
import { openStore } from '../store/store.ts';
import type { Database } from '../store/store.ts';
import { auditKeyFrom } from './audit-key.ts';
import { erasePerson, liftHold, placeHold } from './erasure.ts';

const usage = `npm run person -- erase <subject> --by <operator>                  forgets a person for good
npm run person -- hold <subject> --by <operator> --reason <text>   keeps a person and their runs: a legal hold
npm run person -- lift <subject> --by <operator>                   ends a legal hold

<subject> and <operator> are the subjects of their tokens. What is done is in the audit; the person is there by pseudonym only.`;

interface Order {
  readonly what: string | undefined;
  readonly subject: string;
  readonly operator: string;
  readonly reason: string | undefined;
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { by: { type: 'string' }, reason: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  const [what, subject] = positionals;
  if (values.help) console.log(usage);
  else if (subject === undefined || values.by === undefined)
    throw new Error(`Name the person and --by whom.\n\n${usage}`);
  else await carryOut({ what, subject, operator: values.by, reason: values.reason });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function carryOut(order: Order): Promise<void> {
  const { DATABASE_URL, DATA_DIR } = process.env;
  const home = DATA_DIR === undefined || DATA_DIR === '' ? '.data' : DATA_DIR;
  const key = auditKeyFrom(process.env, home);
  const store = await openStore({ databaseUrl: DATABASE_URL, dataDir: `${home}/postgres` });
  try {
    console.log(await done(store.db, key, order));
  } finally {
    await store.close();
  }
}

/** What came of it, in a sentence. Raises an Error when it could not be done. */
async function done(db: Database, key: Buffer, { what, subject, operator, reason }: Order): Promise<string> {
  switch (what) {
    case 'erase': {
      const erased = await erasePerson(db, key, { subject, operator });
      if (erased.kind === 'UNKNOWN') throw new Error('Nobody of that name is in the journal');
      if (erased.kind === 'HELD') throw new Error(`A legal hold forbids it: ${erased.reason}`);
      if (erased.kind === 'UNFINISHED') {
        throw new Error(
          `Runs that have not ended name them; end these first, nothing was erased: ${erased.runs.join(', ')}`,
        );
      }
      const { pseudonym, inputs } = erased;
      return `Erased; the trail of ${pseudonym} leads to nobody now. Inputs of ${inputs} ended runs were emptied`;
    }
    case 'hold':
      if (reason === undefined || reason === '') throw new Error(`A legal hold needs a --reason.\n\n${usage}`);
      await placeHold(db, key, { subject, operator, reason });
      return 'Held; neither erasing nor age removes what is kept of them';
    case 'lift':
      if (!(await liftHold(db, key, { subject, operator }))) throw new Error('There is no legal hold on that person');
      return 'The legal hold has ended';
    default:
      throw new Error(`"${what ?? ''}" is none of erase, hold, lift.\n\n${usage}`);
  }
}
