// What the vendor fills in by itself: names put together, numbers counted on, what a stage means.
import type { FieldDefinition } from '../catalogue/field.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import { OPPORTUNITY_STAGES } from '../catalogue/opportunity-stages.ts';
import { formatInstant } from '../instant.ts';
import type { Row, Value } from './record.ts';
import type { WriteContext } from './write-context.ts';

type Values = Readonly<Record<string, Value>>;

/** A write on its way: the record as it will be, what was written, and the record as it was (null for a new one). */
export interface PendingWrite {
  readonly row: Row;
  readonly given: Values;
  readonly before: Row | null;
}

type Rule = (context: WriteContext, write: PendingWrite) => Values;

const RULES: Readonly<Record<string, Rule>> = {
  Contact: personName,
  Lead: personName,
  User: personName,
  Opportunity: opportunityStage,
  Contract: contractStatus,
};

/** The finished record. */
export function applyRules(context: WriteContext, object: ObjectDefinition, write: PendingWrite): Row {
  const numbered = write.before === null ? { ...write.row, ...countOn(context, object) } : write.row;
  const named = { ...numbered, ...idAsName(object, numbered) };
  const rule = RULES[object.name];
  return rule === undefined ? named : { ...named, ...rule(context, { ...write, row: named }) };
}

/** A record without a name is called like its id. */
function idAsName(object: ObjectDefinition, row: Row): Values {
  const field = object.nameField;
  if (field?.type !== 'string' || !field.defaultedOnCreate || field.autoNumber) return {};
  return (row[field.storedAs] ?? null) === null ? { [field.storedAs]: String(row.Id).slice(0, 15) } : {};
}

/** Auto numbers go on from the highest there is, in the format of the field: `{00000000}` unless it says otherwise. */
function countOn({ store }: WriteContext, object: ObjectDefinition): Values {
  const counted: Record<string, Value> = {};
  for (const field of object.fields) {
    if (!field.autoNumber) continue;
    const numbers = [...store.rows(object)].map((row) =>
      Number(/(\d+)\D*$/u.exec(String(row[field.storedAs] ?? ''))?.[1] ?? 0),
    );
    counted[field.storedAs] = formatNumber(field, Math.max(0, ...numbers) + 1);
  }
  return counted;
}

function formatNumber(field: FieldDefinition, number: number): string {
  const { displayFormat } = field.document;
  const format = typeof displayFormat === 'string' ? displayFormat : '{00000000}';
  return format.replace(/\{(0+)\}/u, (_all, zeros: string) => String(number).padStart(zeros.length, '0'));
}

function personName(_context: WriteContext, { row }: PendingWrite): Values {
  const parts = [row.FirstName, row.LastName].filter((part) => typeof part === 'string');
  return parts.length === 0 ? {} : { Name: parts.join(' ') };
}

/** The stage decides whether a deal is closed and won, and its probability unless one was written. */
function opportunityStage(_context: WriteContext, { row, given, before }: PendingWrite): Values {
  const stage = OPPORTUNITY_STAGES.find((candidate) => candidate.value === row.StageName);
  const isNew = before === null || before.StageName !== row.StageName;
  if (!isNew) return {};
  const probability = stage?.probability ?? 0;
  return {
    IsClosed: stage?.isClosed ?? false,
    IsWon: stage?.isWon ?? false,
    Probability: typeof given.Probability === 'number' ? given.Probability : probability,
  };
}

/** Activation is dated by the vendor. */
function contractStatus({ now }: WriteContext, { row, given, before }: PendingWrite): Values {
  const isActivated = row.Status === 'Activated' && before?.Status !== 'Activated';
  return isActivated && given.ActivatedDate === undefined ? { ActivatedDate: formatInstant(now) } : {};
}
