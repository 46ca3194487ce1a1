/** Reads the `match` of a fault rule. Amounts are NOK in the file, minor units in memory. */

import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { DAY_MS } from '../../../config/duration.ts';
import { mtiKind } from '../../../protocol/iso8583/elements/mti.ts';
import { MESSAGE_CLASSES, TRANSACTION_TYPES } from '../../../protocol/message.ts';
import { OUTCOMES } from '../../../protocol/outcome.ts';
import type { FaultMatch, TimeWindow } from '../rules/rule.ts';
import { namesOf, orShort, textsOf, wholeFrom } from './values.ts';

const AMOUNT_MINOR_MAX = 999_999_999_999;
const COUNT_MAX = 1_000_000_000;
const WINDOW_MS_MAX = 7 * DAY_MS;

const AMOUNT_FORM = /^\d{1,12}(\.\d{1,2})?$/;
const AMOUNT_ADVICE = 'must be an amount in NOK with at most two decimals, such as 250.50';
const amount = z.union([z.string().regex(AMOUNT_FORM, AMOUNT_ADVICE), z.number()], AMOUNT_ADVICE).transform((value, context) => {
  const minor = AMOUNT_FORM.test(String(value)) ? new Decimal(value).times(100) : new Decimal(-1);
  if (minor.gte(0) && minor.lte(AMOUNT_MINOR_MAX)) return minor.toNumber();
  context.addIssue({ code: 'custom', message: AMOUNT_ADVICE });
  return z.NEVER;
});

const bounds = z.strictObject({ from: amount.optional(), to: amount.optional() }, 'must be an object');
const range = orShort(bounds, amount, (value) => (typeof value === 'object' ? value : { from: value, to: value })).transform(
  ({ from = 0, to = AMOUNT_MINOR_MAX }, context) => {
    if (from <= to) return { fromMinor: from, toMinor: to };
    context.addIssue({ code: 'custom', message: 'must not be from more to less' });
    return z.NEVER;
  },
);

const mti = textsOf(/^[01x]\d{3}$/, 'an MTI such as 0200 or, whatever the version, x200').transform((list, context) => {
  const kinds = list.map((text) => mtiKind(Number(text.slice(1))));
  const requests = kinds.flatMap((kind) => (kind?.kind === 'request' ? [{ class: kind.class, repeat: kind.repeat }] : []));
  if (requests.length === list.length) return requests;
  context.addIssue({ code: 'custom', message: 'must be an MTI of a request that this product answers, such as 0200 or 0420' });
  return z.NEVER;
});

const windowMs = wholeFrom(1, WINDOW_MS_MAX);
const during = z
  .strictObject({ afterMs: wholeFrom(0, WINDOW_MS_MAX).default(0), forMs: windowMs, everyMs: windowMs.optional() }, 'must be an object')
  .transform(({ afterMs, forMs, everyMs = 0 }, context): TimeWindow => {
    if (everyMs === 0 || everyMs > forMs) return { afterMs, forMs, everyMs };
    context.addIssue({ code: 'custom', message: 'must start again (everyMs) later than it ends (forMs)' });
    return z.NEVER;
  });

const count = wholeFrom(1, COUNT_MAX).optional();
const share = z.number('must be a number above 0, at most 1').gt(0, 'must be above 0').lte(1, 'must be at most 1');
const terminal = textsOf(/^[!-)+-~]{0,8}\*?$/, 'a terminal id of at most 8 characters, or its beginning and *');
const codec = textsOf(/^[!-~]{1,80}$/, 'protobuf, http, or the name of a dialect such as 1987-ascii');

export const match = z
  .strictObject(
    {
      terminal: terminal.optional().describe('Terminal ids, or their beginning and *.'),
      amount: range.optional().describe('In NOK: one amount, or from and to, both included.'),
      pan: textsOf(/^\d{1,19}$/, 'the digits that PANs start with')
        .optional()
        .describe('Digits that the PAN starts with.'),
      mti: mti.optional().describe('0200, x421: whatever the version; 0120 and 0220 are the same.'),
      class: namesOf(MESSAGE_CLASSES).optional(),
      type: namesOf(TRANSACTION_TYPES.map(({ name }) => name)).optional(),
      outcome: namesOf(OUTCOMES.map(({ name }) => name))
        .optional()
        .describe('Of the true decision.'),
      codec: codec.optional().describe('protobuf, http, or the name of a dialect such as 1987-ascii.'),
      malformed: z.boolean('must be true or false').optional().describe('true: only what could not be read whole; false: only what could.'),
      during: during.optional().describe('Counted from the first message since the rules were set.'),
      share: share.optional().describe('Of the messages that all other conditions hold for, drawn by the seed.'),
      nth: count.describe('Only the nth of those.'),
      every: count.describe('Only every so many-th of those.'),
      first: count.describe('Only the first so many of those.'),
    },
    'must be an object',
  )
  .transform(
    (given): FaultMatch => ({
      terminals: given.terminal ?? [],
      amount: given.amount,
      panPrefixes: given.pan ?? [],
      kinds: given.mti ?? [],
      classes: given.class ?? [],
      types: given.type ?? [],
      outcomes: given.outcome ?? [],
      codecs: given.codec ?? [],
      malformed: given.malformed,
      during: given.during,
      share: given.share ?? 1,
      nth: given.nth ?? 0,
      every: given.every ?? 0,
      first: given.first ?? 0,
    }),
  );
