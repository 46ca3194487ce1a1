/**
 * S3: what durable answers cost. The file store with `fsync always`, with `fsync no`, and the store in memory, in turn;
 * the bound is a loop that does nothing but write 4 KiB and wait until they are on the same disk.
 */
import { closeSync, fdatasyncSync, fsyncSync, openSync, statfsSync, writeSync } from 'node:fs';
import { inFolder } from './folder.ts';
import { type Figure, figureOf, load, type NamedFigure, start } from './measure.ts';
import { PROTOBUF } from './wire.ts';

const BLOCK_BYTES = 4_096;
/** Like a segment of the log: filled before it is written. */
const FILE_BLOCKS = 1_024;
/** Linux: the type of a file system in memory. */
const TMPFS = 0x01021994;

const SHAPES = [
  { shape: '1 × 1', connections: 1, window: 1 },
  { shape: '16 × 16', connections: 16, window: 16 },
] as const;
const KINDS = ['memory', 'file-no', 'file-always'] as const;
const SYNC_CALLS = { fdatasync: fdatasyncSync, fsync: fsyncSync } as const;

type Kind = (typeof KINDS)[number];
type SyncCall = keyof typeof SYNC_CALLS;

/** Rates per second of one round at one shape. */
type DurableRound = Readonly<Record<Kind | SyncCall, number>>;

/** A sync on a file system in memory waits for no disk. */
export function refuseMemoryFileSystem(folder: string): void {
  if (statfsSync(folder).type === TMPFS)
    throw new Error(`${folder} is on a file system in memory, where fsync costs nothing; give a folder on a disk with --folder.`);
}

/** Blocks of 4 KiB written and synced one after the other in a new file, per second. */
function syncsPerSecond(path: string, call: SyncCall, seconds: number): number {
  const file = openSync(path, 'wx');
  const sync = SYNC_CALLS[call];
  try {
    const block = Buffer.alloc(BLOCK_BYTES, 0x55);
    for (let n = 0; n < FILE_BLOCKS; n += 1) writeSync(file, block, 0, BLOCK_BYTES, n * BLOCK_BYTES);
    fsyncSync(file);
    const startedMs = performance.now();
    const untilMs = startedMs + seconds * 1_000;
    let count = 0;
    let endedMs = startedMs;
    for (; endedMs < untilMs; endedMs = performance.now()) {
      writeSync(file, block, 0, BLOCK_BYTES, (count % FILE_BLOCKS) * BLOCK_BYTES);
      sync(file);
      count += 1;
    }
    return (count * 1_000) / (endedMs - startedMs);
  } finally {
    closeSync(file);
  }
}

function syncRate(call: SyncCall, parent: string, seconds: number): Promise<number> {
  return inFolder(parent, async (folder) => syncsPerSecond(`${folder}.blocks`, call, seconds));
}

type Shape = (typeof SHAPES)[number];

function rateOf(kind: Kind, parent: string, seconds: number, { connections, window }: Shape): Promise<number> {
  return inFolder(parent, async (folder) => {
    const server = await start('server-process', [kind, folder, PROTOBUF]);
    try {
      return await load(Number(server.firstLine), { seconds, checked: true, wire: PROTOBUF, connections, window });
    } finally {
      await server.stop();
    }
  });
}

async function measureRound(parent: string, seconds: number, shape: Shape): Promise<DurableRound> {
  return {
    fdatasync: await syncRate('fdatasync', parent, seconds),
    fsync: await syncRate('fsync', parent, seconds),
    memory: await rateOf('memory', parent, seconds, shape),
    'file-no': await rateOf('file-no', parent, seconds, shape),
    'file-always': await rateOf('file-always', parent, seconds, shape),
  };
}

/** What is divided by what. */
const RATIOS: readonly { readonly ours: Kind; readonly what: string; readonly ceiling: Kind | SyncCall; readonly ceilingWhat: string }[] = [
  { ours: 'file-always', what: 'file store, fsync always', ceiling: 'file-no', ceilingWhat: 'file store, fsync no' },
  { ours: 'file-always', what: 'file store, fsync always', ceiling: 'memory', ceilingWhat: 'store in memory' },
  { ours: 'file-no', what: 'file store, fsync no', ceiling: 'memory', ceilingWhat: 'store in memory' },
  { ours: 'file-always', what: 'file store, fsync always', ceiling: 'fdatasync', ceilingWhat: '4 KiB written and fdatasync, alone' },
  { ours: 'file-always', what: 'file store, fsync always', ceiling: 'fsync', ceilingWhat: '4 KiB written and fsync, alone' },
];

function figuresOf(shape: string, rounds: readonly DurableRound[]): readonly Figure[] {
  return RATIOS.map(({ ours, what, ceiling, ceilingWhat }) => {
    const named: NamedFigure = { id: 'S3', what: `${what}, ${shape} in flight`, unit: '/s', ceilingWhat };
    return figureOf(
      named,
      rounds.map((round) => ({ ours: round[ours], ceiling: round[ceiling] })),
    );
  });
}

export async function benchDurable(rounds: number, seconds: number, parent: string): Promise<Figure[]> {
  const measured = SHAPES.map(({ shape }) => ({ shape, rounds: [] as DurableRound[] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [n, shape] of SHAPES.entries()) {
      const rates = await measureRound(parent, seconds, shape);
      measured[n]?.rounds.push(rates);
      const shown = Object.entries(rates).map(([what, rate]) => `${what} ${Math.round(rate)}/s`);
      process.stderr.write(`  S3 round ${round}/${rounds}, ${shape.shape}: ${shown.join(', ')}\n`);
    }
  }
  return measured.flatMap(({ shape, rounds: ofShape }) => figuresOf(shape, ofShape));
}
