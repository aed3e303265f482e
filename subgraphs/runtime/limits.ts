// What one GraphQL operation may cost before anything runs. Checked on the text and the parsed document, ahead of validation:
// graphql-js' own rules are quadratic in equal aliases, so they must never see a hostile document.
import { GraphQLError, Kind, parse } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Every bound of one operation; fragments count as often as they are spread. */
export interface OperationLimits {
  readonly charactersMax: number;
  readonly tokensMax: number;
  readonly nestingMax: number;
  readonly depthMax: number;
  readonly fieldsMax: number;
  readonly aliasesMax: number;
  readonly rootFieldsMax: number;
  readonly directivesMax: number;
}

/** Room for the largest query of our own clients and for the introspection query (depth 15), times two. */
export const defaultOperationLimits: OperationLimits = {
  charactersMax: 100_000,
  tokensMax: 4_000,
  nestingMax: 60, // brackets of any kind; the parser recurses on them and 1,000 overflow its stack
  depthMax: 30,
  fieldsMax: 1_500,
  aliasesMax: 150,
  rootFieldsMax: 30,
  directivesMax: 100,
};

/** Documents already admitted; clients send the same few hundred, and a gateway the same plans. */
const admittedMax = 1_000;
const admittedCharactersMax = 5_000_000;

/** Raises nothing: null means admitted, else the refusal to send with HTTP 400. */
export interface OperationGate {
  refusalOf(query: string): GraphQLError | null;
}

/** The refusal of a document that asks for too much; its message names the limit and what was asked. */
function tooMuch(what: string, found: number | string, max: number): GraphQLError {
  const message = `The operation has ${found} ${what}; at most ${max} are allowed. Ask for less, or in several operations`;
  return new GraphQLError(message, { extensions: { code: 'OPERATION_TOO_LARGE' } });
}

/** A gate with a bounded memory of what it admitted. */
export function createOperationGate(limits: OperationLimits = defaultOperationLimits): OperationGate {
  const admitted = new LRUCache<string, true>({
    max: admittedMax,
    maxSize: admittedCharactersMax,
    sizeCalculation: (_, query) => query.length + 1,
  });
  return {
    refusalOf(query) {
      if (admitted.has(query)) return null;
      const refusal = textRefusal(query, limits) ?? documentRefusal(query, limits);
      if (refusal === null) admitted.set(query, true);
      return refusal;
    },
  };
}

// Strings and comments are stepped over whole, so that a bracket inside them does not count.
const nestingForm = /"""(?:\\"""|[^"]|"(?!""))*"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|[[({]|[\])}]/g;

function textRefusal(query: string, limits: OperationLimits): GraphQLError | null {
  if (query.length > limits.charactersMax) return tooMuch('characters', query.length, limits.charactersMax);
  let nesting = 0;
  for (const [part] of query.matchAll(nestingForm)) {
    if (part === '[' || part === '(' || part === '{') nesting += 1;
    else if (part === ']' || part === ')' || part === '}') nesting -= 1;
    if (nesting > limits.nestingMax)
      return tooMuch('nested brackets', `more than ${limits.nestingMax}`, limits.nestingMax);
  }
  return null;
}

function documentRefusal(query: string, limits: OperationLimits): GraphQLError | null {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: limits.tokensMax, noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError && error.message.includes('tokens')) {
      return tooMuch('tokens', `more than ${limits.tokensMax}`, limits.tokensMax);
    }
    // An ordinary syntax error is the server's to report.
    return null;
  }
  const measure = createMeasure(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const cost = measure(definition.selectionSet);
    const refusal =
      over('levels of depth', cost.depth, limits.depthMax) ??
      over('fields', cost.fields, limits.fieldsMax) ??
      over('aliases', cost.aliases, limits.aliasesMax) ??
      over('root fields', cost.width, limits.rootFieldsMax) ??
      over('directives', cost.directives + (definition.directives?.length ?? 0), limits.directivesMax);
    if (refusal !== null) return refusal;
  }
  return null;
}

function over(what: string, found: number, max: number): GraphQLError | null {
  return found > max ? tooMuch(what, found, max) : null;
}

/** What a selection set costs with its fragments spread out; `width` counts the fields of its own level. */
interface Cost {
  depth: number;
  fields: number;
  aliases: number;
  width: number;
  directives: number;
}

const nothing: Readonly<Cost> = { depth: 0, fields: 0, aliases: 0, width: 0, directives: 0 };

/** Each fragment is measured once however often it is spread, so that doubling fragments cost us nothing. */
function createMeasure(document: DocumentNode): (selectionSet: SelectionSetNode) => Readonly<Cost> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Readonly<Cost>>();

  function ofFragment(name: string): Readonly<Cost> {
    const known = measured.get(name);
    if (known !== undefined) return known;
    // A fragment inside itself counts as nothing here; validation refuses the document afterwards.
    measured.set(name, nothing);
    const fragment = fragments.get(name);
    const cost = fragment === undefined ? nothing : measure(fragment.selectionSet);
    measured.set(name, cost);
    return cost;
  }

  function measure(selectionSet: SelectionSetNode): Readonly<Cost> {
    const total = { ...nothing };
    for (const selection of selectionSet.selections) {
      total.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet === undefined ? nothing : measure(selection.selectionSet);
        total.depth = Math.max(total.depth, below.depth + 1);
        total.fields += below.fields + 1;
        total.aliases += below.aliases + (selection.alias === undefined ? 0 : 1);
        total.width += 1;
        total.directives += below.directives;
        continue;
      }
      const spread =
        selection.kind === Kind.FRAGMENT_SPREAD ? ofFragment(selection.name.value) : measure(selection.selectionSet);
      total.depth = Math.max(total.depth, spread.depth);
      total.fields += spread.fields;
      total.aliases += spread.aliases;
      total.width += spread.width;
      total.directives += spread.directives;
    }
    return total;
  }

  return measure;
}
