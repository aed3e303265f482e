// Reading JSON bodies without being hurt by them: hundreds of thousands of brackets cost the parser far more than their
// bytes, and a key called __proto__ means something to JavaScript.
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../refusal.ts';

/** Variables nest a few levels; the limit of variables is lower still, this one is for the parser. */
const nestingMax = 200;
/** A shorter body can nest, but not cost. */
const harmlessCharactersMax = 4_096;

/** Reads application/json in place of the server's own parser. */
export function readJsonBodies(scope: FastifyInstance): void {
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJson(textOf(body)));
    } catch (error) {
      done(error instanceof Refusal ? error : new Refusal(400, 'BAD_REQUEST', 'The body is not JSON'));
    }
  });
}

/** Read as if they were UTF-8, other bytes would become question marks, and be stored as such. */
function textOf(body: string | Buffer): string {
  if (typeof body === 'string') return body;
  if (!isUtf8(body)) throw new Refusal(400, 'BAD_REQUEST', 'The body is not UTF-8, which JSON is (RFC 8259, 8.1)');
  return body.toString('utf8');
}

/** Parses a body; throws a Refusal for what nests too deep or names a prototype, and SyntaxError for what is not JSON. */
export function parseJson(text: string): unknown {
  if (text.length > harmlessCharactersMax) refuseNesting(text);
  // A byte order mark is no JSON, but editors leave it behind.
  const json = text.charCodeAt(0) === 0xfe_ff ? text.slice(1) : text;
  // The name may also hide behind escapes.
  const isSuspicious = json.includes('"__proto__"') || json.includes('"constructor"') || json.includes('\\u00');
  return isSuspicious ? (JSON.parse(json, refusePrototypes) as unknown) : (JSON.parse(json) as unknown);
}

function refusePrototypes(key: string, value: unknown): unknown {
  const isPrototype =
    key === '__proto__' ||
    (key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype'));
  if (isPrototype) throw new Refusal(400, 'BAD_REQUEST', `A key may not be called ${key}; choose another name`);
  return value;
}

function refuseNesting(text: string): void {
  let nesting = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isInText) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) isInText = false;
    } else if (code === 0x22) isInText = true;
    else if (code === 0x5b || code === 0x7b) {
      nesting += 1;
      if (nesting > nestingMax)
        throw new Refusal(
          400,
          'OPERATION_TOO_LARGE',
          `The body nests more than ${nestingMax} levels deep; send less at once`,
        );
    } else if (code === 0x5d || code === 0x7d) nesting -= 1;
  }
}
