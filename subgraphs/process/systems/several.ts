// The same question about several records in one request: the system API reads them together, where one by one each costs it a call.
import { parse } from 'graphql';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { z } from 'zod';
import type { ServiceSystem } from '../../runtime/service-token.ts';
import { type Endpoint, readMsMax } from './endpoint.ts';
import { readBy } from './exchange.ts';

/** What is asked of each: a root field that takes one variable. */
export interface EachQuestion {
  readonly name: string;
  readonly field: string;
  /** What of each record, and its type. */
  readonly fields: string;
  readonly type: string;
  /** The field's argument and its type; a canonical `id` by default. */
  readonly argument?: { readonly name: string; readonly type: string };
}

/** A system API takes 30 fields at the root of a question. */
const askedMax = 30;
const documents = new Map<string, TypedDocumentNode<object, Readonly<Record<string, unknown>>>>();

/** Answers in the order asked for, each of the system itself; null where there is no such record. Raises Fault. */
export async function askEach<Shape extends z.ZodType>(
  system: ServiceSystem,
  endpoint: Endpoint,
  question: EachQuestion,
  { ids, shape }: { readonly ids: readonly unknown[]; readonly shape: Shape },
): Promise<readonly (z.infer<Shape> | null)[]> {
  const all: (z.infer<Shape> | null)[] = [];
  for (let from = 0; from < ids.length; from += askedMax) {
    const part = ids.slice(from, from + askedMax);
    const variables = Object.fromEntries(part.map((id, index) => [`v${index}`, id]));
    const exchange = await endpoint.ask(documentOf(question, part.length), variables, readMsMax, 'LIVE');
    const answer = z.object(Object.fromEntries(part.map((_, index) => [`a${index}`, shape.nullable()] as const)));
    all.push(
      ...readBy(system, exchange, (data) => {
        const told = answer.safeParse(data);
        // Each alias is in the shape.
        return told.success ? part.map((_, index) => told.data[`a${index}`] as z.infer<Shape> | null) : undefined;
      }),
    );
  }
  return all;
}

function documentOf(question: EachQuestion, count: number) {
  const { name, field, fields, type, argument = { name: 'id', type: 'ID!' } } = question;
  const key = `${name} ${count}`;
  const known = documents.get(key);
  if (known !== undefined) return known;
  const numbers = Array.from({ length: count }, (_, index) => index);
  const variables = numbers.map((number) => `$v${number}: ${argument.type}`).join(', ');
  const parts = numbers.map((number) => `a${number}: ${field}(${argument.name}: $v${number}) { ...Each }`);
  const text = `query ${name}(${variables}) { ${parts.join(' ')} } fragment Each on ${type} { ${fields} }`;
  const made: TypedDocumentNode<object, Readonly<Record<string, unknown>>> = parse(text);
  documents.set(key, made);
  return made;
}
