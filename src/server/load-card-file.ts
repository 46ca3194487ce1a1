/** Puts the cards of the setting `cards` on file when the server starts, and logs how far it is. */
import { readCardFile } from '../cards/card-file.ts';
import { onceEach, PROGRESS_PERIOD_MS } from '../cards/progress.ts';
import type { CardService } from '../issuing/card-service.ts';
import type { Log } from './log.ts';

const systemNowMs = (): number => performance.now();

export interface LoadedCards {
  /** Of the file. */
  readonly cards: number;
  /** Those that were not on file before. */
  readonly created: number;
}

/**
 * No card is put on file unless the whole file is right. Rejects with a CardFileError, a
 * CardServiceError or a StoreError. `nowMs` is a clock that only goes forward.
 */
export async function loadCardFile(path: string, service: CardService, log: Log, nowMs: () => number = systemNowMs): Promise<LoadedCards> {
  const report = (sentence: string) => onceEach(PROGRESS_PERIOD_MS, (cards, of) => log.info({ file: path, cards, of }, sentence), nowMs);
  const entries = readCardFile(path, report('Cards are being read.'));
  const created = await service.import(entries, service.turns.slice(), report('Cards are being put on file.'));
  log.info({ file: path, cards: entries.length, created }, 'The cards of the file are on file.');
  return { cards: entries.length, created };
}
