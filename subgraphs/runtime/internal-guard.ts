// Root fields marked @inaccessible are for services only, and services reach nothing else: what people may see is masked and
// limited by who they are, and a service is nobody. The guard sits on the executable schema, where no resolver can forget it
// and no alias, fragment or batch goes around it.
import { defaultFieldResolver, GraphQLError, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLSchema } from 'graphql';
import type { Envelope, Principal } from './envelope.ts';
import { scopeOf } from './service-token.ts';

/** Wraps the root fields of a subgraph in place and returns the schema. */
export function guardInternal(schema: GraphQLSchema, subgraph: string): GraphQLSchema {
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    if (!isObjectType(root)) continue;
    for (const field of Object.values(root.getFields())) {
      if (field.name === '_service') continue;
      const coordinate = `${root.name}.${field.name}`;
      if (isInternal(field)) forServices(field, coordinate, scopeOf(subgraph));
      else forPeople(field, coordinate);
    }
  }
  return schema;
}

function isInternal({ astNode }: GraphQLField<unknown, unknown>): boolean {
  return (astNode?.directives ?? []).some(({ name }) => /^(federation__)?inaccessible$/.test(name.value));
}

function forServices(field: GraphQLField<unknown, unknown>, coordinate: string, scope: string): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    const service = serviceOf(context);
    const wanted = `${coordinate} takes a service token with the scope "${scope}"`;
    if (service === undefined) throw forbidden(coordinate, `${wanted}; a person's token was given`);
    if (!service.scopes.includes(scope))
      throw forbidden(coordinate, `${wanted}; this one has the scope "${service.scopes.join(' ')}"`);
    return resolve(source, args, context, info);
  };
}

function forPeople(field: GraphQLField<unknown, unknown>, coordinate: string): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    if (serviceOf(context) !== undefined)
      throw forbidden(coordinate, `${coordinate} takes a person's token; a service token reaches internal fields only`);
    return resolve(source, args, context, info);
  };
}

function serviceOf(context: unknown): Principal['service'] {
  return (context as { readonly envelope?: Envelope } | undefined)?.envelope?.principal.service;
}

function forbidden(coordinate: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'FORBIDDEN', coordinate } });
}
