/** The problems that errors stand for: a code and one short sentence that quotes nothing of the request. */
import { STATUS_CODES } from 'node:http';
import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { FaultRuleError } from '../authorizer/faults/file/rule-file.ts';
import { errorText, quotable } from '../cards/card-data/card-data.ts';
import { CardFileError } from '../cards/card-file.ts';
import { DatabaseError } from '../database/database.ts';
import { CardServiceError } from '../issuing/card-service.ts';
import { StoreError } from '../limits/store.ts';
import { HttpError } from './error.ts';
import { HEADER_BYTES_MAX, URL_BYTES_MAX } from './http-limits.ts';
import { PROBLEM_TYPE, PROBLEMS, type Problem, problemBody } from './problem.ts';

const NOT_JSON = 'The body is no JSON; send a JSON object.';
const SENTENCES = {
  notJson: { code: 'notJson', detail: 'Send JSON with the header content-type: application/json.' },
  badJson: { code: 'badJson', detail: NOT_JSON },
  badUrl: { code: 'badUrl', detail: 'The path is no valid URL; write a percent sign as %25.' },
  urlTooLong: { code: 'urlTooLong', detail: `The path and its query are longer than ${URL_BYTES_MAX} bytes; shorten them.` },
} as const satisfies Readonly<Record<string, Problem>>;

export const URL_TOO_LONG = SENTENCES.urlTooLong;

/** Fastify's messages may quote the request, so each of its errors gets a message of ours. */
const FASTIFY_ERRORS: Readonly<Record<string, Problem>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: SENTENCES.notJson,
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'badJson', detail: 'The body is empty; send a JSON object.' },
  FST_ERR_CTP_INVALID_JSON_BODY: SENTENCES.badJson,
  FST_ERR_BAD_URL: SENTENCES.badUrl,
  FST_ERR_MAX_PARAM_LENGTH: SENTENCES.urlTooLong,
};

/** What Node calls requests that it could not read, before there is a request. */
const NODE_ERRORS: Readonly<Record<string, Problem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'headersTooSlow', detail: 'The headers did not arrive in time; send the request again.' },
  HPE_HEADER_OVERFLOW: {
    code: 'headersTooLong',
    detail: `The headers are longer than ${HEADER_BYTES_MAX} bytes; send fewer or shorter ones.`,
  },
};
export const UNREADABLE: Problem = { code: 'badHttp', detail: 'This is no HTTP request that can be read; send HTTP/1.1.' };

export function unreadableProblem(code: string | undefined): Problem {
  return NODE_ERRORS[code ?? ''] ?? UNREADABLE;
}

/** An answer outside Fastify, as the bytes of HTTP/1.1. */
export function rawAnswer(problem: Problem): string {
  const { status } = PROBLEMS[problem.code];
  const body = JSON.stringify(problemBody(problem));
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: ${PROBLEM_TYPE}\r\n`;
  return `${head}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;
}

/** The issues that a sentence names; the others are counted. */
const ISSUES_SHOWN = 3;
/** A key of the request is shown when it is such a name: others may hold card data. */
const PLAIN_NAME = /^[A-Za-z][A-Za-z-]{0,39}$/;

type Issue = NonNullable<FastifyError['validation']>[number];

function textOf({ instancePath, keyword, message, params }: Issue): string {
  const field = quotable(instancePath.split('/').filter(Boolean).join('.') || 'the whole');
  if (keyword !== 'unrecognized_keys') return `${field}: ${message ?? 'is wrong'}`;
  const keys: readonly unknown[] = Array.isArray(params['keys']) ? params['keys'] : [];
  const shown = keys.filter((key) => typeof key === 'string' && PLAIN_NAME.test(key)).slice(0, ISSUES_SHOWN);
  const names = shown.length === 0 ? '' : `: "${shown.join('", "')}"`;
  return `${field}: Unrecognized key${keys.length === 1 ? '' : 's'}${names}${countText(keys.length - shown.length, shown.length)}`;
}

function countText(more: number, shown: number): string {
  if (more <= 0 || shown === 0) return '';
  return ` and ${more} more`;
}

/** What an issue stands for: itself, and those that it says there are more. */
function countOf({ params }: Issue): number {
  const { more } = Object(params['params']) as { readonly more?: unknown };
  return 1 + (typeof more === 'number' ? more : 0);
}

function validationProblem({ validation = [], validationContext }: FastifyError): Problem {
  const issues = validation.slice(0, ISSUES_SHOWN).map(textOf).join('; ');
  const count = validation.reduce((sum, issue) => sum + countOf(issue), 0);
  const more = countText(count - ISSUES_SHOWN, ISSUES_SHOWN);
  return {
    code: 'badRequest',
    detail: errorText(`In the ${validationContext ?? 'request'}, ${issues || 'something is wrong'}${more}.`),
  };
}

/** Undefined for an error that no client causes: a fault inside. */
export function problemOf(error: FastifyError | Error): Problem | undefined {
  if (error instanceof HttpError) return error;
  if (error instanceof CardServiceError || error instanceof CardFileError || error instanceof FaultRuleError)
    return { code: 'badRequest', detail: error.message };
  if (error instanceof DatabaseError && error.code === 'unreachable') return { code: 'databaseUnreachable', detail: error.message };
  if (error instanceof StoreError) return { code: error.code, detail: error.message };
  if (hasZodFastifySchemaValidationErrors(error)) return validationProblem(error);
  if (error instanceof SyntaxError) return SENTENCES.badJson;
  return 'code' in error && typeof error.code === 'string' ? FASTIFY_ERRORS[error.code] : undefined;
}
