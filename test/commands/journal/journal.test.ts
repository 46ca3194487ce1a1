/** `aksept journal` on real folders: what it prints, what it refuses, and that nothing is overwritten. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { EXPORT_FIELDS } from '../../../src/commands/journal/export-fields.ts';
import { registerJournal } from '../../../src/commands/journal/journal.ts';
import { lockFolder } from '../../../src/folder-lock/lock.ts';
import { type FileStore, openFileStore } from '../../../src/limits/stores/file/store.ts';
import { T0, TEST_PROFILES, World } from '../../limits/stores/conformance/world.ts';
import { type Ran, runCommand } from '../../support/run-command.ts';

const LOG = 'log-000000000001.aksept';
let root = '';
let whole = '';
let world: World;
let serial = 0;

function open(folder: string): Promise<FileStore> {
  return openFileStore({
    ...{ folder, profiles: TEST_PROFILES, nowMs: () => T0, fsync: 'no', warn: () => {}, segmentBytes: 65_536 },
    identity: { tokenCheck: 'test', clock: 'message' },
  });
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'aksept-journal-'));
  whole = join(root, 'whole');
  const store = await open(whole);
  world = new World(store);
  await world.issue({ balanceMinor: 100_000 });
  const sale = world.attempt({ amountMinor: 10_000 });
  await world.decide(sale, 'approved');
  await world.decide(world.attempt({ amountMinor: 5_000, pin: 'absent', instantMs: T0 + 1_000 }), 'pinRequired');
  await store.decide(world.attempt({ cardToken: 'a'.repeat(32), amountMinor: 700, instantMs: T0 + 2_000 }));
  await store.decide(world.reversal(sale.key, { instantMs: T0 + 3_000 }));
  await store.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
afterEach(() => {
  process.exitCode = undefined;
});

/** A copy of the store, to be harmed. */
function copied(): string {
  serial += 1;
  const folder = join(root, `copy-${serial}`);
  cpSync(whole, folder, { recursive: true });
  return folder;
}

function flip(folder: string, byte: number): void {
  const path = join(folder, LOG);
  const bytes = readFileSync(path);
  bytes[byte] = (bytes[byte] ?? 0) ^ 0x40;
  writeFileSync(path, bytes);
}

function run(...args: readonly string[]): Promise<Ran> {
  return runCommand([registerJournal], ['journal', ...args]);
}

function filesOf(folder: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')] as const));
}

function linesOf({ out }: Ran): readonly Record<string, unknown>[] {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('check', () => {
  test('says what is there and changes nothing', async () => {
    const before = filesOf(whole);
    const ran = await run('check', whole);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('1 segment, 6 batches, 5 records');
    expect(ran.out).toContain('First     2026-06-01T10:00:00.000Z\nLast      2026-06-01T10:00:03.000Z');
    expect(ran.out).toMatch(/Nothing is damaged\.\n$/);
    expect(filesOf(whole)).toEqual(before);
  });

  test('names file and byte of damage, and exits 1', async () => {
    const folder = copied();
    flip(folder, 4_200);
    const ran = await run('check', folder);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`${folder}/${LOG} is damaged at byte 4096: batch 1, which was durable, cannot be read.`);
    const { code, out } = await run('check', folder, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ isDamaged: true, damage: [{ file: LOG, byte: 4_096, isHistory: false }] });
  });

  test('leaves a file alone that is not of a store', async () => {
    const folder = copied();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect((await run('check', folder)).out).toContain('notes.txt: no files of a store, left alone');
    const store = await open(folder);
    await store.close();
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  test('reads the store of a process that runs', async () => {
    const folder = copied();
    const store = await open(folder);
    try {
      expect(await run('check', folder)).toMatchObject({ code: 0 });
      expect(linesOf(await run('export', folder))).toHaveLength(5);
    } finally {
      await store.close();
    }
  });
});

describe('repair', () => {
  test('without --yes says what is lost and changes nothing', async () => {
    const folder = copied();
    flip(folder, 4_300);
    const before = filesOf(folder);
    const ran = await run('repair', folder);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(
      /loses \d records? after record 1 \(2026-06-01T10:00:00\.000Z\), \d of which can be read in the files that are kept, and keeps what it takes out in a folder of the store; add --yes to do it\.$/,
    );
    expect(filesOf(folder)).toEqual(before);
  });

  test('with --yes takes damage out, keeps it, and the store starts', async () => {
    const folder = copied();
    flip(folder, 4_300);
    const damaged = readFileSync(join(folder, LOG));
    await expect(open(folder)).rejects.toThrow(/is damaged at byte \d+: batch 2, .*, or run: aksept journal repair \S+\.$/);
    const ran = await run('repair', folder, '--yes');
    expect(ran).toMatchObject({ code: 0, err: '' });
    const kept = /kept in (\S+)\.\n$/.exec(ran.out)?.[1] ?? '';
    const [piece = ''] = readdirSync(kept);
    const from = Number(/\.from-(\d+)$/.exec(piece)?.[1]);
    const bytes = readFileSync(join(kept, piece));
    expect(bytes).toEqual(damaged.subarray(from, from + bytes.length));
    expect(await run('check', folder)).toMatchObject({ code: 0 });
    const store = await open(folder);
    expect(await store.cards.get(world.token)).toMatchObject({ ledgerMinor: 100_000 });
    await store.close();
    expect(await run('repair', folder, '--yes')).toMatchObject({ code: 0, out: 'Nothing is damaged.\n' });
  });

  test('needs the folder for itself', async () => {
    const folder = copied();
    const lock = await lockFolder(folder);
    const ran = await run('repair', folder, '--yes');
    await lock.release();
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toBe(`The store in ${folder} is in use: another process uses it; stop that process, or give another folder.`);
  });

  test('refuses when nothing is left', async () => {
    const folder = copied();
    truncateSync(join(folder, LOG), 0);
    const ran = await run('repair', folder, '--yes');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('is cut to 0 bytes, and neither a snapshot nor the log before it holds anything');
    expect(readdirSync(folder)).toEqual(readdirSync(whole));
  });
});

describe('export', () => {
  test('has one line for each record, with the members of the table only', async () => {
    const lines = linesOf(await run('export', whole));
    expect(lines.map(({ event, outcome }) => [event, outcome])).toEqual([
      ['issue', undefined],
      ['spend', 'approved'],
      ['spend', 'pinRequired'],
      ['spend', 'invalidCardNumber'],
      ['reversal', 'approved'],
    ]);
    const names = EXPORT_FIELDS.map(({ name }) => name);
    for (const line of lines) expect(names).toEqual(expect.arrayContaining(Object.keys(line)));
    expect(lines[1]).toMatchObject({
      ...{ record: 2, at: '2026-06-01T10:00:00.000Z', atMs: T0, cardToken: world.token, maskedPan: '957899******0013', onFile: true },
      ...{ type: 'purchase', amountMinor: 10_000, ledgerMinor: 90_000, channel: 'pos', mcc: 5_411, terminalType: 'pos', pin: 'given' },
    });
    expect(lines[3]).toMatchObject({ onFile: false, cardToken: 'a'.repeat(32), maskedPan: '957899******0013' });
    expect(lines[4]?.['originalKey']).toBe(lines[1]?.['key']);
  });

  test.each([
    ['--from', '2026-06-01T10:00:02Z', 2],
    ['--to', '2026-06-01T10:00:02Z', 3],
    ['--to', '2026-06-01', 0],
    ['--card', 'a'.repeat(32), 1],
  ])('%s %s: %i records', async (option, value, count) => {
    const { out } = await run('export', whole, option, value);
    expect(out.split('\n').length - 1).toBe(count);
  });

  test('of a damaged log has what can be read, says what is missing, and exits 1', async () => {
    const folder = copied();
    flip(folder, 4_300);
    const ran = await run('export', folder);
    expect(linesOf(ran)).toHaveLength(4);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/is damaged at byte \d+: .*The export lacks what is damaged; everything else is in it\.$/s);
  });

  test.each([
    [['--from', 'yesterday'], '--from must be a date such as 2026-11-01'],
    [['--card', '957899******0013'], '--card must be the token of a card'],
    [['--format', 'csv'], '--format must be ndjson.'],
  ])('%j is wrong usage', async (args, sentence) => {
    const ran = await run('export', whole, ...args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(sentence);
  });
});

test.each(['check', 'export', 'repair'])('%s of a folder without a store is one sentence, and makes nothing', async (command) => {
  const empty = join(root, 'empty');
  mkdirSync(empty, { recursive: true });
  expect((await run(command, empty)).err).toBe(`${empty} holds no store; give the folder of one, such as ./data/store.`);
  expect(readdirSync(empty)).toEqual([]);
  const none = join(root, 'none');
  expect((await run(command, none)).err).toBe(
    `The folder ${none} cannot be read (ENOENT); give the folder of a store, such as ./data/store.`,
  );
  expect(existsSync(none)).toBe(false);
});
