/** Records of the log: what was asked comes back, in the present format and in those before. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { StoreCommand } from '../../../../src/limits/rules/command.ts';
import type { Decision } from '../../../../src/limits/rules/decision.ts';
import { Account } from '../../../../src/limits/state/account.ts';
import { ByteReader } from '../../../../src/limits/state/binary/byte-reader.ts';
import { ByteWriter } from '../../../../src/limits/state/binary/byte-writer.ts';
import { VOCABULARIES } from '../../../../src/limits/state/binary/vocabularies.ts';
import { newCardRecord } from '../../../../src/limits/state/card.ts';
import { FORMAT_VERSION } from '../../../../src/limits/stores/file/log/segment.ts';
import { type ReadRecord, readStep, writeStep } from '../../../../src/limits/stores/file/record.ts';
import { openFileStore } from '../../../../src/limits/stores/file/store.ts';
import { decisionEntry, eventEntry } from '../../../../src/limits/stores/memory/journal.ts';
import type { RecordedStep } from '../../../../src/limits/stores/memory/recorder.ts';
import { createMemoryStore } from '../../../../src/limits/stores/memory/store.ts';
import { SimulatedFiles } from '../../../support/simulated-files.ts';
import { T0, TEST_PROFILES, World } from '../conformance/world.ts';

const world = new World(createMemoryStore({ profiles: TEST_PROFILES, nowMs: Date.now }), `${'0'.repeat(31)}1`);
const CARD = { token: world.token, maskedPan: '957899******0013', expiry: '2806', status: 'active', profile: 'kronekort' } as const;

function account(): Account {
  const created = new Account(newCardRecord({ ...CARD, pinReference: '1:3244', balanceMinor: 100 }));
  created.number = 7;
  return created;
}

function stepOf(command: StoreCommand, isOnFile: boolean, isRepeated = false): RecordedStep {
  const decision: Decision = {
    ...{ outcome: 'approved', approvalCode: '', approvedAmountMinor: 100, ledgerMinor: 9_900, availableMinor: 9_900 },
    ...{ decidedAtMs: 5, repeated: isRepeated, flag: '', snapshot: undefined },
  };
  const entry = decisionEntry(command, decision, 5_000);
  return { account: isOnFile ? account() : undefined, entry, command, isRepeated, changes: [] };
}

function written(step: RecordedStep): Buffer {
  const writer = new ByteWriter();
  writeStep(writer, step);
  return Buffer.from(writer.written);
}

function roundTrip(step: RecordedStep): ReadRecord {
  return readStep(new ByteReader(written(step)), VOCABULARIES, () => world.token);
}

describe('a record', () => {
  const bySale = {
    isRepeated: false,
    repeat: false,
    domestic: true,
    allowPartial: false,
    pin: 'given',
    channel: 'pos',
    mcc: 5411,
  } as const;
  const sale = { ...bySale, terminalType: 'pos', entryMode: 'chip', original: undefined } as const;
  it.each([
    ['a purchase', world.attempt(), sale],
    [
      'abroad, without PIN, in parts',
      world.attempt({ domestic: false, pin: 'absent', allowPartial: true }),
      { ...sale, domestic: false, pin: 'absent', allowPartial: true },
    ],
    [
      'a malformed PIN block at an ATM',
      world.attempt({ pin: 'malformed', channel: 'atm', terminalType: 'atm', mcc: 6011 }),
      { ...sale, pin: 'malformed', channel: 'atm', terminalType: 'atm', mcc: 6011 },
    ],
    [
      'without terminal type and entry mode',
      world.attempt({ terminalType: '', entryMode: '' }),
      { ...sale, terminalType: '', entryMode: '' },
    ],
    ['a repeat', world.attempt({ repeat: true }), { ...sale, repeat: true }],
    [
      'a reversal',
      world.followUp('reversal', 'POS00001.1.2.f'),
      {
        ...sale,
        domestic: false,
        pin: 'absent',
        terminalType: '',
        entryMode: '',
        original: { key: 'POS00001.1.2.f', rrn: '', approvalCode: '', stanDate: '' },
      },
    ],
  ])('keeps what was asked: %s', (_name, command, asked) => {
    const step = stepOf(command, true);
    expect(roundTrip(step)).toEqual({ card: 7, entry: step.entry, maskedPan: '', asked: expect.objectContaining(asked), changes: [] });
  });

  it('keeps token and masked PAN of a card that is not on file', () => {
    const step = stepOf(world.attempt(), false);
    expect(roundTrip(step)).toMatchObject({ card: 0, entry: { cardToken: world.token }, maskedPan: '957899******0013' });
  });

  it.each(['', 'POS', 'POS00001.1', 'blåbær ☃', 'POS00002'])(
    'keeps the terminal %j, whether the key begins with it or not',
    (terminalId) => {
      const step = stepOf(world.attempt({ terminalId }), true);
      expect(roundTrip(step).entry).toEqual(step.entry);
    },
  );

  it('of no message keeps its words, which are in no vocabulary', () => {
    const entry = eventEntry({
      atMs: 1,
      cardToken: world.token,
      event: 'change',
      amountMinor: 0,
      outcome: 'status,profile',
      ledgerMinor: 5,
    });
    const step: RecordedStep = { account: account(), entry, command: undefined, isRepeated: false, changes: [] };
    expect(roundTrip(step)).toEqual({ card: 7, entry, maskedPan: '', asked: undefined, changes: [] });
  });

  it('says that the stored answer was given again', () => {
    expect(roundTrip(stepOf(world.attempt(), true, true)).asked?.isRepeated).toBe(true);
  });
});

const LOG = 'log-000000000001.aksept';
/** Head of a batch, and length of its record. */
const BATCH_BYTES = 38;

it('of an approved purchase takes at most 220 bytes', async () => {
  const files = new SimulatedFiles({ random: () => 0 });
  const store = await openFileStore({
    ...{ folder: 'simulated', files, profiles: TEST_PROFILES, nowMs: Date.now, fsync: 'always', segmentBytes: 16_384, warn: () => {} },
    identity: { tokenCheck: 'test', clock: 'message' },
  });
  const buyer = new World(store);
  await buyer.issue();
  const before = lengthOf(files.bytesOf(LOG));
  // As a terminal of the load generator asks over protobuf.
  const sale = {
    terminalId: 'T0000001',
    key: 'T0000001.123456.1795415800004.f',
    fingerprint: 'purchase.25000.0.578',
    attemptId: '0000000001abcd1234',
  };
  await buyer.decide(buyer.attempt({ ...sale, amountMinor: 25_000, rrn: '632812000001', stanDate: 'T0000001.123456.1123' }), 'approved');
  expect(lengthOf(files.bytesOf(LOG)) - before - BATCH_BYTES).toBeLessThanOrEqual(220);
});

function lengthOf(log: Buffer): number {
  let end = log.length;
  while (end > 0 && log[end - 1] === 0) end -= 1;
  // Zeros at the end of a record count, too: none here is longer than that.
  return end;
}

/** A store that an earlier version wrote; opened with files that are not written back. */
function golden(format: number) {
  const folder = new URL(`./golden/format-${format}/`, import.meta.url);
  const contents = new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder))] as const));
  const open = (files: SimulatedFiles): ReturnType<typeof openFileStore> =>
    openFileStore({
      ...{ folder: 'simulated', files, profiles: TEST_PROFILES, nowMs: () => 1, fsync: 'always', segmentBytes: 8_192 },
      identity: { tokenCheck: 'test', clock: 'message' },
      warn: (sentence) => {
        throw new Error(sentence);
      },
    });
  const reopen = async (files: SimulatedFiles): ReturnType<typeof openFileStore> => {
    const kept = (await files.list()).filter((name) => name !== 'spare.aksept');
    return open(new SimulatedFiles({ random: () => 0 }, new Map(kept.map((name) => [name, files.bytesOf(name)]))));
  };
  return { contents, open, reopen };
}

async function segmentsOf(files: SimulatedFiles): Promise<readonly string[]> {
  return (await files.list()).filter((name) => name.startsWith('log-'));
}

describe('a store of format 1', () => {
  const { contents, open, reopen } = golden(1);

  it('is read, and goes on in a segment of the present format', async () => {
    const files = new SimulatedFiles({ random: () => 0 }, contents);
    const store = await open(files);
    const old = new World(store, `${'f'.repeat(31)}1`);
    expect(await store.cards.get(old.token)).toMatchObject({ ledgerMinor: 1_005_000, status: 'blocked', pinTriesUsed: 1 });
    const words = ['issue', 'spend', 'spend', 'reversal', 'spend', 'fund', 'change'];
    expect(Array.from(await store.journal(100), ({ event }) => event)).toEqual(words);
    await old.decide(old.attempt(), 'restrictedCard');
    await store.close();
    expect(JSON.parse(files.bytesOf('store.json').toString())).toMatchObject({ format: FORMAT_VERSION });
    expect(files.bytesOf(LOG)).toEqual(contents.get(LOG));
    expect(await segmentsOf(files)).toHaveLength(2);
    const again = await reopen(files);
    expect(Array.from(await again.journal(100), ({ event }) => event)).toEqual([...words, 'spend']);
  });
});

describe('a store of format 2, with a snapshot', () => {
  const { contents, open, reopen } = golden(2);

  it('is read, and fundings with keys go on in a segment of the present format', async () => {
    const files = new SimulatedFiles({ random: () => 0 }, contents);
    const store = await open(files);
    const old = new World(store, `${'f'.repeat(31)}2`);
    expect(await store.cards.get(old.token)).toMatchObject({ ledgerMinor: 1_019_500, holdsMinor: 5_000, fundedMinor: 1_024_500 });
    expect(await store.decide(old.attempt({ key: `POS00001.1.${T0}.f` }))).toMatchObject({ repeated: true, outcome: 'approved' });
    const first = await store.cards.fund(old.token, 500, 'K');
    expect(first?.funding).toMatchObject({ ledgerMinor: 1_020_000, availableMinor: 1_015_000, repeated: false });
    await store.close();
    expect(files.bytesOf(LOG)).toEqual(contents.get(LOG));
    expect(await segmentsOf(files)).toHaveLength(2);
    const again = await reopen(files);
    expect(await again.cards.fund(old.token, 500, 'K')).toEqual({ ...first, funding: { ...first?.funding, repeated: true } });
  });
});
