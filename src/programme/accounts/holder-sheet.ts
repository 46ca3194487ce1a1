/**
 * The sheet for the holder of a card: the limits (R4), what to do when the card is lost (R19), and the
 * declaration (egenerklæring) for card and PIN, to sign.
 */
import { DAY_MS } from '../../config/duration.ts';
import { formatAmount } from '../../limits/explain/format.ts';
import { KRONEKORT, type Limit } from '../../limits/rules/profile.ts';
import { type Language, speakerOf } from '../../protocol/language.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { escaped, printablePage } from '../core/printable.ts';
import { requireBankOrAdminister } from '../core/rights.ts';
import { shownAccountNumber } from '../identifiers/account-number.ts';
import { serialText } from '../orders/serial.ts';
import type { AccountRow } from './account.ts';
import { findAccount } from './find-account.ts';

const say = speakerOf({
  title: { en: 'Your Kronekort', nb: 'Kronekortet ditt' },
  account: { en: 'Account', nb: 'Konto' },
  serial: { en: 'Serial', nb: 'Løpenummer' },
  name: { en: 'Name of the account', nb: 'Kontonavn' },
  valid: { en: 'Valid to the end of', nb: 'Gyldig til og med' },
  use: {
    en: 'The card is used with its PIN in Norway. Only the money on the card can be spent, and its use costs nothing.',
    nb: 'Kortet brukes med PIN-kode i Norge. Det kan bare brukes det som står på kortet, og det koster ingenting å bruke det.',
  },
  limits: { en: 'Limits', nb: 'Beløpsgrenser' },
  atm: { en: 'Cash machines (minibank) in Norway', nb: 'Minibank Norge' },
  pos: { en: 'Purchases and cash at the till in Norway', nb: 'Varekjøp og kontantuttak Norge' },
  abroad: { en: 'Abroad', nb: 'Utland' },
  amount: { en: '{amount} in {days} days', nb: '{amount} pr {days} dager' },
  never: { en: 'Cannot be used', nb: 'Ikke aktuelt' },
  lost: { en: 'If card or PIN is lost', nb: 'Ved tap av kort eller PIN-kode' },
  lostText: {
    en: 'Contact {office}, the office that issued the card. Do not call the card blocking service (915 04800): it does not know this card.',
    nb: 'Henvend deg til {office}, kontoret som utstedte kortet. Ring ikke sperretjenesten (915 04800): den kjenner ikke dette kortet.',
  },
  declaration: { en: 'Declaration for card and PIN', nb: 'Egenerklæring for mottatt kort og PIN-kode' },
  declarationText: {
    en: 'I have received the card and the PIN with serial {serial}. I keep the PIN secret and apart from the card.',
    nb: 'Jeg har mottatt kort og PIN-kode med løpenummer {serial}. Jeg holder PIN-koden hemmelig og oppbevarer den atskilt fra kortet.',
  },
  sign: { en: 'Place, date and signature', nb: 'Sted, dato og underskrift' },
} as const);

/** HTML. Rejects with a Refusal unless the actor administers the account. */
export async function holderSheet(office: Office, actor: Actor, account: string, language: Language = actor.language): Promise<string> {
  return await office.database.transaction(async (sql) => {
    const { row } = await findAccount(sql, actor, account);
    await requireBankOrAdminister(sql, actor, row.subscription_id);
    const [subscription] = await sql.query<{ readonly name: string }>('SELECT name FROM subscription WHERE id = $1', [row.subscription_id]);
    return sheet(row, subscription?.name ?? '', language);
  });
}

function sheet(row: AccountRow, office: string, language: Language): string {
  const line = (name: string, value: string): string => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`;
  const serial = serialText(row.serial);
  const title = say(language, 'title');
  const body = `<main>
<h1>${title}</h1>
<table>
${line(say(language, 'account'), shownAccountNumber(row.number))}
${line(say(language, 'serial'), serial)}
${line(say(language, 'name'), row.name)}
${line(say(language, 'valid'), `${row.expiry.slice(2)}/20${row.expiry.slice(0, 2)}`)}
</table>
<p>${say(language, 'use')}</p>
<h2>${say(language, 'limits')}</h2>
<table>
${KRONEKORT.limits.map((limit) => line(say(language, limit.name === 'atm' ? 'atm' : 'pos'), limitText(limit, language))).join('\n')}
${line(say(language, 'abroad'), say(language, 'never'))}
</table>
<h2>${say(language, 'lost')}</h2>
<p><strong>${escaped(say(language, 'lostText', { office }))}</strong></p>
<h2>${say(language, 'declaration')}</h2>
<p>${say(language, 'declarationText', { serial })}</p>
<p class="sign">${say(language, 'sign')}</p>
</main>`;
  return printablePage({ language, title, body });
}

function limitText({ amountMinor, window }: Limit, language: Language): string {
  const days = window.kind === 'trailing' ? window.durationMs / DAY_MS : window.days;
  return say(language, 'amount', { amount: formatAmount(language, amountMinor), days: String(days) });
}
