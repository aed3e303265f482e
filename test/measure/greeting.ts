// `npm run measure -- greeting`: `npm start` on ports of its own, and then what it prints about customers and deals pasted into a shell as
// it stands. What has to come of it is looked for in what the shell says. About a minute and a half.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readyMsMax = 90_000;
const storyMsMax = 240_000;
const ports = {
  ...{ PORT: '4500', ADMIN_PORT: '4501', CRM_PORT: '4510', PSA_PORT: '4520', ERP_PORT: '4530', PROCESS_PORT: '4540' },
  ...{ INSIGHT_PORT: '4550', SANDBOX_CONTROL_PORT: '4600', SANDBOX_SALESFORCE_PORT: '4601' },
  ...{ SANDBOX_KANTATA_PORT: '4602', SANDBOX_NETSUITE_PORT: '4603', SANDBOX_IDENTITY_PORT: '4610' },
};

/** The parts of the greeting that are pasted, by the line before and the line after, and what their answers must say in this order. */
const stories = [
  {
    from: 'A process, durable and once',
    to: 'Maker and checker',
    says: [
      /"onboardCustomer":\{"run":\{"id":"[^"]+","state":"(?:RUNNING|DONE)"/,
      /"companyname":"Tamarack/,
      /"code":"DUPLICATE_CANDIDATE"/,
      /PARKED/,
      /"count":1/,
      /"state":"DONE"/,
    ],
  },
  {
    from: 'A won deal becomes projects',
    to: 'Stop with',
    says: [
      /"stage":"CLOSED_WON","engagement":\{"id":"[^"]+","state":"ACTIVE"/,
      /"externalid":"deal-0065g000000002SAAQ/,
      /"custrecord_schedule":"[^"]+","custrecord_job":"[^"]+"/,
      /"gate":"SOW_APPROVED","outcome":"FAILED"/,
      /"state":"WAITING_APPROVAL"/,
      /"approve":\{"run":\{"id":"[^"]+","state":"(?:RUNNING|DONE)"\},"userErrors":\[\]/,
      /"state":"AT_RISK","waivedGates":\["SOW_APPROVED"\]/,
      /"unwindConversion":\{"run":\{"id"/,
      /"engagement":\{"id":"[^"]+","state":"UNWOUND"/,
    ],
  },
] as const;

const home = mkdtempSync(join(tmpdir(), 'greeting-'));
const env = { ...process.env, ...ports, DATA_DIR: join(home, 'data') };
const child = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
let output = '';
child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
try {
  const endMs = Date.now() + readyMsMax;
  while (!output.includes('Stop with Ctrl-C')) {
    if (Date.now() > endMs || child.exitCode !== null) throw new Error(`npm start did not become ready:\n${output}`);
    await pause(50);
  }
  for (const story of stories) await paste(story);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  if (child.pid !== undefined && child.exitCode === null) {
    process.kill(-child.pid, 'SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  }
  rmSync(home, { recursive: true, force: true });
}

async function paste({ from, to, says }: (typeof stories)[number]): Promise<void> {
  const lines = output.split('\n');
  const [begin = 0, end] = [from, to].map((words) => lines.findIndex((line) => line.startsWith(words)));
  const script = lines.slice(begin + 1, end).join('\n');
  // In a shell of its own, which knows nothing of the ports: what is printed is all there is to paste.
  const shell = { cwd: root, env: process.env, timeout: storyMsMax };
  const { stdout } = await promisify(execFile)('bash', ['-c', script], shell);
  console.log(`\n${from} …\n${stdout.replaceAll(/^(.{400}).*$/gm, '$1 …')}`);
  let rest = stdout;
  for (const words of says) {
    const at = words.exec(rest);
    console.log(`${at === null ? 'MISSING' : 'seen   '} ${words.source}`);
    if (at === null) process.exitCode = 1;
    else rest = rest.slice(at.index + at[0].length);
  }
}
