/** KlientID and name of a holder, and the Kontonavn that is made of them. */
import { cardDataInText } from '../../cards/card-data/card-data.ts';
import { lineOf } from '../core/line.ts';
import { refusalsOf } from '../core/refusal.ts';
import { serialText } from '../orders/serial.ts';

export const CLIENT_ID_CHARS_MAX = 35;
export const HOLDER_NAME_CHARS_MAX = 90;

const refuse = refusalsOf({
  clientIdWrong: {
    kind: 'invalid',
    en: 'The KlientID is missing, is longer than {max} characters or has characters that cannot be shown; give the number of the client.',
    nb: 'KlientID mangler, er lengre enn {max} tegn eller har tegn som ikke kan vises; oppgi klientens nummer.',
  },
  holderNameWrong: {
    kind: 'invalid',
    en: 'The name is longer than {max} characters or has characters that cannot be shown; shorten it, or leave it out.',
    nb: 'Navnet er lengre enn {max} tegn eller har tegn som ikke kan vises; gjør det kortere, eller utelat det.',
  },
  nameIsCardNumber: {
    kind: 'invalid',
    en: 'KlientID or name holds a card number; give the KlientID and the name of the holder, never the number of the card.',
    nb: 'KlientID eller navn inneholder et kortnummer; oppgi KlientID og navn på mottaker, aldri nummeret på kortet.',
  },
} as const);

export interface HolderName {
  readonly clientId: string;
  readonly name?: string | undefined;
}

export interface AccountName {
  readonly clientId: string;
  readonly name: string;
}

/** Throws a Refusal. With `serialStays` the serial is in front: `L0001 K-42 Kari Nordmann`. */
export function accountName(holder: HolderName, serial: number, serialStays: boolean): AccountName {
  const clientId = lineOf(holder.clientId, CLIENT_ID_CHARS_MAX);
  if (clientId === undefined) throw refuse('clientIdWrong', { max: String(CLIENT_ID_CHARS_MAX) });
  const given = holder.name ?? '';
  const name = given.trim() === '' ? '' : lineOf(given, HOLDER_NAME_CHARS_MAX);
  if (name === undefined) throw refuse('holderNameWrong', { max: String(HOLDER_NAME_CHARS_MAX) });
  if (cardDataInText(`${clientId} ${name}`).length > 0) throw refuse('nameIsCardNumber');
  const parts = [serialStays ? serialText(serial) : '', clientId, name];
  return { clientId, name: parts.filter((part) => part !== '').join(' ') };
}
