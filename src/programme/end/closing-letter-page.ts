/** The letter that asks the bank to close accounts, to be printed, signed, scanned and sent by e-mail (10.9). */
import { type Language, speakerOf } from '../../protocol/language.ts';
import { dateText } from '../calendar/date-text.ts';
import { osloDate } from '../calendar/oslo-date.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { escaped, printablePage } from '../core/printable.ts';
import { requireAdminister } from '../core/rights.ts';
import { shownAccountNumber } from '../identifiers/account-number.ts';
import { type ClosingLetter, letterAccounts } from './closing-letter.ts';

/** Of the bank, in the handbook. */
export const CLOSING_ADDRESS = 'Kontotj.ok@dnb.no';

const say = speakerOf({
  title: { en: 'Closing of card accounts', nb: 'Avslutning av kortkontoer' },
  to: { en: 'By e-mail to', nb: 'Sendes per e-post til' },
  agreement: { en: 'Subscription', nb: 'Nettbankabonnement' },
  ask: {
    en: 'We ask the bank to close these card accounts. Their balance is 0 kroner.',
    nb: 'Vi ber om at følgende kortkontoer avsluttes. Kontoene har saldo lik kr 0,-.',
  },
  account: { en: 'Account', nb: 'Konto' },
  name: { en: 'Name of the account', nb: 'Kontonavn' },
  sign: { en: 'Place, date and signature of administrator or bestiller', nb: 'Sted, dato og underskrift, administrator/bestiller' },
} as const);

interface NamedRow {
  readonly number: string;
  readonly name: string;
}

/** HTML. Accounts that are none of the subscription are printed without a name. Rejects with a Refusal. */
export async function closingLetterPage(
  office: Office,
  actor: Actor,
  letter: Omit<ClosingLetter, 'signed'>,
  language: Language = actor.language,
): Promise<string> {
  const { subscriptionId } = letter;
  const accounts = letterAccounts(letter.accounts);
  return await office.database.transaction(async (sql) => {
    await requireAdminister(sql, actor, subscriptionId);
    const [subscription] = await sql.query<{ name: string; agreement_number: string }>(
      'SELECT name, agreement_number FROM subscription WHERE id = $1',
      [subscriptionId],
    );
    const rows = await sql.query<NamedRow>(
      'SELECT number, name FROM card_account WHERE subscription_id = $1 AND number = ANY ($2::text[])',
      [subscriptionId, accounts],
    );
    const names = new Map(rows.map(({ number, name }) => [number, name]));
    const lines = accounts.map((number) => ({ number, name: names.get(number) ?? '' }));
    const agreement = `${subscription?.name ?? ''}, ${subscription?.agreement_number ?? ''}`;
    return page(language, { agreement, date: dateText(language, osloDate(office.nowMs())), lines });
  });
}

interface Letter {
  readonly agreement: string;
  readonly date: string;
  readonly lines: readonly NamedRow[];
}

function page(language: Language, { agreement, date, lines }: Letter): string {
  const title = say(language, 'title');
  const rows = lines.map(({ number, name }) => `<tr><td>${escaped(shownAccountNumber(number))}</td><td>${escaped(name)}</td></tr>`);
  const body = `<main>
<h1>${title}</h1>
<p>${say(language, 'to')} ${CLOSING_ADDRESS}</p>
<p>${say(language, 'agreement')}: ${escaped(agreement)}. ${date}</p>
<p>${say(language, 'ask')}</p>
<table>
<tr><th scope="col">${say(language, 'account')}</th><th scope="col">${say(language, 'name')}</th></tr>
${rows.join('\n')}
</table>
<p class="sign">${say(language, 'sign')}</p>
</main>`;
  return printablePage({ language, title, body });
}
