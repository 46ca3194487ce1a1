/** The answers to errors: status, code and one short sentence that quotes nothing of the request. */
import { STATUS_CODES } from 'node:http';
import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { FaultRuleError } from '../authorizer/faults/file/rule-file.ts';
import { errorText, quotable } from '../cards/card-data/card-data.ts';
import { CardFileError } from '../cards/card-file.ts';
import { CardServiceError } from '../issuing/card-service.ts';
import { StoreError, type StoreErrorCode } from '../limits/store.ts';
import { HttpError } from './error.ts';
import { HEADER_BYTES_MAX, URL_BYTES_MAX } from './http-limits.ts';

export interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly error: string;
}

const STORE_STATUS: Record<StoreErrorCode, number> = { unreachable: 503, refused: 409, faulty: 500 };

const NOT_JSON = 'The body is no JSON; send a JSON object.';
const SENTENCES = {
  notJson: { status: 415, code: 'notJson', error: 'Send JSON with the header content-type: application/json.' },
  badJson: { status: 400, code: 'badJson', error: NOT_JSON },
  badUrl: { status: 400, code: 'badUrl', error: 'The path is no valid URL; write a percent sign as %25.' },
  urlTooLong: { status: 414, code: 'urlTooLong', error: `The path and its query are longer than ${URL_BYTES_MAX} bytes; shorten them.` },
} as const satisfies Readonly<Record<string, ErrorAnswer>>;

export const URL_TOO_LONG = SENTENCES.urlTooLong;

/** Fastify's messages may quote the request, so each of its errors gets a message of ours. */
const FASTIFY_ERRORS: Readonly<Record<string, ErrorAnswer>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: SENTENCES.notJson,
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: 'badJson', error: 'The body is empty; send a JSON object.' },
  FST_ERR_CTP_INVALID_JSON_BODY: SENTENCES.badJson,
  FST_ERR_BAD_URL: SENTENCES.badUrl,
  FST_ERR_MAX_PARAM_LENGTH: SENTENCES.urlTooLong,
};

/** What Node calls requests that it could not read, before there is a request. */
const NODE_ERRORS: Readonly<Record<string, ErrorAnswer>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'headersTooSlow', error: 'The headers did not arrive in time; send the request again.' },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'headersTooLong',
    error: `The headers are longer than ${HEADER_BYTES_MAX} bytes; send fewer or shorter ones.`,
  },
};
export const UNREADABLE: ErrorAnswer = { status: 400, code: 'badHttp', error: 'This is no HTTP request that can be read; send HTTP/1.1.' };

export function answerToUnreadable(code: string | undefined): ErrorAnswer {
  return NODE_ERRORS[code ?? ''] ?? UNREADABLE;
}

/** An answer outside Fastify, as the bytes of HTTP/1.1. */
export function rawAnswer({ status, code, error }: ErrorAnswer): string {
  const body = JSON.stringify({ error, code });
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;
}

/** The problems that a sentence names; the others are counted. */
const PROBLEMS_SHOWN = 3;
/** A key of the request is shown when it is such a name: others may hold card data. */
const PLAIN_NAME = /^[A-Za-z][A-Za-z-]{0,39}$/;

type Problem = NonNullable<FastifyError['validation']>[number];

function textOf({ instancePath, keyword, message, params }: Problem): string {
  const field = quotable(instancePath.split('/').filter(Boolean).join('.') || 'the whole');
  if (keyword !== 'unrecognized_keys') return `${field}: ${message ?? 'is wrong'}`;
  const keys: readonly unknown[] = Array.isArray(params['keys']) ? params['keys'] : [];
  const shown = keys.filter((key) => typeof key === 'string' && PLAIN_NAME.test(key)).slice(0, PROBLEMS_SHOWN);
  const names = shown.length === 0 ? '' : `: "${shown.join('", "')}"`;
  return `${field}: Unrecognized key${keys.length === 1 ? '' : 's'}${names}${countText(keys.length - shown.length, shown.length)}`;
}

function countText(more: number, shown: number): string {
  if (more <= 0 || shown === 0) return '';
  return ` and ${more} more`;
}

/** What an issue stands for: itself, and those that it says there are more. */
function countOf({ params }: Problem): number {
  const { more } = Object(params['params']) as { readonly more?: unknown };
  return 1 + (typeof more === 'number' ? more : 0);
}

function validationAnswer({ validation = [], validationContext }: FastifyError): ErrorAnswer {
  const problems = validation.slice(0, PROBLEMS_SHOWN).map(textOf).join('; ');
  const count = validation.reduce((sum, problem) => sum + countOf(problem), 0);
  const more = countText(count - PROBLEMS_SHOWN, PROBLEMS_SHOWN);
  return {
    status: 400,
    code: 'badRequest',
    error: errorText(`In the ${validationContext ?? 'request'}, ${problems || 'something is wrong'}${more}.`),
  };
}

/** Undefined for an error that no client causes: a fault inside. */
export function answerTo(error: FastifyError | Error): ErrorAnswer | undefined {
  if (error instanceof HttpError) return { status: error.status, code: error.code, error: error.message };
  if (error instanceof CardServiceError || error instanceof CardFileError || error instanceof FaultRuleError)
    return { status: 400, code: 'badRequest', error: error.message };
  if (error instanceof StoreError) return { status: STORE_STATUS[error.code], code: error.code, error: error.message };
  if (hasZodFastifySchemaValidationErrors(error)) return validationAnswer(error);
  if (error instanceof SyntaxError) return SENTENCES.badJson;
  return 'code' in error && typeof error.code === 'string' ? FASTIFY_ERRORS[error.code] : undefined;
}
