/** A protobuf message and its ISO 8583 twin get the same decision, field for field: every scenario over every wire. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Codec } from '../../../src/protocol/codec.ts';
import { createIsoCodec } from '../../../src/protocol/iso8583/codec/codec.ts';
import { DIALECT_NAMES, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import type { Response } from '../../../src/protocol/message.ts';
import { OUTCOMES } from '../../../src/protocol/outcome.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { NOW_MS } from '../fixture.ts';
import { EXCEPTIONS, type Exception, NOT_SAID } from './exceptions.ts';
import { LIFECYCLE_SCENARIOS } from './lifecycle-scenarios.ts';
import { type Run, run, type Step } from './run.ts';
import { DECISION_SCENARIOS, type Scenario } from './scenarios.ts';

const SCENARIOS: readonly Scenario[] = [...DECISION_SCENARIOS, ...LIFECYCLE_SCENARIOS];
const seen = new Set<string>();
const used = new Set<string>();
let compared = 0;

function isoCodec(name: (typeof DIALECT_NAMES)[number]): Codec {
  return createIsoCodec(loadDialect(name), { nowMs: () => NOW_MS });
}

/** What a terminal of ISO 8583 reads where one of protobuf reads this. */
function asHeard(response: Response): Response {
  return response.class === 'networkManagement' ? response : { ...response, ...NOT_SAID };
}

function pick(response: Response | 'unreadable', except: readonly string[]): unknown {
  if (response === 'unreadable') return response;
  return Object.fromEntries(Object.entries(response).filter(([field]) => !except.includes(field)));
}

/** An exception that nothing needs any more would hide what comes in its place. */
function expectDifference(actual: Response | 'unreadable', expected: Response | 'unreadable', fields: readonly string[]): void {
  for (const field of fields) {
    const values = [actual, expected].map((response) => (response === 'unreadable' ? response : Reflect.get(response, field)));
    expect(values[0], `${field} is the same: strike it from the exceptions`).not.toEqual(values[1]);
  }
}

function expectSame(actual: Step, expected: Step, exception: Exception | undefined): void {
  const { server = [], client = [] } = exception ?? {};
  expect(pick(actual.server, server)).toEqual(pick(expected.server, server));
  const heard = expected.client === 'unreadable' ? expected.client : asHeard(expected.client);
  expect(pick(actual.client, client)).toEqual(pick(heard, client));
  expectDifference(actual.server, expected.server, server);
  expectDifference(actual.client, heard, client);
}

function expectExcepted(actual: Step, { instead }: Exception): void {
  if (instead === 'unsaid') expect(actual.unsaid).not.toBe('');
  else if (instead === 'unreadable') expect(actual).toEqual({ server: 'unreadable', client: 'unreadable', unsaid: '' });
  else expect(actual.server).toMatchObject(instead ?? {});
}

function compare(what: string, name: string, actual: Run, expected: Run): void {
  for (const [index, step] of actual.steps.entries()) {
    const exception = EXCEPTIONS.find((row) => row.what === what && (row.line ?? 0) === index && (row.dialects ?? [name]).includes(name));
    if (exception !== undefined) used.add(`${what} ${exception.line ?? 0}`);
    const twin = expected.steps[index];
    if (twin === undefined) throw new Error('Another number of steps.');
    if (exception?.instead === undefined) expectSame(step, twin, exception);
    else expectExcepted(step, exception);
    compared += 1;
  }
  const { steps: _steps, ...card } = actual;
  const { steps: _twins, ...twinCard } = expected;
  if (EXCEPTIONS.some((row) => row.what === what && row.card === 'differs')) expect(card).not.toEqual(twinCard);
  else expect(card).toEqual(twinCard);
}

describe(`${SCENARIOS.length} scenarios over protobuf and ${DIALECT_NAMES.length} dialects`, () => {
  test.each(SCENARIOS)('$what', async (scenario) => {
    const lines = scenario.lines();
    const expected = await run(scenario, lines, protobufCodec, protobufCodec);
    for (const { server } of expected.steps) if (server !== 'unreadable') seen.add(server.outcome);
    for (const { event } of expected.journal) seen.add(event);
    for (const name of DIALECT_NAMES) {
      compare(scenario.what, name, await run(scenario, lines, isoCodec(name), isoCodec(name)), expected);
    }
  });
});

describe('what the scenarios cover', () => {
  test('each has its own name, and each exception is one of theirs', () => {
    expect(new Set(SCENARIOS.map(({ what }) => what)).size).toBe(SCENARIOS.length);
    expect([...new Set(EXCEPTIONS.map(({ what, line = 0 }) => `${what} ${line}`))].filter((row) => !used.has(row))).toEqual([]);
  });

  test('every outcome but the MAC error, which has its own test', () => {
    expect(OUTCOMES.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual(['macError']);
  });

  test.each(['spend', 'hold', 'increment', 'inquiry', 'pinChange', 'refund', 'reversal', 'dispense', 'completion', 'advice', 'expire'])(
    'the event %s',
    (event) => {
      expect([...seen]).toContain(event);
    },
  );

  afterAll(() => {
    const exceptions = EXCEPTIONS.length;
    process.stdout.write(`wires: ${SCENARIOS.length} scenarios, ${compared} answers compared, ${exceptions} exceptions\n`);
  });
});
