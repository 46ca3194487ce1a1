/** The OpenAPI document of the server: its schemas, and beside them what the table of operations says. */
import { STATUS_CODES } from 'node:http';
import type { Access } from '../access/role.ts';
import { KEY_FORM, KEY_PROBLEMS } from '../idempotency/idempotency.ts';
import { PROBLEM_TYPE, PROBLEMS, type ProblemCode, problemBody } from '../problem.ts';
import type { Operation } from './operation.ts';
import { EXAMPLE_PATH } from './operations/cards.ts';
import { EXAMPLE_RUN } from './operations/load.ts';
import { OPERATIONS } from './operations/operations.ts';
import { EXAMPLE_OFFICE } from './operations/programme/example-office.ts';
import { EXAMPLE_TRACE } from './operations/traces.ts';
import { rawDocument } from './raw-document.ts';
import type { RecordedRoute } from './recorded-routes.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface OpenApiMedia {
  readonly schema: JsonSchema;
  example?: unknown;
  examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface OpenApiParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly description?: string;
  example?: unknown;
}

export interface OpenApiResponse {
  description: string;
  content?: Record<string, OpenApiMedia>;
}

export interface OpenApiOperation {
  operationId?: string;
  tags?: readonly string[];
  summary?: string;
  description?: string;
  parameters?: readonly OpenApiParameter[];
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  requestBody?: { readonly required: boolean; readonly content: Record<string, OpenApiMedia> };
  responses: Record<string, OpenApiResponse>;
}

export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { schemas: Record<string, JsonSchema>; securitySchemes?: Readonly<Record<string, JsonSchema>> };
}

const JSON_TYPE = 'application/json';
const TEXT = { type: 'string' };
const PROBLEM_SCHEMA = { $ref: '#/components/schemas/Problem' };

function problemMedia(problems: readonly (readonly [ProblemCode, string])[]): OpenApiMedia {
  const examples = problems.map(([code, detail]) => [code, { value: problemBody({ code, detail }) }] as const);
  return { schema: PROBLEM_SCHEMA, examples: Object.fromEntries(examples) };
}

/** Any request can be answered with these; the page of the problems has all of them. */
const ANY_4XX = [
  ['badRequest', 'In the body, amountMinor: Invalid input: expected number, received string.'],
  ['hostNotAllowed', 'Ask for this server by localhost, 127.0.0.1 or [::1].'],
  ['notJson', 'Send JSON with the header content-type: application/json.'],
] as const;
/** Where tokens are demanded, any operation that is not open can be answered with these. */
const ACCESS_PROBLEMS = {
  unauthenticated: 'Send a token in the header Authorization: Bearer TOKEN; aksept tokens add makes one.',
  roleNeeded: 'This takes the role operate, and the token reader has the role read.',
} as const;
const RATE_PROBLEM = { tooManyRequests: 'There are too many requests of the token reader; send the next one in 1 s.' } as const;

const SECURITY_SCHEMES = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of `aksept tokens add`. Demanded off loopback, and with the setting httpAuth.',
  },
  certificate: { type: 'mutualTLS', description: 'A client certificate whose common name has a role.' },
} as const;

const ANY_5XX = [
  ['unreachable', 'The store does not answer; its log may say why.'],
  ['fault', 'A fault inside the server; its log says where.'],
] as const;

function problemResponses({ problems = {} }: Operation): Record<string, OpenApiResponse> {
  const all = Object.entries(problems) as readonly (readonly [ProblemCode, string])[];
  const statuses = new Set(all.map(([code]) => PROBLEMS[code].status));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const found = all.filter(([code]) => PROBLEMS[code].status === status);
      const description = found.map(([code]) => PROBLEMS[code].title).join('; ');
      return [status, { description, content: { [PROBLEM_TYPE]: problemMedia(found) } }];
    }),
  );
}

function textMedia(examples: Readonly<Record<string, string>>): Record<string, OpenApiMedia> {
  return Object.fromEntries(Object.entries(examples).map(([type, example]) => [type, { schema: TEXT, example }]));
}

function describeAnswers(target: OpenApiOperation, operation: Operation): void {
  for (const [status, response] of Object.entries(target.responses)) {
    if (status.endsWith('XX')) continue;
    response.description = STATUS_CODES[status] ?? status;
    const { [JSON_TYPE]: media, ...others } = response.content ?? {};
    if (media === undefined) continue;
    const { answerType = JSON_TYPE, answerTypes = {}, otherAnswers = {} } = operation;
    if (status in otherAnswers) media.example = otherAnswers[status];
    else response.content = { [answerType]: { ...media, example: operation.answer }, ...others, ...textMedia(answerTypes) };
  }
  const any = (description: string, problems: readonly (readonly [ProblemCode, string])[]): OpenApiResponse => ({
    description,
    content: { [PROBLEM_TYPE]: problemMedia(problems) },
  });
  target.responses = {
    ...target.responses,
    ...problemResponses(operation),
    '4XX': any('The request was refused', ANY_4XX),
    '5XX': any('The server could not carry it out', ANY_5XX),
  };
}

function describeRequest(target: OpenApiOperation, operation: Operation, method: string): void {
  for (const parameter of target.parameters ?? []) {
    const examples: Readonly<Record<string, unknown>> = {
      ...EXAMPLE_PATH,
      ...EXAMPLE_RUN,
      ...EXAMPLE_TRACE,
      ...EXAMPLE_OFFICE,
      ...operation.query,
    };
    if (parameter.name in examples) parameter.example = examples[parameter.name];
  }
  if (method !== 'post' && method !== 'put') return;
  const { bodySchema = { type: 'object' }, bodyTypes = {}, body, bodyType } = operation;
  if (bodyType !== undefined) {
    target.requestBody = { required: true, content: textMedia({ [bodyType]: String(body) }) };
    return;
  }
  const { schema } = target.requestBody?.content[JSON_TYPE] ?? { schema: bodySchema as JsonSchema };
  target.requestBody = { required: true, content: { [JSON_TYPE]: { schema, example: body }, ...textMedia(bodyTypes) } };
}

/** A token or a certificate with the role; neither, where none is demanded. */
function securityOf(access: Access): NonNullable<OpenApiOperation['security']> {
  return access === 'open' ? [] : [{ token: [access] }, { certificate: [access] }, {}];
}

function accessProblems(access: Access): Operation['problems'] {
  if (access === 'open') return RATE_PROBLEM;
  const { unauthenticated, roleNeeded } = ACCESS_PROBLEMS;
  return { unauthenticated, ...(access === 'read' ? {} : { roleNeeded }), ...RATE_PROBLEM };
}

const KEY_PARAMETER: OpenApiParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and body are carried out once, and answered as the first time. Lines of JSON demand one.',
  schema: { type: 'string', pattern: KEY_FORM.source },
};

/** Who acts: the header is refused where tokens are demanded. */
function userParameter(example: string): OpenApiParameter {
  return {
    name: 'Aksept-User',
    in: 'header',
    required: false,
    description: 'BrukerID of the user who acts. On loopback with test keys only; elsewhere the token or certificate is bound to a user.',
    schema: { type: 'string', pattern: '^[A-Z0-9]{3,12}$' },
    example,
  };
}

/** By names such as `POST /v1/cards/{token}`. */
function routesByOperation(routes: readonly RecordedRoute[]): ReadonlyMap<string, RecordedRoute> {
  return new Map(routes.map((route) => [`${route.method} ${route.url.replaceAll(/:([A-Za-z]+)/g, '{$1}')}`, route]));
}

/** Input and output of each schema are named; those that nothing refers to are left out. */
function withoutUnused(document: OpenApiDocument): void {
  const { components, paths } = document;
  const used = new Set<string>();
  const visit = (text: string): void => {
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([A-Za-z]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(JSON.stringify(components.schemas[name]));
    }
  };
  visit(JSON.stringify(paths));
  components.schemas = Object.fromEntries(Object.entries(components.schemas).filter(([name]) => used.has(name)));
}

export async function openApiDocument(routes: readonly RecordedRoute[]): Promise<OpenApiDocument> {
  const document = (await rawDocument(routes)) as OpenApiDocument;
  const byOperation = routesByOperation(routes);
  document.components.securitySchemes = SECURITY_SCHEMES;
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, target] of Object.entries(item)) {
      const key = `${method.toUpperCase()} ${path}`;
      const operation = OPERATIONS[key];
      if (operation === undefined) continue;
      const { id, tag, summary, description, problems } = operation;
      const { isKeyed = false, access = 'open' } = byOperation.get(key) ?? {};
      Object.assign(target, { operationId: id, tags: [tag], summary, description });
      describeRequest(target, operation, method);
      if (operation.user !== undefined) target.parameters = [...(target.parameters ?? []), userParameter(operation.user)];
      if (isKeyed) target.parameters = [...(target.parameters ?? []), KEY_PARAMETER];
      target.security = securityOf(access);
      const all = { ...problems, ...accessProblems(access), ...(isKeyed ? KEY_PROBLEMS : {}) };
      describeAnswers(target, { ...operation, problems: all });
    }
  }
  withoutUnused(document);
  return document;
}
