/** Reads the settings of the programme from configuration. What is left out keeps its default. */
import { z } from 'zod';
import { errorText } from '../../cards/card-data/card-data.ts';
import { addMistakes } from '../../config/data-file-check.ts';
import { MistakeList, type PlaceOf } from '../../config/mistakes.ts';
import { readBySchema } from '../../config/schema-mistakes.ts';
import { PROGRAMME_DEFAULTS, type ProgrammeSettings } from './settings.ts';

const BANKING_DAYS_MAX = 60;
const MONTHS_MAX = 24;
const DAYS_MAX = 3_650;
const PRICE_MINOR_MAX = 100_000_000;

/** The message is a sentence for each mistake: which file, which place in it, what is wrong. */
export class ProgrammeSettingsError extends Error {
  override readonly name = 'ProgrammeSettingsError';
  /** All mistakes of the file, one sentence each. */
  readonly mistakes: readonly string[];
  constructor(message: string, mistakes?: readonly string[]) {
    super(errorText(message));
    this.mistakes = mistakes ?? [this.message];
  }
}

function whole(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error);
}

function choice<const W extends string>(...words: readonly W[]) {
  return z.enum(words, { error: `must be one of ${words.join(', ')}` });
}

function time(example: string) {
  return z.string('must be a time of day').regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, `must be a time of day in Oslo, such as "${example}"`);
}

const yesOrNo = z.boolean('must be true or false');

/** A row for each setting: the compiler says which one is missing. */
const SHAPE = {
  cancelledOrderFreesDay: yesOrNo,
  cardPriceMinor: whole(0, PRICE_MINOR_MAX),
  bankingDaysToOrdered: whole(0, BANKING_DAYS_MAX),
  bankingDaysToAccounts: whole(0, BANKING_DAYS_MAX),
  cutOff: time('14:30'),
  executionFrom: time('06:00'),
  pastDates: choice('refused', 'moved'),
  lackingFunds: choice('waits', 'refused'),
  expiry: choice('monthEnd', 'exactDate'),
  monthsToClosing: whole(0, MONTHS_MAX),
  daysToUnused: whole(1, DAYS_MAX),
  christmasEveIsBankingDay: yesOrNo,
  serialStaysInName: yesOrNo,
  cardStatusOfTapt: choice('lost', 'stolen', 'blocked'),
  cardStatusOfMistet: choice('lost', 'stolen', 'blocked'),
} satisfies { readonly [Name in keyof ProgrammeSettings]: z.ZodType<ProgrammeSettings[Name]> };

/** The structure of a file. */
export const programmeSettingsFile = z.strictObject({ $schema: z.string('must be a text'), ...SHAPE }, 'must be an object').partial();

/**
 * Throws a ProgrammeSettingsError that tells all mistakes.
 * @param source how the file is named in a message
 * @param place the line of a path, as `file:line`; undefined: messages name the file only
 */
export function readProgrammeSettings(data: unknown, source: string, place: PlaceOf = () => source): ProgrammeSettings {
  const read = readBySchema(programmeSettingsFile, data);
  if (!('mistakes' in read)) {
    const { $schema: _schema, ...given } = read.data;
    return { ...PROGRAMME_DEFAULTS, ...(JSON.parse(JSON.stringify(given)) as Partial<ProgrammeSettings>) };
  }
  const list = new MistakeList();
  addMistakes(list, { place }, read.mistakes);
  throw list.error(source, (message, mistakes) => new ProgrammeSettingsError(message, mistakes));
}
