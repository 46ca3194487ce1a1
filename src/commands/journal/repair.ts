/** `aksept journal repair`. */
import { existsSync } from 'node:fs';
import { checkStore } from '../../limits/stores/file/check.ts';
import { lockStore } from '../../limits/stores/file/lock-store.ts';
import { SEGMENT_BYTES } from '../../limits/stores/file/log/segments.ts';
import { planRepair } from '../../limits/stores/file/plan-repair.ts';
import { repairStore } from '../../limits/stores/file/repair.ts';
import { CommandError, print } from '../output.ts';
import { filesOf, folderOf } from './folder.ts';

export async function repairJournal(given: string, { yes }: { readonly yes?: boolean }): Promise<void> {
  const folder = folderOf(given);
  const files = filesOf(given);
  // Before the lock, which would need the folder: says it in one sentence.
  if (!existsSync(folder)) await checkStore(files);
  const lock = await lockStore(folder);
  try {
    const check = await checkStore(files);
    const plan = planRepair(folder, check);
    if (typeof plan === 'string') throw new CommandError(plan);
    if (plan.steps.length === 0) {
      print('Nothing is damaged.');
      return;
    }
    if (yes !== true)
      throw new CommandError(
        `A repair of ${folder} loses ${plan.loss}, and keeps what it takes out in a folder of the store; add --yes to do it.`,
      );
    const kept = await repairStore(files, {
      store: check.identity.store,
      steps: plan.steps,
      atMs: Date.now(),
      segmentBytes: SEGMENT_BYTES,
    });
    print(`Repaired ${folder}: lost is ${plan.loss}. What was taken out is kept in ${folder}/${kept}.`);
  } finally {
    await lock.release();
  }
}
