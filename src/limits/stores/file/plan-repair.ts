/**
 * What a repair does to the files of a store. Pure: it plans from what a check found.
 *
 * A torn end is cut. Where a snapshot holds what came of damaged records, a gap takes their place:
 * only their history is lost. Otherwise the state ends before the damage, and everything from there
 * on leaves the log. Whatever is overwritten or taken away is kept in a folder of the repair.
 */
import { pluralize } from '../../../protocol/plural.ts';
import type { StoreCheck } from './check.ts';
import { BATCH_HEAD_BYTES, type GapHead } from './log/batch.ts';
import type { Damage } from './log/damage.ts';
import { HEAD_BLOCK_BYTES, segmentName } from './log/segment.ts';

/** In the order in which they are carried out. */
export type RepairStep =
  /** The file moves into the folder of the repair. */
  | { readonly kind: 'moveAside'; readonly name: string }
  /** Bytes are kept in the folder of the repair, and become zeros up to the end of the file. */
  | { readonly kind: 'clear'; readonly name: string; readonly byte: number }
  /** Bytes are kept in the folder of the repair, and a gap takes their place. */
  | { readonly kind: 'gap'; readonly name: string; readonly byte: number; readonly endByte: number; readonly gap: GapHead }
  /** A new segment that begins with a gap. */
  | {
      readonly kind: 'newSegment';
      readonly name: string;
      readonly previousEnd: number;
      readonly endByte: number;
      readonly gap: GapHead;
    };

export interface RepairPlan {
  /** Empty: nothing is to be repaired. */
  readonly steps: readonly RepairStep[];
  /** What is lost by it, as part of a sentence. */
  readonly loss: string;
}

/** A sentence says why nothing can be repaired. */
export function planRepair(folder: string, check: StoreCheck): RepairPlan | string {
  const { log, snapshots, unreadable } = check;
  const copy = 'restore the folder from a copy';
  const newer = log.damage.find(({ isNewer }) => isNewer);
  if (newer !== undefined) return `${folder}/${newer.name} ${newer.what}.`;
  if (unreadable !== '') return `${unreadable.slice(0, -1)}; ${copy}.`;
  const first = log.damage.find(({ isHistory }) => !isHistory);
  if (first !== undefined && log.position.batch === 0) {
    return `${folder}/${first.name} ${first.what}, and neither a snapshot nor the log before it holds anything of the store; ${copy}.`;
  }
  const history = log.damage.filter(({ isHistory }) => isHistory);
  const steps: RepairStep[] = snapshots.flatMap(({ name, problem }) => (problem === '' ? [] : [{ kind: 'moveAside', name } as const]));
  steps.push(...history.flatMap((damage) => historySteps(check, damage)));
  if (first !== undefined) steps.push(...cutSteps(check, first));
  else if (log.tornBytes > 0 && log.last !== undefined) steps.push({ kind: 'clear', name: log.last.name, byte: log.last.end });
  const losses = [
    history.length === 0 ? '' : `${pluralize(recordsOf(history), 'record')} of the history, whose effects a snapshot holds`,
    first === undefined ? '' : lostRecords(check),
    first === undefined && log.tornBytes > 0 ? `${pluralize(log.tornBytes, 'byte')} of a batch that was never answered from` : '',
  ].filter((loss) => loss !== '');
  return { steps, loss: losses.length === 0 ? 'nothing' : losses.join('; ') };
}

/** How many records the damage takes from the history, as far as it is known. */
function recordsOf(history: readonly Damage[]): number {
  return history.reduce((sum, { record, next }) => sum + (record === undefined || next === undefined ? 0 : next.record - record), 0);
}

function lostRecords({ log, stateAtMs, from }: StoreCheck): string {
  const { position, lastRecord, behind } = log;
  const until = stateAtMs === undefined || position.batch === from.batch ? 'the last snapshot' : new Date(stateAtMs).toISOString();
  const readable = behind.records === 0 ? 'none of which can be read' : `${behind.records} of which can be read in the files that are kept`;
  const count = lastRecord === undefined ? 'all records' : pluralize(lastRecord - position.record, 'record');
  return `${count} after record ${position.record} (${until}), ${readable}`;
}

/** A gap in the place of what is missing, so that the rest of the log stays where it is. */
function historySteps({ log }: StoreCheck, damage: Damage): readonly RepairStep[] {
  const { name, byte, isWholeFile, previous, record, next } = damage;
  if (next === undefined) return [];
  const { segments, damage: all } = log;
  const following = all[all.indexOf(damage) + 1];
  const untilBatch =
    following !== undefined && following.batch > damage.batch && following.batch < next.batch ? following.batch : next.batch;
  const firstRecord = record ?? next.record;
  const gap = { batch: untilBatch - 1, firstRecord, records: next.record - firstRecord, isLost: false };
  // Shorter than a batch: the batches are in a file that is missing, and zeros follow here.
  if (!isWholeFile) return [{ kind: 'gap', name, byte, endByte: Math.max(damage.endByte, byte + BATCH_HEAD_BYTES), gap }];
  const isThere = segments.some((segment) => segment.name === name);
  const aside: readonly RepairStep[] = isThere ? [{ kind: 'moveAside', name }] : [];
  // Segments may be missing at the beginning of the log.
  if (previous === undefined) return aside;
  const after = segments.find(({ firstBatch }) => firstBatch === untilBatch)?.head?.previousEnd ?? 0;
  const endByte = Math.max(after, HEAD_BLOCK_BYTES + BATCH_HEAD_BYTES);
  return [...aside, { kind: 'newSegment', name, previousEnd: previous.end, endByte, gap }];
}

/**
 * The log ends before the damage, and goes on with the batch behind it. Accounts of a snapshot may
 * hold later records than it goes on from: new records get numbers above all of them.
 */
function cutSteps({ log, from, snapshotRecord }: StoreCheck, first: Damage): readonly RepairStep[] {
  const { name, byte, isWholeFile, batch, previous, record } = first;
  const steps: RepairStep[] = log.segments
    .filter((segment) => (isWholeFile ? segment.name >= name : segment.name > name))
    .map((segment) => ({ kind: 'moveAside', name: segment.name }) as const);
  if (!isWholeFile) steps.push({ kind: 'clear', name, byte });
  else if (previous !== undefined) steps.push({ kind: 'clear', name: previous.name, byte: previous.end });
  const lastRecord = Math.max(log.lastRecord ?? 0, log.position.record, from.record, snapshotRecord);
  const gapFrom = (firstRecord: number, gapBatch: number): GapHead => ({
    ...{ batch: gapBatch, firstRecord, records: lastRecord - firstRecord + 1, isLost: true },
  });
  if (previous === undefined) {
    const next = from.batch + 1;
    const endByte = HEAD_BLOCK_BYTES + BATCH_HEAD_BYTES;
    return [...steps, { kind: 'newSegment', name: segmentName(next), previousEnd: 0, endByte, gap: gapFrom(from.record + 1, next) }];
  }
  const gap = gapFrom(record ?? from.record + 1, Math.max(batch, from.batch + 1));
  return [...steps, { kind: 'gap', name: previous.name, byte: previous.end, endByte: previous.end + BATCH_HEAD_BYTES, gap }];
}
