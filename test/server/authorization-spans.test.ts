/** Spans of OpenTelemetry, with the SDK of OpenTelemetry. */
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, expect, test } from 'vitest';
import { SILENT } from '../../src/authorizer/observer.ts';
import { withSpans } from '../../src/server/authorization-spans.ts';
import { startTestApp, type TestApp } from './app-fixture.ts';

const CARD = {
  pan: '9578990000000005',
  expiry: '3012',
  pin: '1234',
  balanceMinor: 100_000,
  status: 'active',
  profile: 'kronekort',
} as const;
const PURCHASE = { type: 'purchase', terminalId: 'SHOP0001', mcc: 5411, terminalCountry: 578, pan: CARD.pan, amountMinor: 100 };

let server: TestApp | undefined;
afterEach(async () => {
  trace.disable();
  await server?.stop();
  server = undefined;
});

async function started(): Promise<TestApp> {
  server = await startTestApp({ storedAnswersMax: 4 });
  await server.app.cards.import([CARD]);
  return server;
}

test('each authorization has a span with its outcome and its time, and nothing of the card', async () => {
  const exporter = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  const { post } = await started();
  await post('/v1/transactions', { ...PURCHASE, stan: 1, pin: CARD.pin });
  await post('/v1/transactions', { ...PURCHASE, stan: 2, pin: '4321' });
  // The store is full.
  for (let stan = 3; stan < 8; stan += 1) await post('/v1/transactions', { ...PURCHASE, stan, pin: CARD.pin });
  const spans = exporter.getFinishedSpans();
  expect(spans).toHaveLength(7);
  expect(spans.map(({ attributes }) => attributes['aksept.outcome'])).toEqual(
    expect.arrayContaining(['approved', 'incorrectPin', 'issuerInoperative']),
  );
  for (const { name, kind, attributes, status, duration } of spans) {
    const { 'aksept.outcome': outcome, ...others } = attributes;
    expect({ name, kind, others }).toEqual({
      name: 'authorize',
      kind: SpanKind.SERVER,
      others: { 'aksept.wire': 'http', 'aksept.class': 'financial', 'aksept.type': 'purchase' },
    });
    expect(status.code).toBe(outcome === 'issuerInoperative' ? SpanStatusCode.ERROR : SpanStatusCode.UNSET);
    expect(duration[0] * 1e9 + duration[1]).toBeGreaterThan(0);
  }
  expect(JSON.stringify(spans.map(({ attributes, status, events }) => ({ attributes, status, events })))).not.toMatch(
    /957899|0005|1234|SHOP/,
  );
});

test('without an SDK the observer is the same one', async () => {
  expect(await withSpans(SILENT)).toBe(SILENT);
});
