// How the vendor refuses a query: a code, and for names and values the place in the text with a caret under it.
import { refusal, type ApiError } from '../api-error.ts';

/** Characters of the query shown before and after the place of an error. */
const CONTEXT_CHARACTERS = 40;

/** Not a sentence of the language. */
export function malformedQuery(message: string): ApiError {
  return refusal(400, 'MALFORMED_QUERY', message);
}

/** A sentence, but this word may not stand here. */
export function unexpectedToken(text: string): ApiError {
  return malformedQuery(`unexpected token: '${text}'`);
}

/** A field, relationship or value that the object does not take; `start` is its offset in the query. */
export function invalidField(query: string, start: number, message: string): ApiError {
  return refusal(400, 'INVALID_FIELD', atPlace(query, start, message));
}

/** An object nobody knows. */
export function invalidType(query: string, start: number, message: string): ApiError {
  return refusal(400, 'INVALID_TYPE', atPlace(query, start, message));
}

/** An operator or value that this type of field cannot be filtered with. */
export function invalidFilter(query: string, start: number, message: string): ApiError {
  return refusal(400, 'INVALID_QUERY_FILTER_OPERATOR', atPlace(query, start, message));
}

/** The vendor's words for a field that is not there; they are the same for every object. */
export function noSuchColumn(name: string, entity: string): string {
  return (
    `No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the ` +
    `'__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`
  );
}

/** The vendor's words for an object that is not there. */
export function unsupportedType(name: string): string {
  return (
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' ` +
    `after the entity name. Please reference your WSDL or the describe call for the appropriate names.`
  );
}

/** The vendor's words for a relationship that is not there, `in field path` or `in FROM part of query call`. */
export function unknownRelationship(name: string, where: string): string {
  return (
    `Didn't understand relationship '${name}' ${where}. If you are attempting to use a custom relationship, be sure to ` +
    `append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the ` +
    `appropriate names.`
  );
}

/** The words around the place, a caret under it, and its row and column counted from 1. */
function atPlace(query: string, start: number, message: string): string {
  const before = query.slice(0, start);
  const row = before.split('\n').length;
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEnd = query.indexOf('\n', start);
  const line = query.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  const column = start - lineStart;
  const from = wordStart(line, column);
  const shown = line.slice(from, wordEnd(line, column));
  return `\n${shown}\n${' '.repeat(column - from)}^\nERROR at Row:${row}:Column:${column + 1}\n${message}`;
}

function wordStart(line: string, column: number): number {
  if (column <= CONTEXT_CHARACTERS) return 0;
  const space = line.indexOf(' ', column - CONTEXT_CHARACTERS);
  return space < 0 || space >= column ? column : space + 1;
}

function wordEnd(line: string, column: number): number {
  if (line.length - column <= CONTEXT_CHARACTERS) return line.length;
  const space = line.lastIndexOf(' ', column + CONTEXT_CHARACTERS);
  return space <= column ? line.length : space;
}
