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
  const hidden = usedInputs(schema, { document, variables }).filter((coordinate) => mask.hides(coordinate));
  if (hidden.length === 0) return null;
  return new GraphQLError(`Your role may not use ${hidden.join(', ')}. Leave it out of the query.`, {
    extensions: { ...endingWith('FORBIDDEN'), coordinates: hidden },
  });
}

/** The coordinates of all arguments and input fields that are given a value, sorted. */
function usedInputs(schema: GraphQLSchema, { document, variables }: Inputs): string[] {
  const used = new Set<string>();
  const given = new Set(Object.keys(variables));
  // A variable without a value leaves its argument out, so one document serves roles that may filter and roles that may not.
  const isGiven = (value: ValueNode): boolean => value.kind !== Kind.VARIABLE || given.has(value.name.value);
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      VariableDefinition(node) {
        const type = typeInfo.getInputType();
        if (node.defaultValue) given.add(node.variable.name.value);
        if (type) noteInputFields(type, variables[node.variable.name.value], used);
      },
      Argument(node) {
        const [parent, field] = [typeInfo.getParentType(), typeInfo.getFieldDef()];
        if (!parent || !field || typeInfo.getDirective() || !isGiven(node.value)) return;
        used.add(`${parent.name}.${field.name}(${node.name.value}:)`);
      },
      ObjectField(node) {
        const parent = typeInfo.getParentInputType();
        if (parent && isGiven(node.value)) used.add(`${getNamedType(parent).name}.${node.name.value}`);
      },
    }),
  );
  return [...used].sort();
}

/** Notes the input fields that a variable's value fills in, however deep. */
function noteInputFields(type: GraphQLInputType, value: unknown, used: Set<string>): void {
  const plain = isNonNullType(type) ? type.ofType : type;
  if (value === null || value === undefined) return;
  if (isListType(plain)) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    for (const item of items) noteInputFields(plain.ofType, item, used);
    return;
  }
  if (!isInputObjectType(plain) || typeof value !== 'object') return;
  const fields = plain.getFields();
  for (const [name, part] of Object.entries(value)) {
    const field = fields[name];
    if (!field) continue; // graphql-js refuses it with better words
    used.add(`${plain.name}.${name}`);
    noteInputFields(field.type, part, used);
  }
}
