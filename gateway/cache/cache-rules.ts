// What the schema says about repeating: @cacheControl, @cacheTag and @cacheInvalidate, read once per supergraph.
import { isAbstractType, isInterfaceType, isObjectType, Kind } from 'graphql';
import type { ConstDirectiveNode, ConstValueNode, GraphQLNamedType, GraphQLSchema } from 'graphql';

/** What is declared at one place. Null where it says nothing. */
export interface CacheRule {
  readonly maxAgeMs: number | null;
  readonly scope: 'PUBLIC' | 'PRIVATE' | null;
  /** Texts with {$key.…} or {$args.…}: names under which what is kept can be made invalid. */
  readonly tags: readonly string[];
  /** The same on a field of Mutation: what it makes invalid. */
  readonly invalidates: readonly string[];
}

/** Says nothing. */
const silent: CacheRule = { maxAgeMs: null, scope: null, tags: [], invalidates: [] };

/** The declarations of one supergraph. */
export interface CacheRules {
  /** Whether any place has a maxAge: a schema without one was written by somebody who did not think of repeating. */
  readonly declaresAges: boolean;
  ofType(typename: string): CacheRule;
  ofField(typename: string, field: string): CacheRule;
}

/** Reads the declarations, also those that Federation 2.12 carries in @join__directive. */
export function readCacheRules(schema: GraphQLSchema): CacheRules {
  const rules = new Map<string, CacheRule>();
  for (const type of Object.values(schema.getTypeMap())) {
    note(rules, type.name, directivesOf(type));
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      note(rules, `${type.name}.${field.name}`, field.astNode?.directives ?? []);
    }
  }
  /** On an interface or union the strictest of what its types say. */
  const lookUp = (typename: string, suffix: string): CacheRule => {
    const type = schema.getType(typename);
    const own = rules.get(typename + suffix) ?? silent;
    if (!isAbstractType(type)) return own;
    const concrete = schema.getPossibleTypes(type).map(({ name }) => rules.get(name + suffix) ?? silent);
    return strictest(own, concrete);
  };
  const remembered = new Map<string, CacheRule>();
  const look = (typename: string, suffix: string): CacheRule => {
    const key = typename + suffix;
    let rule = remembered.get(key);
    if (!rule) remembered.set(key, (rule = lookUp(typename, suffix)));
    return rule;
  };
  return {
    declaresAges: [...rules.values()].some(({ maxAgeMs }) => maxAgeMs !== null),
    ofType: (typename) => look(typename, ''),
    ofField: (typename, field) => look(typename, `.${field}`),
  };
}

/** Public only where every type says so. */
function strictest(own: CacheRule, concrete: readonly CacheRule[]): CacheRule {
  const ages = [own, ...concrete].flatMap(({ maxAgeMs }) => maxAgeMs ?? []);
  const isPublic = own.scope === 'PUBLIC' || (concrete.length > 0 && concrete.every(({ scope }) => scope === 'PUBLIC'));
  const isPrivate = [own, ...concrete].some(({ scope }) => scope === 'PRIVATE');
  return {
    maxAgeMs: ages.length > 0 ? Math.min(...ages) : null,
    scope: isPrivate ? 'PRIVATE' : isPublic ? 'PUBLIC' : null,
    tags: own.tags,
    invalidates: own.invalidates,
  };
}

function directivesOf(type: GraphQLNamedType): ConstDirectiveNode[] {
  return [type.astNode, ...type.extensionASTNodes].flatMap((node) => node?.directives ?? []);
}

function note(rules: Map<string, CacheRule>, coordinate: string, directives: readonly ConstDirectiveNode[]): void {
  let rule = silent;
  for (const { name, values } of directives.flatMap(readDirective)) {
    if (name === 'cacheControl') rule = withControl(rule, values);
    if (name === 'cacheTag') rule = { ...rule, tags: [...rule.tags, ...textOf(values.get('format'))] };
    if (name === 'cacheInvalidate')
      rule = { ...rule, invalidates: [...rule.invalidates, ...textOf(values.get('format'))] };
  }
  if (rule !== silent) rules.set(coordinate, rule);
}

interface ReadDirective {
  readonly name: string;
  readonly values: ReadonlyMap<string, ConstValueNode>;
}

/** A directive, or the one that @join__directive carries under another name (`federation__cacheTag`). */
function readDirective({ name, arguments: given = [] }: ConstDirectiveNode): ReadDirective[] {
  const values = new Map(given.map((argument) => [argument.name.value, argument.value]));
  if (name.value !== 'join__directive') return [{ name: name.value, values }];
  const [carried] = textOf(values.get('name'));
  const inner = values.get('args');
  if (carried === undefined || inner?.kind !== Kind.OBJECT) return [];
  const fields = new Map(inner.fields.map((field) => [field.name.value, field.value]));
  return [{ name: carried.replace(/^.*__/, ''), values: fields }];
}

/** Two declarations for one place (of two subgraphs): the shorter time, the narrower scope. */
function withControl(rule: CacheRule, values: ReadonlyMap<string, ConstValueNode>): CacheRule {
  const age = values.get('maxAge');
  const maxAgeMs = age?.kind === Kind.INT ? Math.max(0, Number(age.value)) * 1_000 : null;
  const said = values.get('scope');
  const scope = said?.kind === Kind.ENUM || said?.kind === Kind.STRING ? said.value : null;
  return {
    ...rule,
    maxAgeMs: maxAgeMs === null ? rule.maxAgeMs : Math.min(maxAgeMs, rule.maxAgeMs ?? Infinity),
    // Only the exact word shares; a misspelt one must not.
    scope: scope === null ? rule.scope : scope === 'PUBLIC' && rule.scope !== 'PRIVATE' ? 'PUBLIC' : 'PRIVATE',
  };
}

function textOf(value: ConstValueNode | undefined): string[] {
  return value?.kind === Kind.STRING ? [value.value] : [];
}
