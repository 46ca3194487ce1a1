/** Keeps PANs and PINs of test cards in the file of the setting `testCards`. */
import type { CardEntry } from '../cards/card-entry.ts';
import { CardFileError } from '../cards/card-file.ts';
import { TestCardFile } from '../cards/test-card-file.ts';
import type { Settings } from '../config/settings-table.ts';
import type { KeyRing } from '../pin/keys/key-ring.ts';
import type { Log } from './log.ts';

const NO_FILE = 'none';

/** Undefined when no such file is kept: PINs stand in clear only beside keys that protect nothing. */
export function testCardFile({ testCards }: Pick<Settings, 'testCards'>, { isTest }: Pick<KeyRing, 'isTest'>): TestCardFile | undefined {
  return isTest && testCards !== NO_FILE && testCards !== '' ? new TestCardFile(testCards) : undefined;
}

/** A file that cannot be written is told once, and does not keep cards from being issued. */
export function pinKeeper(file: TestCardFile, log: Pick<Log, 'warn'>): (cards: readonly CardEntry[]) => void {
  let told = '';
  return (cards) => {
    try {
      file.add(cards);
      told = '';
    } catch (error) {
      if (!(error instanceof CardFileError)) throw error;
      if (error.message !== told) log.warn(`PANs and PINs of new cards are not kept. ${error.message}`);
      told = error.message;
    }
  };
}
