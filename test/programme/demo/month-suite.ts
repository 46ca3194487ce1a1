/**
 * A month of a municipality, on a card store and a database. The books balance to the øre after
 * everything that happens. AKSEPT_MONTH=full runs it in full: 500 cards, 10 of them lost, and 20,000
 * authorizations.
 */
import { expect } from 'vitest';
import { CONNECTION_LIMITS } from '../../../src/authorizer/connections/connection-limits.ts';
import { WireServer } from '../../../src/authorizer/connections/wire-server.ts';
import { SILENT } from '../../../src/authorizer/observer.ts';
import { MONTH_STARTS_MS, Month, type MonthPlan } from '../../../src/programme/demo/month.ts';
import { monthBooks } from '../../../src/programme/demo/month-books.ts';
import type { MonthEvent } from '../../../src/programme/demo/month-event.ts';
import { type AskHost, monthHost } from '../../../src/programme/demo/month-host.ts';
import { type MonthOffice, type MonthOfficeOptions, openMonthOffice } from '../../../src/programme/demo/month-office.ts';
import { Peer } from '../../authorizer/peer.ts';

const SEED = 'a month of tests';
const SMALL: MonthPlan = { cards: 20, lost: 2, authorizations: 300, seed: SEED };
const FULL: MonthPlan = { cards: 500, lost: 10, authorizations: 20_000, seed: SEED };
const IS_FULL = process.env['AKSEPT_MONTH'] === 'full';
/** What two files load each card with. */
const LOADED_MINOR = 150_000 + 45_050;

export const MONTH_TIMEOUT_MS = 1_800_000;

function only(events: readonly MonthEvent[], kind: MonthEvent['kind']): MonthEvent | undefined {
  return events.find((event) => event.kind === kind);
}

/** Terminals that ask the host over TCP. */
async function openWire(at: MonthOffice): Promise<{ readonly ask: AskHost; close(): Promise<void> }> {
  const { handler, header, newCodec } = monthHost(at);
  const server = await WireServer.start({
    host: '127.0.0.1',
    port: 0,
    codec: newCodec(),
    header,
    handler,
    observer: SILENT,
    limits: CONNECTION_LIMITS,
    connectionsMax: 1,
  });
  const peer = await Peer.connect(server.port, header, newCodec());
  return {
    ask: async (request) => {
      const response = await peer.ask(request);
      if (response.class === 'networkManagement') throw new Error('A transaction got the response of a network message.');
      return response;
    },
    close: async () => {
      peer.end();
      await server.close(0);
    },
  };
}

/** `name` says which stores, for the figures of a full run. */
export async function runMonth(name: string, stores: Pick<MonthOfficeOptions, 'openStore' | 'address'>): Promise<void> {
  const plan = IS_FULL ? FULL : SMALL;
  const startedMs = performance.now();
  const sentences: string[] = [];
  const at = await openMonthOffice({
    ...stores,
    startMs: MONTH_STARTS_MS,
    seed: SEED,
    warn: (sentence) => sentences.push(sentence),
  });
  const wire = await openWire(at);
  try {
    const month = new Month(at, plan, wire.ask);
    const events: MonthEvent[] = [];
    for await (const event of month.run()) {
      events.push(event);
      const { differences } = await monthBooks(at, month.totals.spentMinor);
      expect({ event, differences }).toEqual({ event, differences: [] });
    }
    const { cards, lost, authorizations } = plan;
    const { messages, approved, spentMinor } = month.totals;
    expect(messages).toBe(authorizations);
    expect(approved).toBeGreaterThan(authorizations / 2);
    expect(spentMinor).toBeGreaterThan(0);
    expect(only(events, 'handedOut')).toMatchObject({ date: '2026-03-09', counts: { cards: cards - lost, safe: lost } });
    expect(only(events, 'loaded')).toMatchObject({ date: '2026-03-10', texts: { executeOn: '2026-03-10' } });
    expect(only(events, 'loadedNextDay')).toMatchObject({ date: '2026-03-24', texts: { executeOn: '2026-03-25' } });
    expect(only(events, 'lost')).toMatchObject({ counts: { cards: lost }, texts: { codes: '41' } });
    const backMinor = (cards - lost) * LOADED_MINOR - spentMinor;
    expect(only(events, 'expired')).toMatchObject({ counts: { cards }, amountsMinor: { amount: backMinor } });
    expect(events.at(-1)).toMatchObject({ kind: 'closed', counts: { cards } });
    expect(sentences).toEqual([]);
    if (IS_FULL) tellFigures(name, performance.now() - startedMs, events.length, month);
  } finally {
    await wire.close();
    await at.close();
  }
}

function tellFigures(name: string, ms: number, checks: number, { totals }: Month): void {
  const { messages, approved, spentMinor } = totals;
  console.log(
    `${name}: ${(ms / 1000).toFixed(1)} s, ${messages} authorizations, ${approved} approved, ${spentMinor} øre spent, books checked ${checks} times`,
  );
}
