// What one GraphQL operation may cost before anything runs. Checked on the text and the parsed document, ahead of validation:
// graphql-js' own rules are quadratic in equal aliases, so they must never see a hostile document.
import { GraphQLError, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { sizeOf } from './operation-size.ts';
import type { OperationSize } from './operation-size.ts';

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
  readonly fragmentsMax: number;
  readonly repeatsMax: number;
}

/** The name of a limit. */
export type LimitName = keyof OperationLimits;

/** Whether a limit refuses, only tells what it would refuse, or is not looked at. */
export const limitModes = ['enforce', 'measure', 'off'] as const;
export type LimitMode = (typeof limitModes)[number];

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
  fragmentsMax: 100, // validation compares each pair: 400 took it 130 ms
  repeatsMax: 100, // the same for fields of one response key: 480 took 150 ms
};

/** What is refused even where a limit is only measured or off, because looking at it would already cost too much. */
export const hardLimits: Pick<OperationLimits, 'charactersMax' | 'tokensMax' | 'nestingMax'> = {
  charactersMax: 2_000_000,
  tokensMax: 50_000,
  nestingMax: 300,
};

/** Documents already admitted; clients send the same few hundred, and a gateway the same plans. */
const admittedMax = 1_000;
const admittedCharactersMax = 5_000_000;

/** Told of the gate's findings, for the metrics by which limits are chosen. */
export interface GateObserver {
  /** Once for each document not met before, and only as far as it could be read. */
  measured(limit: LimitName, value: number): void;
  /** At each request that passes a limit, refused or not. */
  exceeded(limit: LimitName, mode: 'enforce' | 'measure'): void;
}

/** How a gate deviates from refusing by every limit in silence. */
export interface GateOptions {
  readonly modes?: Partial<Readonly<Record<LimitName, LimitMode>>>;
  readonly observer?: GateObserver;
}

/** Raises nothing: null means admitted, else the refusal to send with HTTP 400. */
export interface OperationGate {
  refusalOf(query: string): GraphQLError | null;
}

/** How many tokens a parser behind the gate must accept. */
export function parserTokensMax(limits: OperationLimits, modes: GateOptions['modes'] = {}): number {
  return (modes.tokensMax ?? 'enforce') === 'enforce' ? limits.tokensMax : hardLimits.tokensMax;
}

/** A gate with a bounded memory of what it admitted: a document it knows costs one look-up. */
export function createOperationGate(
  limits: OperationLimits = defaultOperationLimits,
  { modes = {}, observer }: GateOptions = {},
): OperationGate {
  /** Admitted documents with the measured limits they pass, nearly always none. */
  const admitted = new LRUCache<string, readonly LimitName[]>({
    max: admittedMax,
    maxSize: admittedCharactersMax,
    sizeCalculation: (_, query) => query.length + 1,
  });
  return {
    refusalOf(query) {
      const known = admitted.get(query);
      if (known !== undefined) {
        if (known.length > 0) for (const limit of known) observer?.exceeded(limit, 'measure');
        return null;
      }
      const look = new Look(limits, modes, observer);
      look.atText(query);
      if (look.refusal === null) look.atDocument(query);
      if (look.refusal === null) admitted.set(query, look.passed);
      return look.refusal;
    },
  };
}

/** One document being looked at. */
class Look {
  refusal: GraphQLError | null = null;
  readonly passed: LimitName[] = [];
  readonly #limits: OperationLimits;
  readonly #modes: NonNullable<GateOptions['modes']>;
  readonly #observer: GateObserver | undefined;

  constructor(limits: OperationLimits, modes: NonNullable<GateOptions['modes']>, observer: GateObserver | undefined) {
    this.#limits = limits;
    this.#modes = modes;
    this.#observer = observer;
  }

  atText(query: string): void {
    this.#weigh('charactersMax', query.length, hardLimits.charactersMax);
    if (this.refusal !== null) return;
    if (query.includes('__proto__')) {
      // Such a key would not name a field of a JavaScript object but its prototype.
      this.refusal = new GraphQLError(
        '__proto__ may not stand in a query; choose another name, and send texts as variables',
        {
          extensions: { code: 'BAD_REQUEST' },
        },
      );
      return;
    }
    this.#weigh('nestingMax', nestingOf(query, hardLimits.nestingMax), hardLimits.nestingMax);
  }

  atDocument(query: string): void {
    const document = this.#parse(query);
    if (document === null) return;
    const size = sizeOf(document);
    for (const [limit, measure] of documentMeasures) this.#weigh(limit, size[measure]);
    if (size.cycle === null || this.refusal !== null) return;
    // Validation would find it too, after comparing the fragments' fields for a while.
    this.refusal = new GraphQLError(`Cannot spread fragment "${size.cycle}" within itself`, {
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  }

  #parse(query: string): DocumentNode | null {
    const maxTokens = parserTokensMax(this.#limits, this.#modes);
    try {
      return parse(query, { maxTokens, noLocation: true });
    } catch (error) {
      if (error instanceof GraphQLError && error.message.includes('tokens')) {
        this.#observer?.exceeded('tokensMax', 'enforce');
        this.refusal = tooMuch('tokens', `more than ${maxTokens}`, maxTokens);
      }
      // An ordinary syntax error is the server's to report.
      return null;
    }
  }

  #weigh(limit: LimitName, found: number, hardMax = Infinity): void {
    const mode = this.#modes[limit] ?? 'enforce';
    const max = mode === 'enforce' ? this.#limits[limit] : hardMax;
    if (mode !== 'off') this.#observer?.measured(limit, found);
    if (found > max) {
      this.#observer?.exceeded(limit, 'enforce');
      this.refusal ??= tooMuch(words[limit], found, max);
    } else if (mode === 'measure' && found > this.#limits[limit]) {
      this.#observer?.exceeded(limit, 'measure');
      this.passed.push(limit);
    }
  }
}

const documentMeasures: readonly (readonly [LimitName, Exclude<keyof OperationSize, 'cycle'>])[] = [
  ['tokensMax', 'tokens'],
  ['depthMax', 'depth'],
  ['fieldsMax', 'fields'],
  ['aliasesMax', 'aliases'],
  ['rootFieldsMax', 'rootFields'],
  ['directivesMax', 'directives'],
  ['fragmentsMax', 'fragments'],
  ['repeatsMax', 'repeats'],
];

const words: Readonly<Record<LimitName, string>> = {
  charactersMax: 'characters',
  tokensMax: 'tokens',
  nestingMax: 'nested brackets',
  depthMax: 'levels of depth',
  fieldsMax: 'fields',
  aliasesMax: 'aliases',
  rootFieldsMax: 'root fields',
  directivesMax: 'directives',
  fragmentsMax: 'fragments',
  repeatsMax: 'fields of one name in one place',
};

/** The refusal of a document that asks for too much; its message names the limit and what was asked. */
function tooMuch(what: string, found: number | string, max: number): GraphQLError {
  const many = found === Infinity ? 'more than can be counted of' : found;
  const message = `The operation has ${many} ${what}; at most ${max} are allowed. Ask for less, or in several operations`;
  return new GraphQLError(message, { extensions: { code: 'OPERATION_TOO_LARGE' } });
}

/** The deepest nesting of brackets; counting ends just past `enough`. Strings and comments are stepped over whole. */
function nestingOf(query: string, enough: number): number {
  let nesting = 0;
  let deepest = 0;
  for (let at = 0; at < query.length && deepest <= enough; at += 1) {
    switch (query.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(query, at);
        break;
      case 0x23: // #
        at = endOfLine(query, at);
        break;
      case 0x28: // ( [ {
      case 0x5b:
      case 0x7b:
        nesting += 1;
        if (nesting > deepest) deepest = nesting;
        break;
      case 0x29: // ) ] }
      case 0x5d:
      case 0x7d:
        nesting -= 1;
        break;
    }
  }
  return deepest;
}

function endOfLine(query: string, from: number): number {
  for (let at = from + 1; at < query.length; at += 1) {
    const code = query.charCodeAt(at);
    if (code === 0x0a || code === 0x0d) return at;
  }
  return query.length;
}

/** The index of a string's last quote, or the end of the text: the parser refuses what is not closed. */
function endOfString(query: string, from: number): number {
  if (query.startsWith('"""', from)) {
    let end = query.indexOf('"""', from + 3);
    while (end !== -1 && query.charCodeAt(end - 1) === 0x5c) end = query.indexOf('"""', end + 3);
    return end === -1 ? query.length : end + 2;
  }
  for (let at = from + 1; at < query.length; at += 1) {
    const code = query.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22 || code === 0x0a || code === 0x0d) return at;
  }
  return query.length;
}
