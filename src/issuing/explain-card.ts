/** Explains how a use of a card would be decided: for HTTP and for commands. */
import { z } from 'zod';
import { type CountryRules, channelOf, isDomesticCountry } from '../authorizer/card-use.ts';
import { BALANCE_MINOR_MAX } from '../cards/status.ts';
import { ASKED_TYPES, type ExplainedUse, explainUse } from '../limits/explain/question.ts';
import type { Profile } from '../limits/rules/profile.ts';
import type { CardSnapshot } from '../limits/state/card-snapshot.ts';
import { NORWAY } from '../protocol/iso-codes.ts';
import { TERMINAL_TYPES } from '../protocol/message.ts';

/** The last millisecond of year 9999. */
const INSTANT_MAX_MS = 253_402_300_799_999;

/** The defaults are a purchase in Norway, now. */
export const CARD_QUESTION = z.strictObject({
  amountMinor: z.number().int().min(1).max(BALANCE_MINOR_MAX),
  type: z.enum(ASKED_TYPES).default('purchase'),
  terminalType: z
    .enum(TERMINAL_TYPES.map(({ name }) => name))
    .or(z.literal(''))
    .default('pos'),
  /** 6011: an ATM. 0: none. */
  mcc: z.number().int().min(0).max(9_999).default(0),
  /** ISO 3166 numeric; 0: unknown. */
  country: z.number().int().min(0).max(999).default(NORWAY),
  /** Unix milliseconds; 0: now. Never before the card's last change. */
  atMs: z.number().int().min(0).max(INSTANT_MAX_MS).default(0),
});
export type CardQuestion = z.infer<typeof CARD_QUESTION>;

/** The snapshot must be of the instant of the question. */
export function explainCard(snapshot: CardSnapshot, profile: Profile, question: CardQuestion, rules: CountryRules): ExplainedUse {
  const { amountMinor, type, terminalType, mcc, country } = question;
  const domestic = isDomesticCountry(country === 0 ? rules.assumedCountry : country, rules);
  return explainUse(snapshot, profile, { amountMinor, type, terminalType, mcc, country, domestic, channel: channelOf(question) });
}
