// Stage 4, mask: what this role may not see. Hidden fields are never asked for (federation/specialise.ts leaves them out of
// the plan) and are null in the answer; hidden inputs are refused, because a filter or an order tells what it filters by.
import {
  getNamedType,
  GraphQLError,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { DocumentNode, GraphQLInputType, GraphQLSchema, ValueNode } from 'graphql';
import { isSensitivityClass, maySee, roles } from '../../schema/canon/roles.ts';
import type { Role } from '../../schema/canon/roles.ts';
import { endingWith } from '../errors.ts';
import { openMask } from '../federation/mask.ts';
import type { Mask } from '../federation/mask.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import type { Identity } from './identify.ts';

/** One mask per role of one supergraph. Where nobody is identified there is nothing to mask by, and nothing is masked. */
export function createMasks(supergraph: Supergraph): (identity: Identity) => Mask {
  const masks = new Map<Role, Mask>();
  for (const role of roles) masks.set(role, maskOf(role, supergraph.sensitive));
  return (identity) => (identity.kind === 'anybody' ? openMask : (masks.get(identity.role) ?? closedMask));
}

/** For a role that no table knows. */
const closedMask: Mask = { key: 'everything', hides: () => true };

function maskOf(role: Role, sensitive: ReadonlyMap<string, string>): Mask {
  const hidden = new Set<string>();
  for (const [coordinate, sensitivity] of sensitive) {
    // A class the table does not know is seen by nobody.
    if (!isSensitivityClass(sensitivity) || !maySee(role, sensitivity)) hidden.add(coordinate);
  }
  return hidden.size === 0 ? openMask : { key: role, hides: (coordinate) => hidden.has(coordinate) };
}

/** A document with the variables it is to run with. */
export interface Inputs {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The refusal of an operation that uses a hidden argument or input field, or null. */
export function refuseHiddenInputs(
  schema: GraphQLSchema,
  mask: Mask,
  { document, variables }: Inputs,
): GraphQLError | null {
  if (mask.key === '') return null;
  const hidden = hiddenInputs(schema, mask, document).in(variables);
  if (hidden.length === 0) return null;
  return new GraphQLError(`Your role may not use ${hidden.join(', ')}. Leave it out of the query.`, {
    extensions: { ...endingWith('FORBIDDEN'), coordinates: hidden },
  });
}

/** By schema and document, then by the mask's key: a document is looked through once per mask. */
const known = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, Map<string, HiddenInputs>>>();

function hiddenInputs(schema: GraphQLSchema, mask: Mask, document: DocumentNode): HiddenInputs {
  let documents = known.get(schema);
  if (!documents) known.set(schema, (documents = new WeakMap()));
  let masks = documents.get(document);
  if (!masks) documents.set(document, (masks = new Map<string, HiddenInputs>()));
  let inputs = masks.get(mask.key);
  if (!inputs) masks.set(mask.key, (inputs = new HiddenInputs(schema, mask, document)));
  return inputs;
}

/** The hidden arguments and input fields a document uses, or would use with certain variables. */
class HiddenInputs {
  readonly #always: readonly string[];
  /** Used when the variable has a value: left out, it leaves its argument out, so one document serves several roles. */
  readonly #whenGiven: readonly (readonly [variable: string, coordinate: string])[];
  /** Variables whose types have hidden fields somewhere inside. */
  readonly #holders: readonly (readonly [variable: string, type: GraphQLInputType])[];
  readonly #mask: Mask;

  constructor(schema: GraphQLSchema, mask: Mask, document: DocumentNode) {
    const always = new Set<string>();
    const whenGiven: [string, string][] = [];
    const holders: [string, GraphQLInputType][] = [];
    const withDefault = variablesWithDefault(document);
    const note = (coordinate: string, value: ValueNode): void => {
      if (!mask.hides(coordinate)) return;
      if (value.kind !== Kind.VARIABLE || withDefault.has(value.name.value)) always.add(coordinate);
      else whenGiven.push([value.name.value, coordinate]);
    };
    const typeInfo = new TypeInfo(schema);
    visit(
      document,
      visitWithTypeInfo(typeInfo, {
        VariableDefinition(node) {
          const type = typeInfo.getInputType();
          if (type && holdsHidden(type, mask, new Set())) holders.push([node.variable.name.value, type]);
        },
        Argument(node) {
          const [parent, field] = [typeInfo.getParentType(), typeInfo.getFieldDef()];
          if (!parent || !field || typeInfo.getDirective()) return;
          note(`${parent.name}.${field.name}(${node.name.value}:)`, node.value);
        },
        ObjectField(node) {
          const parent = typeInfo.getParentInputType();
          if (parent) note(`${getNamedType(parent).name}.${node.name.value}`, node.value);
        },
      }),
    );
    [this.#always, this.#whenGiven, this.#holders, this.#mask] = [[...always].sort(), whenGiven, holders, mask];
  }

  /** Those that are used with these variables, sorted. */
  in(variables: Readonly<Record<string, unknown>>): readonly string[] {
    if (this.#whenGiven.length === 0 && this.#holders.length === 0) return this.#always;
    const used = new Set(this.#always);
    for (const [variable, coordinate] of this.#whenGiven) if (Object.hasOwn(variables, variable)) used.add(coordinate);
    for (const [variable, type] of this.#holders) noteHiddenFields(type, variables[variable], this.#mask, used);
    return [...used].sort();
  }
}

/** Read before anything else: a fragment may stand before the operation whose variables it uses. */
function variablesWithDefault(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const { variable, defaultValue } of definition.variableDefinitions ?? [])
      if (defaultValue) names.add(variable.name.value);
  }
  return names;
}

/** Whether an input type has a hidden field anywhere inside. */
function holdsHidden(type: GraphQLInputType, mask: Mask, seen: Set<string>): boolean {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || seen.has(named.name)) return false;
  seen.add(named.name);
  return Object.values(named.getFields()).some(
    (field) => mask.hides(`${named.name}.${field.name}`) || holdsHidden(field.type, mask, seen),
  );
}

/** Notes the hidden input fields that a variable's value fills in, however deep. */
function noteHiddenFields(type: GraphQLInputType, value: unknown, mask: Mask, used: Set<string>): void {
  const plain = isNonNullType(type) ? type.ofType : type;
  if (value === null || value === undefined) return;
  if (isListType(plain)) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    for (const item of items) noteHiddenFields(plain.ofType, item, mask, used);
    return;
  }
  if (!isInputObjectType(plain) || typeof value !== 'object') return;
  const fields = plain.getFields();
  for (const [name, part] of Object.entries(value)) {
    const field = fields[name];
    if (!field) continue; // graphql-js refuses it with better words
    const coordinate = `${plain.name}.${name}`;
    if (mask.hides(coordinate)) used.add(coordinate);
    noteHiddenFields(field.type, part, mask, used);
  }
}
