/** Puts the cards of an import on file while its body arrives, a batch at a time. */
import type { CardEntry } from '../../cards/card-entry.ts';
import { readCardEntry } from '../../cards/card-file.ts';
import type { CardService } from '../../issuing/card-service.ts';
import type { Slice } from '../../issuing/turns.ts';
import { IMPORT_CARDS_MAX } from '../body/body-limits.ts';
import { ClientGoneError, HttpError } from '../error.ts';
import type { CardText, CardTexts } from './card-texts.ts';

/** Cards per write to the store. */
const BATCH_CARDS = 100;

export interface Imported {
  /** Cards of the body that are on file now. */
  count: number;
  /** Those that were not there before. */
  created: number;
}

/** Collects cards, and writes full batches to the store. */
class Batches {
  readonly imported: Imported = { count: 0, created: 0 };
  readonly #cards: CardService;
  readonly #slice: Slice;
  #batch: CardEntry[] = [];

  constructor(cards: CardService, slice: Slice) {
    this.#cards = cards;
    this.#slice = slice;
  }

  get position(): number {
    return this.imported.count + this.#batch.length + 1;
  }

  async add(card: CardEntry): Promise<void> {
    this.#batch.push(card);
    if (this.#batch.length === BATCH_CARDS) await this.flush();
  }

  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length === 0) return;
    this.imported.created += await this.#cards.import(batch, this.#slice);
    this.imported.count += batch.length;
  }
}

function cardOf({ text, line }: CardText, position: number, cards: CardService): CardEntry {
  const fail = (problem: string): never => {
    throw new HttpError('badRequest', `Card ${position}, on line ${line}: ${problem}.`, { members: { line } });
  };
  let entry: unknown;
  try {
    entry = JSON.parse(text);
  } catch {
    return fail('this is no JSON');
  }
  const read = readCardEntry(entry);
  if ('problems' in read) return fail(read.problems.join('; '));
  const problem = cards.profileProblem(read.card.profile);
  return problem === '' ? read.card : fail(problem);
}

/** What became of the import before the error: it is carried out as far as it could be read. */
function withResult(error: HttpError, { count, created }: Imported): HttpError {
  const before =
    count === 0
      ? 'No card was put on file'
      : `${count === 1 ? 'The 1 card before it is' : `The ${count} cards before it are`} on file, ${created} of them new`;
  const advice = 'correct the import and send it again: cards on file stay as they are';
  const message = `${error.message} ${before}; ${advice}.`;
  return new HttpError(error.code, message, { members: { ...error.members, count, created } });
}

/**
 * Rejects with an HttpError whose members are `count`, `created` and, when one card is wrong, its
 * `line`; with a StoreError; or with a ClientGoneError. The cards before are on file then.
 */
export async function importCards(chunks: AsyncIterable<Buffer>, texts: CardTexts, cards: CardService, slice: Slice): Promise<Imported> {
  const batches = new Batches(cards, slice);
  const take = async (found: Iterable<CardText>): Promise<void> => {
    for (const text of found) {
      if (slice.isOver) await slice.next();
      const { position } = batches;
      if (position > IMPORT_CARDS_MAX) {
        throw new HttpError('tooManyCards', `An import holds at most ${IMPORT_CARDS_MAX} cards; split it.`);
      }
      await batches.add(cardOf(text, position, cards));
    }
  };
  try {
    for await (const chunk of chunks) await take(texts.push(chunk));
    await take(texts.end());
  } catch (error) {
    if (error instanceof HttpError || error instanceof ClientGoneError) await batches.flush();
    throw error instanceof HttpError ? withResult(error, batches.imported) : error;
  }
  await batches.flush();
  return batches.imported;
}
