// Asks many things for many people at once, through warm caches, and looks in every answer for what is not the asker's.
import { maySee, isSensitivityClass, roles } from '../../../schema/canon/roles.ts';
import type { LeakWorld, Persona } from './leak-world.ts';

/** 20: every role three times and two more; the first subjects have all roles between them, so that neither alone tells them apart. */
export const personas: readonly Persona[] = Array.from({ length: 20 }, (_, index) => ({
  subject: `person${index % 7}`,
  role: roles[index % roles.length] ?? 'operator',
}));

/** 20 queries: lists and single records, entities of three subgraphs, arguments, aliases, fragments, interfaces, hidden and public fields. */
export const queries: readonly string[] = [
  '{ me { name email } }',
  '{ me { name } rates { value } }',
  '{ projects { id name } }',
  '{ projects(first: 5) { id name billed } }',
  '{ projects { name secret cost } }',
  '{ projects { billed margin tax source { servedFrom asOf } } }',
  '{ project(id: "1") { name billed } }',
  '{ project(id: "2") { name margin used } }',
  '{ a: project(id: "3") { x: name y: billed } b: project(id: "4") { billed } }',
  '{ named { name secret } }',
  '{ named { ... on Project { name cost billed } ... on Team { secret } } }',
  '{ projects { invoices { number amount customer { id name } } } }',
  '{ projects { invoices(first: 3) { customer { standing contact name } } } }',
  '{ project(id: "5") { ...F used } } fragment F on Project { name billed invoices { amount } }',
  '{ note(text: "a") }',
  '{ note(text: "b") me { email } }',
  '{ rates { value } }',
  '{ projects(first: 1) { used tax } }',
  '{ projects(first: 4) { name source { servedFrom } billed } }',
  '{ project(id: "1") { invoices(first: 1) { number customer { contact } } cost } }',
];

/** What was found. */
export interface LeakReport {
  readonly sent: number;
  /** Answers with status 200, data, and no error. */
  readonly answered: number;
  /** Values that were looked at. */
  readonly values: number;
  /** Values made for somebody else. */
  readonly foreign: number;
  /** Values of a class the asker's role may not see. */
  readonly masked: number;
  /** Requests the subgraphs had to serve. */
  readonly subgraphRequests: number;
  /** The first leak, in words. */
  readonly first: string | null;
}

/** Tokens per persona: the cache must not know people by their tokens. */
const tokensEach = 3;

/** Sends requests, `inFlight` at a time. */
export async function runLeak(world: LeakWorld, requests: number, inFlight: number): Promise<LeakReport> {
  const tokens = await Promise.all(
    personas.map((persona) => Promise.all(Array.from({ length: tokensEach }, () => world.tokenOf(persona)))),
  );
  const report = { sent: 0, answered: 0, values: 0, foreign: 0, masked: 0, first: null as string | null };
  const servedBefore = world.served();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < requests) {
      const turn = (next += 1);
      // Two strides without a common divisor: every persona meets every query, neighbours in time are different people.
      const persona = personas[(turn * 7) % personas.length];
      const query = queries[Math.floor(turn / personas.length) % queries.length] ?? '';
      const token = tokens[(turn * 7) % personas.length]?.[turn % tokensEach] ?? '';
      if (!persona) continue;
      report.sent += 1;
      const response = await fetch(world.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      });
      look(report, persona, { query, status: response.status, text: await response.text() });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return { ...report, subgraphRequests: world.served() - servedBefore };
}

interface Answer {
  readonly query: string;
  readonly status: number;
  readonly text: string;
}

type Findings = { -readonly [Name in keyof Omit<LeakReport, 'subgraphRequests'>]: LeakReport[Name] };

function look(report: Findings, persona: Persona, { query, status, text }: Answer): void {
  const body = JSON.parse(text) as { data?: unknown; errors?: unknown };
  if (status === 200 && body.errors === undefined && body.data !== null && body.data !== undefined)
    report.answered += 1;
  const tell = (what: string): void => {
    report.first ??= `${persona.subject} as ${persona.role} got ${what} for ${query}`;
  };
  for (const [mark, subject, role] of text.matchAll(/<of (\S+) as (\S+)>/g)) {
    report.values += 1;
    if (subject === persona.subject && role === persona.role) continue;
    report.foreign += 1;
    tell(mark);
  }
  for (const [mark, sensitivity] of text.matchAll(/<secret (\w+)>/g)) {
    if (isSensitivityClass(sensitivity) && maySee(persona.role, sensitivity)) continue;
    report.masked += 1;
    tell(mark);
  }
}
