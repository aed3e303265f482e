// The mask: a field a role may not see is null without its resolver being called, and cannot be used to filter or sort by.
// It sits on the executable schema, below aliases, fragments and _entities, so there is no way around it.
import {
  GraphQLError,
  Kind,
  defaultFieldResolver,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type {
  ConstDirectiveNode,
  GraphQLArgument,
  GraphQLField,
  GraphQLFieldResolver,
  GraphQLInputField,
  GraphQLInputType,
  GraphQLObjectType,
  GraphQLSchema,
} from 'graphql';
import { isSensitivityClass, maySee } from '../../schema/canon/roles.ts';
import type { SensitivityClass } from '../../schema/canon/roles.ts';
import type { Envelope } from './envelope.ts';

/** What the mask needs of a context; a request without a principal is treated as one that may see nothing. */
export interface MaskContext {
  readonly envelope?: Envelope;
}

type Classes = readonly SensitivityClass[];

/** What a role may see, of values and of inputs; asked anew for every field of every request. */
type Sight = (context: unknown, classes: Classes) => boolean;

const sight: Sight = (context, classes) => {
  if (classes.length === 0) return true;
  const role = (context as MaskContext | undefined)?.envelope?.principal.role;
  return role !== undefined && classes.every((sensitivity) => maySee(role, sensitivity));
};

/**
 * Wraps the resolvers of a schema in place and returns it. Throws when a @sensitive field cannot be null or names an unknown
 * class: a mask that would break or be skipped must stop the start.
 */
export function maskSchema(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) maskField(type, field);
  }
  return schema;
}

function maskField(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): void {
  const coordinate = `${type.name}.${field.name}`;
  // An interface's field may be selected through the interface but is resolved by the object, so the object inherits the class.
  const inherited = type.getInterfaces().flatMap((parent) => {
    const declared = isInterfaceType(parent) ? parent.getFields()[field.name] : undefined;
    return declared === undefined ? [] : classesOf(declared.astNode?.directives, `${parent.name}.${field.name}`);
  });
  const classes = [...classesOf(field.astNode?.directives, coordinate), ...inherited];
  const guards = field.args.flatMap((argument) => argumentGuards(argument, coordinate));
  if (classes.length === 0 && guards.length === 0) return;
  if (classes.length > 0 && isNonNullType(field.type)) {
    throw new Error(`${coordinate} is @sensitive and must be nullable: masked it is null, and null must fit`);
  }
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = masked(resolve, classes, guards);
}

function masked(
  resolve: GraphQLFieldResolver<unknown, unknown>,
  classes: Classes,
  guards: readonly Guard[],
): GraphQLFieldResolver<unknown, unknown> {
  return (source, args: Record<string, unknown>, context, info) => {
    if (!sight(context, classes)) return null;
    for (const guard of guards) guard(args, context);
    return resolve(source, args, context, info);
  };
}

/** Looks into the arguments of one request and raises FORBIDDEN when a hidden one was given. */
type Guard = (holder: Readonly<Record<string, unknown>>, context: unknown) => void;

function forbidden(coordinate: string): GraphQLError {
  return new GraphQLError(`${coordinate} may not be used by this role`, {
    extensions: { code: 'FORBIDDEN', coordinate },
  });
}

function argumentGuards(argument: GraphQLArgument, fieldCoordinate: string): Guard[] {
  return inputGuards(argument, `${fieldCoordinate}(${argument.name}:)`, new Map());
}

/** The guards of one argument or input field: on itself, and on what may lie inside it. */
function inputGuards(
  input: GraphQLArgument | GraphQLInputField,
  coordinate: string,
  known: Map<string, Guard[]>,
): Guard[] {
  const classes = classesOf(input.astNode?.directives, coordinate);
  const inner = valueGuards(input.type, known);
  const guards: Guard[] = [];
  if (classes.length > 0) {
    guards.push((holder, context) => {
      // Given is whatever differs from leaving it out; even an explicit null may mean something to a filter.
      const given = holder[input.name] !== undefined && holder[input.name] !== input.defaultValue;
      if (given && !sight(context, classes)) throw forbidden(coordinate);
    });
  }
  if (inner !== null) guards.push((holder, context) => inner(holder[input.name], context));
  return guards;
}

/** A guard over a value of an input type, lists included; null when nothing in the type is sensitive. */
function valueGuards(
  type: GraphQLInputType,
  known: Map<string, Guard[]>,
): ((value: unknown, context: unknown) => void) | null {
  const named = getNamedType(type);
  if (isEnumType(named)) {
    const hidden = named.getValues().flatMap((member) => {
      const coordinate = `${named.name}.${member.name}`;
      const classes = classesOf(member.astNode?.directives, coordinate);
      return classes.length === 0 ? [] : [{ value: member.value as unknown, classes, coordinate }];
    });
    if (hidden.length === 0) return null;
    return eachOf((value, context) => {
      const member = hidden.find((candidate) => candidate.value === value);
      if (member !== undefined && !sight(context, member.classes)) throw forbidden(member.coordinate);
    });
  }
  if (!isInputObjectType(named)) return null;
  const guards = known.get(named.name) ?? [];
  if (!known.has(named.name)) {
    // Entered before its fields are: an input type may contain itself.
    known.set(named.name, guards);
    for (const field of Object.values(named.getFields())) {
      guards.push(...inputGuards(field, `${named.name}.${field.name}`, known));
    }
  }
  return eachOf((value, context) => {
    if (typeof value !== 'object' || value === null) return;
    for (const guard of guards) guard(value as Record<string, unknown>, context);
  });
}

function eachOf(look: (value: unknown, context: unknown) => void): (value: unknown, context: unknown) => void {
  const lookInto = (value: unknown, context: unknown): void => {
    if (Array.isArray(value)) for (const item of value) lookInto(item, context);
    else look(value, context);
  };
  return lookInto;
}

function classesOf(directives: readonly ConstDirectiveNode[] | undefined, coordinate: string): Classes {
  return (directives ?? [])
    .filter((directive) => directive.name.value === 'sensitive')
    .map((directive) => {
      const given = directive.arguments?.find((argument) => argument.name.value === 'class')?.value;
      const text = given?.kind === Kind.STRING || given?.kind === Kind.ENUM ? given.value : undefined;
      if (isSensitivityClass(text)) return text;
      throw new Error(
        `${coordinate} is @sensitive of the class "${text ?? ''}", which schema/canon/roles.ts does not know`,
      );
    });
}
