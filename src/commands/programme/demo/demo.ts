/** `aksept programme demo`: a month of a municipality, in this process; nothing is kept. */
import type { Command } from 'commander';
import { type CardProgress, onceEach, PROGRESS_PERIOD_MS } from '../../../cards/progress.ts';
import { parseWhole, QuantityError } from '../../../config/quantity.ts';
import type { MonthBooks } from '../../../programme/demo/month-books.ts';
import { ORDER_SIZES } from '../../../programme/orders/order-status.ts';
import type { Language } from '../../../protocol/language.ts';
import { formatNok, formatPlain } from '../../../terminal-sim/report/number-text.ts';
import { languageOption } from '../../language-option.ts';
import { CommandError, EXIT_CODES, note, print, table } from '../../output.ts';
import { demoWords, eventText } from './words.ts';

const EXAMPLES = `
Examples:
  $ aksept programme demo                              a month in a minute; needs no server and keeps nothing
  $ aksept programme demo --lang nb                    the same in Norwegian
  $ aksept programme demo --cards 500 --authorizations 20000
                                                       a larger municipality, in some minutes

The clock is simulated, the cards and the database are in memory. Exit codes: 0 success, 1 the books differ, 2 wrong usage.
docs/back-office.md shows how to do each step yourself.`;

const AUTHORIZATIONS_MAX = 1_000_000;
/** One of so many cards is lost. */
const CARDS_PER_LOSS = 50;

interface DemoFlags {
  readonly cards: string;
  readonly authorizations: string;
  readonly seed: string;
  readonly lang: Language;
}

function wholeOf(text: string, flag: string, min: number, max: number): number {
  try {
    return parseWhole(text, flag, min, max);
  } catch (error) {
    throw error instanceof QuantityError ? new CommandError(error.message, EXIT_CODES.usage) : error;
  }
}

function cardsOf(text: string): number {
  const cards = Number(text);
  if (ORDER_SIZES.includes(cards)) return cards;
  throw new CommandError(`--cards must be a size in which cards are ordered: ${ORDER_SIZES.join(', ')}.`, EXIT_CODES.usage);
}

function tellBooks(language: Language, books: MonthBooks, checks: number): void {
  const { openingMinor, bankMinor, ledgersMinor, spentMinor } = books;
  const rows = [
    [demoWords(language, 'opening'), openingMinor],
    [demoWords(language, 'bank'), bankMinor],
    [demoWords(language, 'cards'), ledgersMinor],
    [demoWords(language, 'spent'), spentMinor],
  ] as const;
  const texts = rows.map(([name, minor]) => ['', name, formatNok(language, minor)]);
  print(`\n${table([demoWords(language, 'books'), '', ''], texts, [2])}`);
  print(demoWords(language, 'balance', { checks: formatPlain(language, checks) }));
}

async function demo({ lang, seed, ...flags }: DemoFlags): Promise<void> {
  const cards = cardsOf(flags.cards);
  const authorizations = wholeOf(flags.authorizations, '--authorizations', 1, AUTHORIZATIONS_MAX);
  note(demoWords(lang, 'starts'));
  // Loaded only now: the other commands do without the database and the authorizer.
  const { openMonthOffice } = await import('../../../programme/demo/month-office.ts');
  const { Month, MONTH_STARTS_MS } = await import('../../../programme/demo/month.ts');
  const { monthBooks } = await import('../../../programme/demo/month-books.ts');
  const at = await openMonthOffice({ startMs: MONTH_STARTS_MS, seed, warn: note });
  try {
    // From the first card on: until then the time went into the start.
    let progress: CardProgress | undefined;
    const onProgress: CardProgress = (done, of) => {
      progress ??= onceEach(PROGRESS_PERIOD_MS, (handedOut, all) =>
        note(demoWords(lang, 'handsOut', { done: formatPlain(lang, handedOut), of: formatPlain(lang, all) })),
      );
      progress(done, of);
    };
    const month = new Month(at, { cards, lost: Math.ceil(cards / CARDS_PER_LOSS), authorizations, seed, onProgress });
    let checks = 0;
    let books = await monthBooks(at, 0);
    for await (const event of month.run()) {
      print(eventText(lang, event));
      books = await monthBooks(at, month.totals.spentMinor);
      checks += 1;
      const [difference] = books.differences;
      if (difference !== undefined) throw new CommandError(difference);
    }
    tellBooks(lang, books, checks);
    print(demoWords(lang, 'next'));
  } finally {
    await at.close();
  }
}

export function registerProgrammeDemo(programme: Command): void {
  programme
    .command('demo')
    .description("show a municipality's month in a minute: in this process, without a server")
    .option('--cards <n>', `cards to order: ${ORDER_SIZES.join(', ')}`, '50')
    .option('--authorizations <n>', 'authorizations over ISO 8583 in the month', '1000')
    .option('--seed <text>', 'the same seed gives the same cards and purchases', 'demo')
    .addOption(languageOption('language of the sentences'))
    .addHelpText('after', EXAMPLES)
    .action(demo);
}
