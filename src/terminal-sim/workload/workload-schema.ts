/**
 * The structure of a workload file. workload-file.ts turns it into a mix;
 * schema/workload.schema.json is generated from it.
 */
import { z } from 'zod';
import { AMOUNT_FORM, amountMinorOf } from '../../config/amount-text.ts';
import { TERMINAL_TYPES } from '../../protocol/message.ts';
import { FLOW_DESCRIPTIONS } from '../flows/descriptions.ts';
import { FLOWS } from '../flows/flows.ts';
import { TERMINAL_FAULT_NAMES } from '../terminal-faults.ts';
import { HOURS_A_DAY, TERMINAL_PIN_FORMATS, USUAL_ENTRY_MODES } from './mix.ts';
import { PLACES } from './trades.ts';

const TERMINALS_MAX = 100_000;
const TRADES_MAX = 200;
const AMOUNTS_MAX = 1_000;
const AMOUNT_MINOR_MAX = 999_999_999_999;
const SPREAD_MAX = 5;

const AMOUNT_ADVICE = 'must be an amount in NOK such as 149.00 or 1,500';
const amount = z.union([z.number(), z.string().regex(AMOUNT_FORM, AMOUNT_ADVICE)], AMOUNT_ADVICE).transform((value, context) => {
  const minor = amountMinorOf(value);
  if (Number.isInteger(minor) && minor > 0 && minor <= AMOUNT_MINOR_MAX) return minor;
  context.addIssue({ code: 'custom', message: `${AMOUNT_ADVICE}, above 0, with two decimals at the most` });
  return z.NEVER;
});

const SHARE_ADVICE = 'must be a share such as 0.05 or 5 %';
const PERCENT = /^(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?) ?%$/;
const share = z
  .union([z.number(SHARE_ADVICE).min(0, SHARE_ADVICE).max(1, SHARE_ADVICE), z.string().regex(PERCENT, SHARE_ADVICE)], SHARE_ADVICE)
  .transform((value) => (typeof value === 'number' ? value : Number.parseFloat(value) / 100));

const WEIGHT_ADVICE = 'must be a number, 0 or more';
const weight = z.number(WEIGHT_ADVICE).min(0, WEIGHT_ADVICE).max(1e9, 'must be at most 1,000,000,000');

/** An object with one optional member for each name. */
function each<const N extends string, T extends z.ZodType>(names: readonly N[], member: (name: N) => T) {
  const shape = Object.fromEntries(names.map((name) => [name, member(name)])) as Record<N, T>;
  return z.strictObject(shape).partial();
}

function words<const N extends string>(list: readonly N[]) {
  const entries = Object.fromEntries(list.map((name) => [name, name])) as { [K in N]: K };
  return z.enum(entries, { error: `must be one of ${list.join(', ')}` });
}

const around = z.strictObject({
  median: amount.describe('Half of all pay more.'),
  spread: z
    .number(`must be a number from 0 to ${SPREAD_MAX}`)
    .min(0, 'must be 0 or more')
    .max(SPREAD_MAX, `must be at most ${SPREAD_MAX}`)
    .optional()
    .describe('0: all pay the median; 0.6 is usual.'),
  min: amount.optional(),
  max: amount.optional(),
});
const between = z.strictObject({ from: amount, to: amount });
const amounts = z.union(
  [amount, z.array(amount).min(1, 'must not be empty').max(AMOUNTS_MAX, `must hold at most ${AMOUNTS_MAX}`), between, around],
  'must be an amount, a list of them, {from, to} or {median}',
);

const NAME_ADVICE = 'must be a name of 1 to 15 letters, digits and blanks';
const trade = z
  .strictObject({
    place: words(PLACES),
    name: z
      .string(NAME_ADVICE)
      .regex(/^[\p{L}\d](?:[\p{L}\d .&-]{0,13}[\p{L}\d.])?$/u, NAME_ADVICE)
      .describe('Of the shop, as its receipts have it (DE43).'),
    mcc: z.int('must be a merchant category code, 1 to 9999').min(1, 'must be 1 to 9999').max(9_999, 'must be 1 to 9999'),
    type: words(TERMINAL_TYPES.map(({ name }) => name)).describe('Of the terminal.'),
    country: z.union([z.string(), z.int()], 'must be a country such as NO').describe('Where the terminal stands: NO, SE, ...'),
    share: weight.describe('Of the terminals of its place; any unit.'),
    amount: amounts.describe('What people spend there, NOK; at a cash machine what they ask for.'),
  })
  .partial();

const hours = z
  .array(weight, 'must be a list of 24 weights, from midnight')
  .length(HOURS_A_DAY, 'must be a list of 24 weights, from midnight')
  .refine((list) => list.some((each) => each > 0), 'must have an hour above 0');

function numberFrom(least: number, most: number) {
  const advice = `must be a number from ${least} to ${most}`;
  return z.number(advice).min(least, advice).max(most, advice);
}

const textOrNumber = z.union([z.string(), z.number()], 'must be a text or a number').transform(String);
const yesNo = z.boolean('must be true or false');

/**
 * The names are those of the library and, with dashes, of the command line. Their values are
 * checked together with those options.
 */
const run = z
  .strictObject({
    rate: textOrNumber.describe('Open loop: 2000/s, 100/s..2000/s, 100/s@10s,500/s@10s.'),
    day: yesNo.describe('The measured time is a day, rate that of its busiest hour.'),
    arrivals: textOrNumber.describe('constant or poisson.'),
    concurrency: textOrNumber.describe('Closed loop: so many flows at a time.'),
    duration: textOrNumber.describe('30s'),
    warmup: textOrNumber.describe('5s'),
    timeout: textOrNumber.describe('How long a terminal waits before it reverses: 6600ms.'),
    connections: textOrNumber,
    inFlight: textOrNumber,
    workers: textOrNumber,
    seed: textOrNumber,
    thresholds: z.array(z.string('must be a threshold such as p99<5ms'), 'must be a list of thresholds'),
    abort: yesNo,
  })
  .partial();

export const workloadFile = z
  .strictObject({
    $schema: z.string(),
    errands: each(
      FLOWS.map(({ name }) => name),
      (name) => weight.describe(FLOW_DESCRIPTIONS[name] ?? ''),
    ).describe('What people do: weights. With this, a flow that is not named does not happen.'),
    shares: each(
      FLOWS.map(({ name }) => name),
      (name) => share.describe(FLOW_DESCRIPTIONS[name] ?? ''),
    ).describe('So large a part of all flows; the others share the rest by their weights.'),
    tour: yesNo.describe('First do every flow once, so that a short run shows them all.'),
    terminals: z
      .int(`must be a whole number from 1 to ${TERMINALS_MAX}`)
      .min(1, 'must be 1 or more')
      .max(TERMINALS_MAX, `must be at most ${TERMINALS_MAX}`),
    places: each(PLACES, () => weight).describe('How the terminals are spread; any unit.'),
    trades: z
      .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,29}$/, 'must be a name of letters and digits, the first a small letter'), trade)
      .refine((all) => Object.keys(all).length <= TRADES_MAX, `must be at most ${TRADES_MAX} trades`)
      .describe('Kinds of shops and machines: those that are there changed, new ones added.'),
    basketScale: numberFrom(0.0001, 1000).describe('Factor on all purchases: 0.01 keeps cards going a hundred times longer.'),
    hours: hours.describe('How busy each hour of the day is, from midnight; for day.'),
    popularityExponent: numberFrom(0, 5).describe('How uneven the use of the cards is; 0: all alike.'),
    entryModes: each(USUAL_ENTRY_MODES, () => weight).describe('How cards are read; any unit.'),
    pinBlocks: each(TERMINAL_PIN_FORMATS, () => weight).describe('Of the terminals: format 0 under TDES, format 4 under AES; any unit.'),
    faults: each(TERMINAL_FAULT_NAMES, () => share).describe('Of the messages, on the terminals’ side of the line.'),
    run,
  })
  .partial();

/** What a program may pass instead of a file. */
export type WorkloadInput = z.input<typeof workloadFile>;
export type WorkloadFile = z.output<typeof workloadFile>;
export type FileTrade = z.output<typeof trade>;
export type FileAmounts = z.output<typeof amounts>;
export type FileRun = z.output<typeof run>;
