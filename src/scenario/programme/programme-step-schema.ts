/** The keys of steps and expectations of a scenario with an office. */
import { z } from 'zod';
import { AMOUNT_FORM, amountMinorOf } from '../../config/amount-text.ts';
import { MARKS } from '../../programme/accounts/reasons.ts';
import { BANK_ACCOUNTS, SUBSCRIPTIONS } from '../../programme/demo/people.ts';
import { SERIAL_FORM } from './programme-actions.ts';

const AMOUNT_ADVICE = 'must be an amount in NOK such as 250.00 or 1,500';
const PAYMENTS_MAX = 100_000;

const amount = z.union([z.number(), z.string().regex(AMOUNT_FORM, AMOUNT_ADVICE)], AMOUNT_ADVICE).transform((value, context) => {
  const minor = amountMinorOf(value);
  if (Number.isInteger(minor)) return minor;
  context.addIssue({ code: 'custom', message: `${AMOUNT_ADVICE}, with two decimals at the most` });
  return z.NEVER;
});
const text = z.string('must be a text').min(1, 'must not be empty').max(200, 'must be at most 200 characters');
const yesNo = z
  .union([z.boolean(), z.enum(['yes', 'no'], 'must be yes or no')], 'must be yes or no')
  .transform((value) => value === true || value === 'yes');
const number = z.int('must be a whole number').min(0, 'must be 0 or more').max(1_000_000, 'must be at most 1,000,000');
const serial = z.string('must be a serial such as L0001').regex(SERIAL_FORM, 'must be a serial such as L0001 or intro L0001');
const oneOf = <const W extends string>(list: readonly W[]) => z.enum(list, `must be one of ${list.join(', ')}`);

/** Rights of a role, in the words of the handbook. */
export const RIGHTS = ['Se', 'Registrere', 'Godkjenne', 'Godkjenne egne'] as const;
const MARK_WORDS = MARKS.map((mark) => (mark === 'tapt' ? 'Tapt' : 'Mistet'));

export const programmeStepShape = {
  as: text.describe('Who does it: Anne, Bjørn, Siri, Åse, Bente, or a user that was let in.'),
  'order cards': number.describe('How many.'),
  'cancel order': number.describe('1 is the first order.'),
  'move order on': number.describe('The bank moves the order to its next status.'),
  'confirm cards': number.describe('Bekreft mottatt kort.'),
  'produce pins': number.describe('The bank produces the PINs of the order.'),
  'suggest account': oneOf(SUBSCRIPTIONS).describe('Which account is the next to hand out.'),
  'hand out': serial.describe('Names the account of the card.'),
  'sign declaration': serial,
  'print sheet': serial,
  'print stock list': oneOf(SUBSCRIPTIONS),
  'look at': serial.describe('Shows the account with its balance.'),
  load: z
    .record(z.string(), amount, 'must be serials or account numbers with an amount each')
    .refine((each) => Object.keys(each).length <= PAYMENTS_MAX, `must be at most ${PAYMENTS_MAX} payments`)
    .describe('Uploads a payment file.'),
  approve: text.describe('The name of the step that registered a load, a transfer or a loss.'),
  transfer: z.union([z.literal('all'), amount], `must be all, or an amount`).describe('Internoverføring.'),
  'lose card': serial,
  'lose pin': serial,
  mark: serial,
  'drop access': serial,
  'close by letter': z.array(serial, 'must be a list of serials').min(1, 'must not be empty'),
  'add user': text.describe('The administrator asks the bank to let a person in.'),
  'remove user': text,
  'answer message': text.describe('The name of the step with the message; the bank does what it asks.'),
  'save role': text.describe('The name of a role.'),
  'make bestiller': text.describe('A service agreement makes this user a bestiller.'),
  in: oneOf(SUBSCRIPTIONS).describe('The subscription; sosial when left out.'),
  'card type': oneOf(['kronekort', 'kontantkort', 'none']).describe('kronekort when left out; none: not chosen.'),
  client: text.describe('KlientID.'),
  holder: text.describe('The name of the holder.'),
  because: text.describe('Why the holder gets a card.'),
  from: z.union([serial, oneOf(BANK_ACCOUNTS)], 'must be a serial or an account of the bank'),
  to: z.union([serial, oneOf(BANK_ACCOUNTS)], 'must be a serial or an account of the bank'),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-03-02'),
  'first approval': yesNo.describe('yes (unless said otherwise): Registrer og godkjenn.'),
  'message id': text.describe('MsgId of the file.'),
  code: oneOf(['right', 'wrong']).describe('Of the code calculator.'),
  'mark with': oneOf(MARK_WORDS),
  'new card': z.union([z.literal('none'), serial], 'must be a serial, or none'),
  signed: yesNo,
  'own id': text,
  members: z.array(text, 'must be a list of users'),
  rights: z.array(oneOf(RIGHTS), 'must be a list of rights'),
  'signed as': oneOf(['districtDirector', 'administrator', 'nobody']),
} as const;

const account = z
  .strictObject({
    name: text.describe('Kontonavn.'),
    client: text,
    state: oneOf(['active', 'expired', 'closed']),
    mark: oneOf([...MARK_WORDS, 'none']),
    balance: amount,
    'replaced by': serial,
  })
  .partial();

export const programmeExpectationShape = {
  shows: z.union([text, z.array(text)], 'must be words').describe('Words that what the person sees holds.'),
  orders: z.record(z.string(), text).describe('Statuses of orders, by number, in the words of the net bank.'),
  accounts: z.record(z.string().regex(SERIAL_FORM), account).describe('Accounts of cards, by serial.'),
  bank: z.partialRecord(oneOf(BANK_ACCOUNTS), amount).describe('Balances of accounts of the bank.'),
  payments: z.record(z.string(), text).describe('Payments of the newest file, by serial: paid, or the reason code of a refusal.'),
} as const;
