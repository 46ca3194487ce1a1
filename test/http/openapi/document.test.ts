/** /openapi.json is valid, complete, and true: its examples pass its schemas and work against a server. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenApiDocument, OpenApiMedia, OpenApiOperation } from '../../../src/http/openapi/document.ts';
import { TAGS } from '../../../src/http/openapi/operation.ts';
import { EXAMPLE_ENTRY, EXAMPLE_TOKEN } from '../../../src/http/openapi/operations/example-card.ts';
import { EXAMPLE_RUN } from '../../../src/http/openapi/operations/load.ts';
import { OPERATIONS } from '../../../src/http/openapi/operations/operations.ts';
import { EXAMPLE_OFFICE } from '../../../src/http/openapi/operations/programme/example-office.ts';
import { EXAMPLE_TRACE } from '../../../src/http/openapi/operations/traces.ts';
import { PROBLEM_TYPE } from '../../../src/http/problem.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { ExampleOffice } from './example-office.ts';

const TEST_CARDS = join(tmpdir(), `aksept-openapi-${process.pid}.json`);

let server: TestApp;
let office: ExampleOffice;
let document: OpenApiDocument;
let ajv: Ajv2020;
beforeAll(async () => {
  server = await startTestApp({ testCards: TEST_CARDS, clock: 'simulated', database: 'pglite:' });
  const { backOffice } = server.app;
  if (backOffice === undefined) throw new Error('The server has no back office.');
  office = await ExampleOffice.open(backOffice.office);
  const response = await fetch(`${server.http}/openapi.json`);
  expect(response.headers.get('content-type')).toBe('application/json');
  document = JSON.parse(await response.text());
  ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema(document, 'document');
});
afterAll(async () => {
  await server.stop();
  rmSync(TEST_CARDS, { force: true });
});

/** The path with the parameters of the examples of the back office. */
function inOffice(path: string): string {
  return Object.entries(EXAMPLE_OFFICE).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), path);
}

/** What the schema holds against the value; its references are those of the document. */
function errorsOf(schema: object, value: unknown): readonly string[] {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/');
  const validate = ajv.compile(JSON.parse(text));
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function operations(): readonly { readonly key: string; readonly operation: OpenApiOperation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ key: `${method.toUpperCase()} ${path}`, operation })),
  );
}

function examplesOf({ example, examples = {} }: OpenApiMedia): readonly unknown[] {
  return [...(example === undefined ? [] : [example]), ...Object.values(examples).map(({ value }) => value)];
}

describe('/openapi.json', () => {
  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate({ ...structuredClone(document) })).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  test('has every operation of the table, and no other', () => {
    expect(
      operations()
        .map(({ key }) => key)
        .sort(),
    ).toEqual(Object.keys(OPERATIONS).sort());
  });

  test('has every path and method that the server takes', async () => {
    for (const [path, item] of Object.entries(document.paths)) {
      const response = await fetch(
        server.http +
          inOffice(path)
            .replace('{token}', EXAMPLE_TOKEN)
            .replace('{run}', EXAMPLE_RUN.run)
            .replace('{trace}', EXAMPLE_TRACE.trace)
            .replace('{replay}', EXAMPLE_TRACE.replay),
        {
          method: 'OPTIONS',
        },
      );
      const methods = (response.headers.get('allow') ?? '').split(', ').filter((method) => !['HEAD', 'OPTIONS'].includes(method));
      expect([
        path,
        Object.keys(item)
          .map((method) => method.toUpperCase())
          .sort(),
      ]).toEqual([path, methods]);
    }
  });

  test('names, tags and describes every operation, and each of its answers', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { key, operation } of operations()) {
      const { operationId = '', tags = [], summary = '', description = '', responses } = operation;
      expect([key, operationId]).toEqual([key, expect.stringMatching(/^[a-z][A-Za-z]+$/)]);
      expect(Object.keys(TAGS)).toEqual(expect.arrayContaining([...tags]));
      expect([key, summary]).toEqual([key, expect.stringMatching(/^[A-Z][^.]{5,70}$/)]);
      expect([key, description]).toEqual([key, expect.stringMatching(/^[A-Z`].*\.$/)]);
      for (const response of Object.values(responses)) expect([key, response.description]).toEqual([key, expect.stringMatching(/^[A-Z]/)]);
    }
  });

  test('says which operations take an Idempotency-Key', () => {
    const keyed = operations().filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'Idempotency-Key'));
    const unkeyed = operations().filter(({ key }) => key.startsWith('POST ') && !keyed.some((each) => each.key === key));
    expect(unkeyed.map(({ key }) => key).sort()).toEqual([
      'POST /v1/cards/explain',
      'POST /v1/cards/query',
      'POST /v1/encode',
      'POST /v1/inspect',
      // What it prints is kept nowhere.
      'POST /v1/programme/orders/{order}/pins',
      'POST /v1/transactions',
    ]);
    for (const { operation } of keyed) expect(operation.responses['422']?.content?.[PROBLEM_TYPE]?.examples).toHaveProperty('keyReused');
  });

  test('says that every error is problem details', () => {
    for (const { key, operation } of operations()) {
      const errors = Object.entries(operation.responses).filter(
        ([status]) => /^[45]/.test(status) && !(status in (OPERATIONS[key]?.otherAnswers ?? {})),
      );
      expect(errors.map(([status]) => status)).toEqual(expect.arrayContaining(['4XX', '5XX']));
      for (const [status, { content = {} }] of errors) expect([key, status, Object.keys(content)]).toEqual([key, status, [PROBLEM_TYPE]]);
    }
  });

  test('names no schema that nothing refers to, and lets no field of an answer be for answers only', () => {
    const text = JSON.stringify(document);
    for (const name of Object.keys(document.components.schemas)) expect(text).toContain(`"#/components/schemas/${name}"`);
    expect(text).not.toContain('"readOnly"');
  });

  test('every example passes its own schema, and every body and answer has one', () => {
    let examples = 0;
    for (const { key, operation } of operations()) {
      const { parameters = [], requestBody, responses } = operation;
      const media = [requestBody?.content ?? {}, ...Object.values(responses).map(({ content = {} }) => content)].flatMap(Object.values);
      for (const each of media as readonly OpenApiMedia[]) {
        const found = examplesOf(each);
        expect([key, found.length > 0]).toEqual([key, true]);
        for (const example of found) expect([key, errorsOf(each.schema, example)]).toEqual([key, []]);
        examples += found.length;
      }
      for (const { name, schema, example, required } of parameters) {
        if (required) expect([key, name, example]).not.toEqual([key, name, undefined]);
        if (example !== undefined) expect([key, name, errorsOf(schema, example)]).toEqual([key, name, []]);
      }
    }
    expect(examples).toBeGreaterThan(operations().length * 3);
  });
});

describe('the examples work against a server', () => {
  /** The load run, the trace and the replay that the examples make. */
  let run = '';
  let trace = '';
  let replay = '';
  const runHasEnded = async (): Promise<void> => {
    const ending = await fetch(`${server.http}/v1/load-runs/${run}/events`);
    await ending.text();
  };

  /** In the order of the table: cards are issued first. */
  test.each(Object.keys(OPERATIONS))('%s', async (operationKey) => {
    const [method = '', path = ''] = operationKey.split(' ');
    const token = server.app.tokenOf(EXAMPLE_ENTRY.pan);
    const operation = document.paths[path]?.[method.toLowerCase()];
    const { parameters = [], requestBody, responses = {} } = operation ?? {};
    const query = parameters.filter((parameter) => parameter.in === 'query' && parameter.example !== undefined);
    const search = new URLSearchParams(Object.fromEntries(query.map(({ name, example }) => [name, String(example)])));
    if (path.includes('/report')) await runHasEnded();
    await office.prepare(operationKey);
    const url = `${server.http}${office.real(inOffice(path)).replace('{token}', token).replace('{run}', run).replace('{trace}', trace).replace('{replay}', replay)}?${search}`;
    for (const [type, media] of Object.entries(requestBody?.content ?? { '': undefined })) {
      const example = typeof media?.example === 'string' ? media.example : JSON.stringify(media?.example);
      const body = example && (await office.realBody(example, OPERATIONS[operationKey]?.user ?? ''));
      const key = parameters.some(({ name }) => name === 'Idempotency-Key') ? { 'idempotency-key': randomUUID() } : undefined;
      const user = OPERATIONS[operationKey]?.user;
      const headers = { ...key, ...(user === undefined ? {} : { 'aksept-user': user }) };
      const init = type === '' ? { method, headers } : { method, body, headers: { 'content-type': type, ...headers } };
      // A closed card stays closed: it is the last thing that happens to a card. So do a cancelled order and a deleted role.
      if (['/close', '/cancel', '/roles/{role}/delete'].some((end) => path.endsWith(end))) continue;
      const response = await fetch(url, init);
      const text = await response.text();
      const declared = responses[response.status]?.content ?? {};
      const answerType = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
      expect([response.status, Object.keys(declared), text]).toEqual([
        expect.toSatisfy((status: number) => status >= 200 && status < 300),
        expect.arrayContaining([answerType]),
        expect.any(String),
      ]);
      if (operation?.operationId === 'startLoadRun') run = JSON.parse(text).id;
      if (operation?.operationId === 'uploadTrace') trace = JSON.parse(text).id;
      if (operation?.operationId === 'startReplay') replay = JSON.parse(text).id;
      const value: unknown = /[/+]json$/.test(answerType) ? JSON.parse(text) : text;
      expect(errorsOf(declared[answerType]?.schema ?? {}, value)).toEqual([]);
    }
  });

  test('and a closed card stays closed', async () => {
    const token = server.app.tokenOf(EXAMPLE_ENTRY.pan);
    expect((await server.post(`/v1/cards/${token}/close`, {})).status).toBe(200);
    const { status, body } = await server.post(`/v1/cards/${token}/activate`, {});
    const declared = document.paths['/v1/cards/{token}/activate']?.['post']?.responses[status];
    expect(declared?.content?.[PROBLEM_TYPE]?.examples?.['refused']?.value).toEqual(body);
  });
});
