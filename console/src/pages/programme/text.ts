/** The words of these pages in the language of the page. Their tables are not in the first script of the console. */
import { type Given, speakerOf } from '../../../../src/protocol/language.ts';
import { language } from '../../settings.ts';
import { ACCOUNT_WORDS } from '../../text/words/programme/accounts.ts';
import { BANK_WORDS } from '../../text/words/programme/bank.ts';
import { FRAME_WORDS } from '../../text/words/programme/frame.ts';
import { LOSS_WORDS } from '../../text/words/programme/loss.ts';
import { ORDER_WORDS } from '../../text/words/programme/orders.ts';
import { PAYMENT_WORDS } from '../../text/words/programme/payments.ts';
import { ROLE_WORDS } from '../../text/words/programme/roles.ts';
import { USER_WORDS } from '../../text/words/programme/users.ts';

const WORDS = {
  ...ACCOUNT_WORDS,
  ...BANK_WORDS,
  ...FRAME_WORDS,
  ...LOSS_WORDS,
  ...ORDER_WORDS,
  ...PAYMENT_WORDS,
  ...ROLE_WORDS,
  ...USER_WORDS,
} as const;

export type Word = keyof typeof WORDS;
const speak = speakerOf(WORDS);

/** Reads the language: what shows the text is drawn again when it changes. */
export function say<Name extends Word>(name: Name, ...fill: Given<(typeof WORDS)[Name]>): string {
  return speak(language.value, name, ...fill);
}
