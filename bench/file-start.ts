/** S8: how long a server takes to start on a file store that holds many records. */
import { CARDS } from './fixtures.ts';
import { inFolder } from './folder.ts';
import { LoadedServer, startServer } from './growth-server.ts';

/** More records than any run writes: no snapshot. */
const NEVER = 1_000_000_000;
const KIND = 'file-no';
/** From so many entries on, the store's own snapshots are measured; fewer get as many snapshots of their own. */
const OWN_SNAPSHOTS_MIN = 1_000_000;
const SNAPSHOTS = 4;

export interface FileStart {
  readonly what: string;
  readonly entries: number;
  /** Read from the log at the start; the others were in the snapshot. */
  readonly records: number;
  /** Of opening the store. */
  readonly openSeconds: number;
  /** From the start of the process to the first connection that it takes. */
  readonly readySeconds: number;
}

async function startAfter(what: string, folder: string, entries: number, snapshotEvery: number): Promise<FileStart> {
  const options = { kind: KIND, folder, cards: CARDS, snapshotEvery };
  const filled = await LoadedServer.start(options);
  try {
    await filled.send(entries);
  } finally {
    await filled.stop();
  }
  const startedMs = performance.now();
  const server = await startServer(options);
  const readySeconds = (performance.now() - startedMs) / 1_000;
  const { seconds, records } = JSON.parse(await server.ask('opened')) as { readonly seconds: number; readonly records: number };
  await server.stop();
  return { what, entries, records, openSeconds: seconds, readySeconds };
}

export async function benchFileStart(parent: string, entries: number): Promise<readonly FileStart[]> {
  const snapshotEvery = entries < OWN_SNAPSHOTS_MIN ? Math.ceil(entries / SNAPSHOTS) : 0;
  return [
    await inFolder(parent, (folder) => startAfter('snapshot and log', folder, entries, snapshotEvery)),
    await inFolder(parent, (folder) => startAfter('log only', folder, entries, NEVER)),
  ];
}

/** Markdown. */
export function fileStartTable(starts: readonly FileStart[]): string {
  const rows = starts.map(({ what, entries, records, openSeconds, readySeconds }) => {
    const counts = [entries, records].map((value) => value.toLocaleString('en-US')).join(' | ');
    return `| S8 | ${what} | ${counts} | ${openSeconds.toFixed(2)} | ${readySeconds.toFixed(2)} |`;
  });
  return [
    '| id | start of the file store | journal entries | read from the log | store open, s | server ready, s |',
    '|---|---|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}
