/** `aksept journal check`. */
import { checkStore, isDamaged, type StoreCheck } from '../../limits/stores/file/check.ts';
import { repairAdvice } from '../../limits/stores/file/log/damage.ts';
import { pluralize } from '../../protocol/plural.ts';
import { EXIT_CODES, print, printJson } from '../output.ts';
import { filesOf, folderOf } from './folder.ts';

export async function checkJournal(given: string, { json }: { readonly json?: boolean }): Promise<void> {
  const check = await checkStore(filesOf(given));
  const folder = folderOf(given);
  if (json === true) printJson(checkAsJson(folder, check));
  else print(checkAsText(folder, check));
  if (isDamaged(check)) process.exitCode = EXIT_CODES.failed;
}

function instant(atMs: number | undefined): string {
  return atMs === undefined ? 'none' : new Date(atMs).toISOString();
}

function checkAsText(folder: string, check: StoreCheck): string {
  const { identity, log, snapshots, firstAtMs, lastAtMs, otherFiles, unreadable } = check;
  const rows: readonly (readonly [string, string])[] = [
    ['Store', `${folder} (format ${identity.format}, ${identity.clock} clock)`],
    [
      'Log',
      `${pluralize(log.segments.length, 'segment')}, ${pluralize(log.read.batches, 'batch', 'batches')}, ${pluralize(log.read.records, 'record')}`,
    ],
    ['First', instant(firstAtMs)],
    ['Last', instant(lastAtMs)],
    ...snapshots.map(
      ({ name, position }) =>
        ['Snapshot', position === undefined ? `${name}: damaged` : `${name}: after record ${position.record}`] as const,
    ),
    ...log.gaps.map(
      ({ name, byte, records, firstRecord }) =>
        ['Gap', `${name}, byte ${byte}: ${pluralize(records, 'record')} from record ${firstRecord} on, removed by a repair`] as const,
    ),
    ...(log.tornBytes > 0 && log.last !== undefined
      ? [
          [
            'Torn end',
            `${log.last.name}, byte ${log.last.end}: ${pluralize(log.tornBytes, 'byte')} of a batch that was being written; the next start cuts it off`,
          ] as const,
        ]
      : []),
    ...(otherFiles.length === 0 ? [] : [['Others', `${otherFiles.join(', ')}: no files of a store, left alone`] as const]),
  ];
  const damage = [
    ...log.damage.map(
      ({ name, what, isHistory }) => `${folder}/${name} ${what}${isHistory ? ' (history only: a snapshot holds what came of it)' : ''}.`,
    ),
    ...snapshots.flatMap(({ problem }) => (problem === '' ? [] : [problem])),
    ...(unreadable === '' ? [] : [unreadable]),
  ];
  const result = damage.length === 0 ? 'Nothing is damaged.' : `${damage.join('\n')}\nTo go on, ${repairAdvice(folder)}`;
  return `${rows.map(([name, text]) => `${name.padEnd(10)}${text}`).join('\n')}\n${result}`;
}

function checkAsJson(folder: string, check: StoreCheck): object {
  const { identity, log, snapshots, firstAtMs, lastAtMs, otherFiles, unreadable } = check;
  return {
    folder,
    format: identity.format,
    store: identity.store,
    clock: identity.clock,
    segments: log.segments.length,
    batches: log.read.batches,
    records: log.read.records,
    firstAtMs,
    lastAtMs,
    snapshots: snapshots.map(({ name, position, problem }) => ({ name, record: position?.record, problem })),
    gaps: log.gaps,
    tornEnd: log.tornBytes > 0 ? { file: log.last?.name, byte: log.last?.end, bytes: log.tornBytes } : undefined,
    damage: log.damage.map(({ name, byte, what, isHistory }) => ({ file: name, byte, what, isHistory })),
    unreadable,
    otherFiles,
    isDamaged: isDamaged(check),
  };
}
