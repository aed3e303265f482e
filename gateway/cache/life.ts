// How long the answer to a selection may be repeated, and to whom: the smallest maxAge of what was selected; public only
// where everything selected is declared so.
import { isLeafType } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import type { CacheRule, CacheRules } from './cache-rules.ts';
import type { CacheSettings } from './config.ts';
import { compositeName, selectedFields } from './selected-fields.ts';
import type { ReadOperation, SelectedField } from './selected-fields.ts';

/** For how long, and to whom. */
export interface Life {
  /** Milliseconds from the moment of asking in which an answer is repeated without asking; 0: it is not. */
  readonly freshMs: number;
  /** Milliseconds after that in which it is repeated once more, while it is asked for anew. */
  readonly revalidateMs: number;
  /** Milliseconds from the moment of asking in which it is better than none; 0: it is not kept at all. */
  readonly staleMs: number;
  /** Whether it is the same for everybody. */
  readonly isPublic: boolean;
}

/** What is needed to judge a selection. */
export interface LifeParts {
  readonly rules: CacheRules;
  /** Coordinates that not every role may see: never public, whatever else is declared. */
  readonly sensitive: ReadonlyMap<string, string>;
  readonly settings: CacheSettings;
}

/** What is passed down from a field to those inside it: undeclared leaves live as long as their parent. */
interface Inherited {
  readonly maxAgeMs: number | null;
  /** Public things below a private one are private: where they hang tells something of it. */
  readonly isPublic: boolean;
  /** The root is nobody's: its fields are as public as they say. */
  readonly isRoot: boolean;
}

/** Judges the root fields of an operation. */
export function lifeOfRoot(parts: LifeParts, operation: ReadOperation): Life {
  const judge = new Judge(parts, operation);
  judge.read(operation.definition.selectionSet, operation.rootType, { maxAgeMs: null, isPublic: true, isRoot: true });
  return judge.verdict();
}

/** Judges what is selected of entities: the fragments inside one `_entities`. */
export function lifeOfEntities(parts: LifeParts, operation: ReadOperation, selectionSet: SelectionSetNode): Life {
  const judge = new Judge(parts, operation);
  for (const field of selectedFields(operation, selectionSet, null)) {
    const rule = field.parent === null ? null : parts.rules.ofType(field.parent);
    judge.readEntity(rule);
    judge.readField(field, { maxAgeMs: rule?.maxAgeMs ?? null, isPublic: rule?.scope === 'PUBLIC', isRoot: false });
  }
  return judge.verdict();
}

class Judge {
  readonly #parts: LifeParts;
  readonly #operation: ReadOperation;
  readonly #ages = new Set<number | null>();
  #isPublic = true;

  constructor(parts: LifeParts, operation: ReadOperation) {
    this.#parts = parts;
    this.#operation = operation;
  }

  read(selectionSet: SelectionSetNode, parent: string | null, inherited: Inherited): void {
    for (const field of selectedFields(this.#operation, selectionSet, parent)) this.readField(field, inherited);
  }

  /** An entity's own time counts whatever is selected of it. */
  readEntity(rule: CacheRule | null): void {
    if (rule && rule.maxAgeMs !== null) this.#ages.add(rule.maxAgeMs);
  }

  readField({ node, parent, type }: SelectedField, inherited: Inherited): void {
    const name = node.name.value;
    if (name === '__typename') return;
    const { rules, sensitive } = this.#parts;
    const rule: CacheRule | null = parent === null ? null : rules.ofField(parent, name);
    const typeRule = type && !isLeafType(type) ? rules.ofType(type.name) : null;
    const maxAgeMs = rule?.maxAgeMs ?? typeRule?.maxAgeMs ?? inherited.maxAgeMs;
    const scope = rule?.scope ?? typeRule?.scope ?? null;
    const isLeaf = type !== null && isLeafType(type);
    const isShown = parent !== null && !sensitive.has(`${parent}.${name}`);
    const isPublic =
      isShown && inherited.isPublic && (scope === null ? isLeaf && !inherited.isRoot : scope === 'PUBLIC');
    this.#ages.add(maxAgeMs);
    this.#isPublic &&= isPublic;
    if (node.selectionSet) this.read(node.selectionSet, compositeName(type), { maxAgeMs, isPublic, isRoot: false });
  }

  verdict(): Life {
    const { settings, rules } = this.#parts;
    const { staleMs, revalidateMs } = settings;
    const freshMs = rules.declaresAges ? settings.freshMs : 0;
    const isPublic = this.#isPublic && this.#ages.size > 0;
    const declared = [...this.#ages].filter((age) => age !== null);
    const isDeclared = declared.length === this.#ages.size && declared.length > 0;
    const maxAgeMs = isDeclared ? Math.min(...declared) : Math.min(freshMs, ...declared);
    // maxAge: 0 is a wish not to be kept, which the gateway's own short time and its memory for bad days respect.
    if (declared.includes(0)) return { freshMs: 0, revalidateMs: 0, staleMs: 0, isPublic };
    if (freshMs === 0) return { freshMs: 0, revalidateMs: 0, staleMs, isPublic };
    return { freshMs: maxAgeMs, revalidateMs: isDeclared ? Math.min(revalidateMs, maxAgeMs) : 0, staleMs, isPublic };
  }
}
