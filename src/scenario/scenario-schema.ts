/**
 * The structure of a scenario file. schema/scenario.schema.json is generated from it;
 * read-scenario.ts gives it meaning.
 */
import { z } from 'zod';
import { STORE_OUTAGES } from '../authorizer/faults/store-outage.ts';
import { CARD_STATUSES } from '../cards/status.ts';
import { AMOUNT_FORM, amountMinorOf } from '../config/amount-text.ts';
import { NEVER_REASONS } from '../protocol/explanation.ts';
import { ALL_FLAGS, ENTRY_MODES, REVERSAL_REASONS, TERMINAL_TYPES } from '../protocol/message.ts';
import { OUTCOMES } from '../protocol/outcome.ts';
import { NAMINGS, OFFICE_WORDS, PIN_WORDS } from './actions.ts';
import { programmeExpectationShape, programmeStepShape } from './programme/programme-step-schema.ts';

export const STEPS_MAX = 10_000;
const NAMES_MAX = 1_000;

const AMOUNT_ADVICE = 'must be an amount in NOK such as 250.00 or 1,500';

function words<const N extends string>(list: readonly N[]): z.ZodEnum<{ [K in N]: K }> {
  const entries = Object.fromEntries(list.map((name) => [name, name])) as { [K in N]: K };
  return z.enum(entries, { error: `must be one of ${list.join(', ')}` });
}

function namesOf<const N extends string>(table: readonly { readonly name: N }[]): readonly N[] {
  return table.map(({ name }) => name);
}

const text = z.string('must be a text').min(1, 'must not be empty').max(2_000, 'must be at most 2,000 characters');
const name = z
  .union([z.string(), z.number()], 'must be a name')
  .transform(String)
  .refine((each) => each.length >= 1 && each.length <= 80, 'must be a name of 1 to 80 characters');

const anyAmount = z.union([z.number(), z.string().regex(AMOUNT_FORM, AMOUNT_ADVICE)], AMOUNT_ADVICE).transform((value, context) => {
  const minor = amountMinorOf(value);
  if (Number.isInteger(minor)) return minor;
  context.addIssue({ code: 'custom', message: `${AMOUNT_ADVICE}, with two decimals at the most` });
  return z.NEVER;
});
const amount = anyAmount.refine((minor) => minor >= 0, 'must be an amount of 0 or more');

const yesNo = z
  .union([z.boolean(), z.enum(['yes', 'no'], 'must be yes or no')], 'must be yes or no')
  .transform((value) => value === true || value === 'yes');

const PIN_ADVICE = 'must be 4 to 12 digits, in quotes';
const digits = z.union([z.string(), z.int()], PIN_ADVICE).transform(String);
const pin = digits.refine((value) => /^\d{4,12}$/.test(value), PIN_ADVICE);
const TYPED = new RegExp(`^(?:\\d{4,12}|${PIN_WORDS.join('|')})$`);
const pinTyped = digits.refine((value) => TYPED.test(value), `must be ${PIN_WORDS.join(', ')} or a PIN`);
const newPin = digits.refine((value) => /^(?:\d{4,12}|garbled)$/.test(value), 'must be a new PIN of 4 to 12 digits, in quotes, or garbled');
const pan = digits.refine((value) => /^\d{12,19}$/.test(value), 'must be a card number of 12 to 19 digits');
const expiry = z
  .string('must be month and year as printed, such as 12/28')
  .regex(/^(?:0[1-9]|1[0-2])\/\d{2}$/, 'must be month and year as printed, such as 12/28');
const country = z.union([z.string(), z.int()], 'must be a country such as NO, or none').transform(String);
const when = z.string('must be a time such as day 2 14:05');
const hours = z
  .int('must be whole hours from 1 to 239')
  .min(1, 'must be whole hours from 1 to 239')
  .max(239, 'must be whole hours from 1 to 239');
const count = z.int('must be a whole number').min(0, 'must be 0 or more').max(1_000_000, 'must be at most 1,000,000');

const settings = z
  .strictObject({
    start: z
      .string('must be a date such as 2026-03-02, or a date and a time')
      .describe('The date of day 1, or the date and time in Norway.'),
    profile: name.describe('The limit profile of cards that name none.'),
    profiles: z
      .array(z.unknown(), 'must be a list of limit profiles')
      .describe('Limit profiles beside kronekort and nested, as in docs/limits.md.'),
    'assumed country': country.describe('Where a terminal without any country is taken to be.'),
    'svalbard is domestic': yesNo,
    'unknown original': words(['approve', 'decline']).describe('What a reversal of an unknown original is answered.'),
    'completion tolerance': amount.describe('How far a completion may pass its hold without a flag.'),
    'hold hours': hours,
    'fuel hold hours': hours,
    office: yesNo.describe('yes: with the office of a municipality that orders and loads cards.'),
  })
  .partial();

const card = z.strictObject({
  balance: amount.describe('In NOK.'),
  pin: pin.default('1234'),
  status: words(CARD_STATUSES).default('active'),
  expiry: expiry.optional().describe('As printed, 12/28; two years from the start when left out.'),
  profile: name.optional(),
  pan: pan.optional().describe('A test card number; made up when left out.'),
  'on file': yesNo.default(true).describe('no: the host does not know this card.'),
});

const terminal = z.strictObject({
  type: words(namesOf(TERMINAL_TYPES)),
  mcc: z.int('must be a merchant category code, 1 to 9999').min(1, 'must be 1 to 9999').max(9_999, 'must be 1 to 9999').optional(),
  country: country.default('NO').describe('NO, SE, ...; none: the terminal does not say.'),
  id: z
    .string('must be a text in quotes')
    .regex(/^[\x21-\x7e]{1,8}$/, 'must be 1 to 8 letters or digits')
    .optional()
    .describe('DE41.'),
});

const perLimit = <T extends z.ZodType>(value: T) => z.record(z.string(), value, 'must be names of limits with a value each');

const expectation = z
  .strictObject({
    outcome: words(namesOf(OUTCOMES)),
    approved: amount.describe('The approved amount; of a reversal, what was given back.'),
    repeated: yesNo.describe('yes: the stored answer of an earlier message.'),
    flag: words([...ALL_FLAGS, 'none']),
    reason: text.describe('Words that the reason holds.'),
    explanation: text.describe('Words that the explanation holds, in English or Norwegian.'),
    'fits at': when.describe('When the amount would be approved; never.'),
    'never because': words(namesOf(NEVER_REASONS)),
    balance: anyAmount.describe('On the account, after the step.'),
    held: amount,
    available: anyAmount,
    headroom: perLimit(amount).describe('What is left of a limit after the step.'),
    uses: perLimit(count).describe('How often a limit is used after the step.'),
    'pin tries used': count,
    status: words(CARD_STATUSES),
    refused: text.describe('Words of the sentence with which the office is refused, or its code.'),
    ...programmeExpectationShape,
  })
  .partial();

const OUTCOME_ADVICE = 'must be an outcome such as approved, or outcome, balance, headroom and more';

const step = z
  .strictObject({
    at: when.describe('day 2 14:05, 14:05, +10 min, a date and time, or an ISO instant; one minute after the step before when left out.'),
    name: name.describe('By which a later step can name this one.'),
    note: text,
    card: name,
    terminal: name,
    purchase: amount,
    cash: amount,
    hold: amount.describe('A pre-authorization.'),
    increment: amount,
    completion: amount,
    'partial dispense': amount.describe('What came out of the cash machine.'),
    refund: amount,
    'offline approval': amount.describe('An advice: the terminal approved by itself.'),
    'offline refund': amount,
    inquiry: words(['balance']),
    'pin change': newPin,
    'reversal of': name,
    'repeat of': name,
    office: words(OFFICE_WORDS),
    cashback: amount.describe('Of the amount, what is handed out in notes.'),
    of: name.describe('The step that this one goes on with.'),
    stands: amount.describe('Of a partial reversal, the amount that stands.'),
    reason: words(namesOf(REVERSAL_REASONS)),
    'named by': words(NAMINGS).describe('How the message names the earlier one.'),
    amount: anyAmount,
    expiry,
    profile: name,
    pin: pinTyped.describe('right (unless said otherwise), wrong, none, garbled, or a PIN.'),
    entry: words(namesOf(ENTRY_MODES)),
    currency: z.union([z.string(), z.int()], 'must be NOK, EUR, SEK, DKK, USD, GBP or three digits').transform(String),
    'partial approval': words(['allowed']),
    lost: words(['request', 'answer']).describe('request: the host never sees it; answer: the terminal never hears.'),
    store: words(STORE_OUTAGES).describe(
      'unreachable: the store does not see this message; answer lost: it decides, and its answer is lost.',
    ),
    'transmission time': words(['first', 'new']).describe('Of a repeat: that of the first message (unless said otherwise), or its own.'),
    mac: words(['wrong', 'missing']),
    'track 2 of': name.describe('The magnetic stripe is of another card than the number.'),
    ...programmeStepShape,
    expect: z.union([words(namesOf(OUTCOMES)), expectation], OUTCOME_ADVICE),
  })
  .partial();

export const scenarioFile = z.strictObject({
  $schema: z.string().optional(),
  title: text,
  tittel: text.optional().describe('The title in Norwegian.'),
  about: text.optional(),
  om: text.optional().describe('What it is about, in Norwegian.'),
  settings: settings.optional(),
  cards: z
    .record(z.string(), card, 'must be names with a card each')
    .refine((each) => Object.keys(each).length <= NAMES_MAX, `must be at most ${NAMES_MAX} cards`)
    .default({}),
  terminals: z
    .record(z.string(), terminal, 'must be names with a terminal each')
    .refine((each) => Object.keys(each).length <= NAMES_MAX, `must be at most ${NAMES_MAX} terminals`)
    .optional(),
  steps: z.array(step, 'must be a list of steps').min(1, 'must not be empty').max(STEPS_MAX, `must be at most ${STEPS_MAX} steps`),
});

export type ScenarioFile = z.output<typeof scenarioFile>;
/** A scenario as an object, for programs. */
export type ScenarioInput = z.input<typeof scenarioFile>;
export type FileCard = z.output<typeof card>;
export type FileTerminal = z.output<typeof terminal>;
export type FileStep = z.output<typeof step>;
export type FileExpectation = z.output<typeof expectation>;
