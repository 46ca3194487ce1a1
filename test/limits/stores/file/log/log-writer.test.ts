/** The log under load, while its disk fails, and at its close, on files in memory. */
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../../../../src/limits/state/binary/byte-writer.ts';
import type { Files } from '../../../../../src/limits/stores/file/files.ts';
import { BATCH_HEAD_BYTES, RECORD_HEAD_BYTES } from '../../../../../src/limits/stores/file/log/batch.ts';
import { type FsyncPolicy, LogWriter } from '../../../../../src/limits/stores/file/log/log-writer.ts';
import { type ReadLog, readLog } from '../../../../../src/limits/stores/file/log/read-log.ts';
import { Segments } from '../../../../../src/limits/stores/file/log/segments.ts';
import { ManualTimers, turns } from '../../../../support/manual-timers.ts';
import { SimulatedFiles } from '../../../../support/simulated-files.ts';

const STORE = 'test';
const START = { batch: 0, record: 0 };
const SPARE = 'spare.aksept';
const RETRY_MS = 1_000;

interface Opened {
  readonly log: LogWriter;
  readonly segments: Segments;
  readonly timers: ManualTimers;
  readonly warnings: string[];
}

function open(files: Files, fsync: FsyncPolicy = 'always', segmentBytes = 16_384): Opened {
  const timers = new ManualTimers();
  const warnings: string[] = [];
  const segments = new Segments({ files, timers, store: STORE, segmentBytes }, undefined);
  const log = new LogWriter({ segments, fsync, start: START, timers, warn: (sentence) => warnings.push(sentence) });
  return { log, segments, timers, warnings };
}

function record(bytes: number): ByteWriter {
  const writer = new ByteWriter();
  writer.zeros(bytes);
  writer.bytes.fill(0x5a, 0, bytes);
  return writer;
}

async function read(files: Files): Promise<{ readonly log: ReadLog; readonly records: readonly number[] }> {
  const records: number[] = [];
  const log = await readLog(files, { store: STORE, from: START, whole: false, onRecord: (each) => records.push(each.record) });
  for (const { name, what } of log.damage) throw new Error(`${name} ${what}`);
  return { log, records };
}

function newFiles(): SimulatedFiles {
  return new SimulatedFiles({ random: () => 0 });
}

/** Runs retries until the work is done. */
async function retried<T>(timers: ManualTimers, work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    timers.advance(RETRY_MS);
    await turns(10);
  }
  return done;
}

async function writable({ log, timers }: Opened): Promise<void> {
  while (!log.canAppend(false)) {
    timers.advance(RETRY_MS);
    await turns(10);
  }
}

it('what is appended at once is believed, however much it is', async () => {
  const files = newFiles();
  const { log } = open(files);
  const each = record(1_048_576);
  const written = Array.from({ length: 70 }, () => log.append(each));
  await Promise.all(written);
  await log.close();
  const { records } = await read(files.cut());
  expect(records).toEqual(Array.from({ length: 70 }, (_, n) => n + 1));
});

it('is full before it takes all memory', async () => {
  const { log } = open(newFiles());
  const each = record(1_048_576);
  let appended = 0;
  for (; log.canAppend(true) && appended < 1_000; appended += 1) log.append(each);
  expect(appended).toBeGreaterThan(200);
  expect(appended).toBeLessThan(300);
});

it('with everysec it syncs after a second although there is no pause between batches', async () => {
  const files = newFiles();
  const { log, timers } = open(files, 'everysec', 1_048_576);
  let synced = 0;
  files.onSync = (name) => () => {
    if (name.startsWith('log-')) synced += 1;
  };
  await log.append(record(100));
  const before = synced;
  for (let second = 1; second <= 5; second += 1) {
    for (let turn = 0; turn < 20; turn += 1) {
      log.append(record(100)).catch(() => {});
      if (turn === 10) timers.advance(1_000);
      await turns(1);
    }
    expect(synced - before).toBeGreaterThanOrEqual(second);
  }
});

it('says once that the last batch is durable, and nothing more while it is idle', async () => {
  for (const fsync of ['always', 'everysec'] as const) {
    const files = newFiles();
    const { log, timers } = open(files, fsync);
    await log.append(record(10));
    for (let second = 0; second < 10; second += 1) {
      timers.advance(1_000);
      await turns(20);
    }
    expect(log.batch).toBe(2);
  }
});

it('two spares are never made at once', async () => {
  const files = newFiles();
  const { segments, timers } = open(files, 'always', 8 * 1_048_576);
  let failures = 1;
  const operations: string[] = [];
  files.failing = (operation, name) => {
    if (name === SPARE) operations.push(operation);
    failures -= 1;
    return failures === 0;
  };
  segments.prepare();
  await turns(10);
  expect(segments.lacksSpare).toBe(true);
  operations.length = 0;
  const next = segments.next(1);
  for (let turn = 0; turn < 10; turn += 1) {
    await turns(1);
    timers.advance(RETRY_MS);
    expect(segments.lacksSpare).toBe(true);
  }
  await next;
  const until = operations.indexOf('rename');
  expect(operations.slice(0, until).filter((operation) => operation === 'create' || operation === 'remove')).toEqual(['remove', 'create']);
});

/** Its folder cannot be synced so many times: the new name is there, and not durable. */
function withFailingFolder(files: SimulatedFiles, failures: number): { readonly files: Files; open(): number } {
  let left = failures;
  let opened = 0;
  const wrapped: Files = {
    path: files.path,
    list: () => files.list(),
    size: (name) => files.size(name),
    remove: (name) => files.remove(name),
    makeFolder: (name) => files.makeFolder(name),
    open: async (name, mode) => {
      const file = await files.open(name, mode);
      opened += 1;
      return {
        ...file,
        close: async () => {
          opened -= 1;
          await file.close();
        },
      };
    },
    rename: async (from, to) => {
      await files.rename(from, to);
      left -= 1;
      if (left >= 0) throw new Error('the folder cannot be synced');
    },
  };
  return { files: wrapped, open: () => opened };
}

it('goes on when a new segment could not be named in the first place, and leaves no file open', async () => {
  const files = newFiles();
  const failing = withFailingFolder(files, 5);
  const opened = open(failing.files);
  await expect(opened.log.append(record(100))).rejects.toThrow('the folder cannot be synced');
  await writable(opened);
  expect(opened.warnings).toHaveLength(2);
  await opened.log.append(record(100));
  await turns(20);
  expect(failing.open()).toBe(1);
  expect((await read(files)).records).toEqual([1, 2]);
});

it('after an fsync that failed, everything that is not durable is written again, whatever the policy', async () => {
  for (const fsync of ['always', 'everysec', 'no'] as const) {
    const files = newFiles();
    const opened = open(files, fsync);
    const { log, timers } = opened;
    for (let n = 0; n < 5; n += 1) await log.append(record(100));
    let failures = 1;
    files.failing = (operation) => {
      if (operation === 'sync') failures -= 1;
      return operation === 'sync' && failures === 0;
    };
    log.append(record(100)).catch(() => {});
    await retried(
      timers,
      log.flush().catch(() => {}),
    );
    await writable(opened);
    await log.flush();
    expect(opened.warnings, fsync).toHaveLength(2);
    expect((await read(files.cut())).records, fsync).toEqual([1, 2, 3, 4, 5, 6]);
  }
});

it('a close waits for the batch that is being written', async () => {
  for (const fsync of ['always', 'everysec', 'no'] as const) {
    for (let turn = 0; turn < 12; turn += 1) {
      const files = newFiles();
      const { log } = open(files, fsync);
      const first = log.append(record(100));
      await turns(turn);
      const second = log.append(record(100));
      await log.close();
      await first;
      await second;
      expect((await read(files.cut())).records).toEqual([1, 2]);
    }
  }
});

it('a segment that is missing is noticed, also when the one before it ends where it ended', async () => {
  const files = newFiles();
  const { log } = open(files);
  for (let n = 0; n < 40; n += 1) await log.append(record(3_000));
  await log.close();
  const names = (await files.list()).filter((name) => name.startsWith('log-')).sort();
  expect(names.length).toBeGreaterThan(8);
  for (const [at, name] of names.entries()) {
    const fewer = new SimulatedFiles(
      { random: () => 0 },
      new Map(names.filter((each) => each !== name).map((each) => [each, files.bytesOf(each)])),
    );
    // That the log went on behind the last segment nothing says.
    if (at === names.length - 1) continue;
    await expect(read(fewer)).rejects.toThrow('is missing: the log goes on with batch');
  }
  const [first = '', second = ''] = names;
  const swapped = new SimulatedFiles(
    { random: () => 0 },
    new Map([
      [first, files.bytesOf(second)],
      [second, files.bytesOf(first)],
    ]),
  );
  await expect(read(swapped)).rejects.toThrow('has the name of another segment');
});

describe('what is not durable yet', () => {
  const NOTHING = { records: 0, bytes: 0, oldestMs: 0 };

  it('with everysec it is what the next fsync makes durable, with the age of the oldest', async () => {
    const { log, timers } = open(newFiles(), 'everysec', 1_048_576);
    expect(log.lag).toEqual(NOTHING);
    await log.append(record(100));
    timers.advance(400);
    await log.append(record(50));
    const head = BATCH_HEAD_BYTES + RECORD_HEAD_BYTES;
    expect(log.lag).toEqual({ records: 2, bytes: 150 + 2 * head, oldestMs: 400 });
    await retried(timers, log.flush());
    expect(log.lag).toEqual(NOTHING);
    await log.close();
  });

  it('while the disk fails it grows and ages; when it works again, there is none', async () => {
    const files = newFiles();
    const opened = open(files);
    const { log, timers } = opened;
    await log.append(record(100));
    files.failing = (action) => action === 'sync';
    await expect(log.append(record(100))).rejects.toThrow(/cannot be written/);
    timers.advance(100);
    expect(log.lag).toMatchObject({ records: 1, oldestMs: 100 });
    files.failing = () => false;
    await writable(opened);
    await retried(timers, log.flush());
    expect(log.lag).toEqual(NOTHING);
    await log.close();
  });
});
