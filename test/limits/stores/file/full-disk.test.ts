/**
 * A disk that is full: new requests are declined, cards can be read, reversals are taken as long as
 * the reserved room lasts, and it goes on when there is room. On files in memory, and on a real file
 * system of 1 MiB where this machine lets root mount one.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Attempt, FollowUp } from '../../../../src/limits/rules/command.ts';
import type { Decision } from '../../../../src/limits/rules/decision.ts';
import { verifyCard } from '../../../../src/limits/state/verify.ts';
import type { Files } from '../../../../src/limits/stores/file/files.ts';
import type { FileStore } from '../../../../src/limits/stores/file/store.ts';
import { openTestStore } from '../../../support/file-stores.ts';
import { mountSmall } from '../../../support/mounted.ts';
import { SimulatedFiles } from '../../../support/simulated-files.ts';
import { T0, TEST_PROFILES, World } from '../conformance/world.ts';

const MIB = 1_048_576;
const SEGMENT_BYTES = 65_536;
const AMOUNT_MINOR = 100;
const BALANCE_MINOR = 10_000_000;

interface Disk {
  place(): string | Files;
  makeRoom(): void;
  /** The next process comes. */
  restart(): void;
}

async function decided(store: FileStore, command: Attempt | FollowUp): Promise<Decision | undefined> {
  try {
    return await store.decide(command);
  } catch {
    return undefined;
  }
}

/** Decides until so many in a row were refused. */
async function fill(store: FileStore, next: () => Attempt | FollowUp): Promise<readonly (Attempt | FollowUp)[]> {
  const answered: (Attempt | FollowUp)[] = [];
  for (let refused = 0; refused < 20; ) {
    const command = next();
    const decision = await decided(store, command);
    refused = decision === undefined ? refused + 1 : 0;
    if (decision !== undefined) answered.push(command);
  }
  return answered;
}

async function liveWithFullDisk(disk: Disk): Promise<void> {
  const warnings: string[] = [];
  const open = (): Promise<FileStore> =>
    openTestStore(disk.place(), { segmentBytes: SEGMENT_BYTES, snapshotEveryRecords: 300, warn: (sentence) => warnings.push(sentence) });
  let store = await open();
  const world = new World(store);
  await world.issue({ balanceMinor: BALANCE_MINOR });
  const sent: Attempt[] = [];
  const nextSale = (): Attempt => {
    const sale = world.attempt({ amountMinor: AMOUNT_MINOR });
    sent.push(sale);
    return sale;
  };
  const sold = await fill(store, nextSale);
  expect(sold.length).toBeGreaterThan(500);
  expect(await store.ready()).toBe(false);
  expect((await store.cards.get(world.token))?.ledgerMinor).toBeLessThanOrEqual(BALANCE_MINOR - sold.length * AMOUNT_MINOR);

  // The reserved room is for messages that say what has happened.
  let at = 0;
  const reversed = await fill(store, () => {
    const sale = sold[at % sold.length] as Attempt;
    at += 1;
    return world.reversal(sale.key);
  });
  expect(reversed.length).toBeGreaterThan(0);

  // Nothing that was answered is forgotten by a restart on the full disk.
  await store.close();
  disk.restart();
  store = await open();
  expect((await store.cards.get(world.token))?.ledgerMinor).toBeLessThanOrEqual(BALANCE_MINOR);
  const late = await fill(store, nextSale);
  expect(await store.ready()).toBe(false);

  disk.makeRoom();
  await expect.poll(async () => (await decided(store, nextSale()))?.outcome, { timeout: 60_000 }).toBe('approved');
  expect(await store.ready()).toBe(true);
  for (const sale of [...sold, ...late]) {
    expect(await store.decide({ ...(sale as Attempt), attemptId: 'again' })).toMatchObject({ outcome: 'approved', repeated: true });
  }
  for (const sale of sent) expect((await store.decide({ ...sale, attemptId: 'again' })).outcome).toBe('approved');
  const names = new Set(reversed.map((each) => each.original?.key));
  for (const each of reversed) await store.decide(each);
  const before = await store.cards.snapshot(world.token, T0);
  await store.close();
  disk.restart();
  store = await open();
  const snapshot = await store.cards.snapshot(world.token, T0);
  expect(snapshot).toMatchObject({ card: before?.card, spends: before?.spends, holds: before?.holds });
  if (snapshot === undefined) throw new Error('The card is lost.');
  expect(verifyCard(snapshot, TEST_PROFILES)).toBe('');
  expect(snapshot.card.ledgerMinor).toBe(BALANCE_MINOR - (sent.length - names.size) * AMOUNT_MINOR);
  await store.close();
  for (const warning of warnings) expect(warning).toMatch(/space|cannot be written|could not be written|can be written again|cut off/);
}

describe('files in memory', () => {
  it('declines, reads, and goes on when there is room', async () => {
    let files = new SimulatedFiles({ random: () => 0 });
    files.capacityBytes = MIB;
    await liveWithFullDisk({
      place: () => files,
      makeRoom: () => {
        files.capacityBytes = 8 * MIB;
      },
      restart: () => {
        const { capacityBytes } = files;
        files = files.kill();
        files.capacityBytes = capacityBytes;
      },
    });
  });
});

const small = mountSmall('size=1m');
if ('reason' in small) console.warn(`*** A FULL DISK IS NOT TESTED ON A REAL FILE SYSTEM: ${small.reason} ***`);
afterAll(() => {
  if ('path' in small) small.remove();
});

describe.runIf('path' in small)('a file system of 1 MiB', () => {
  const path = 'path' in small ? small.path : '';

  it('declines, reads, and goes on when there is room', async () => {
    const folder = join(path, 'store');
    await liveWithFullDisk({
      place: () => folder,
      makeRoom: () => {
        if ('path' in small) small.remount('size=8m');
      },
      restart: () => {},
    });
    // What could not be made whole is not left over.
    const left = readdirSync(folder).filter((name) => name.startsWith('spare') || name.endsWith('.unfinished'));
    for (const name of left) expect(statSync(join(folder, name)).size).toBe(SEGMENT_BYTES);
  });
});
