/**
 * The bank registers a subscription of the net bank (nettbankabonnement) with its accounts, its
 * first administrator and its first bestiller. Later ones come by a service agreement.
 */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import { lineOf } from '../core/line.ts';
import type { Office } from '../core/office.ts';
import type { CardType, Programme } from '../core/programmes.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBank } from '../core/rights.ts';
import { readOrganisationNumber } from '../identifiers/organisation-number.ts';
import { join, setOffice } from '../users/memberships.ts';
import { requirePinAddress, requireStreetAddress } from './address.ts';
import { type BankAccountsInput, insertBankAccounts, requireBankAccounts } from './bank-accounts.ts';

const SUBSCRIPTION_NAME_CHARS_MAX = 100;
/** With 12 digits it could be read as a card number. */
const AGREEMENT_NUMBER_FORM = /^\d{1,11}$/;

const refuse = refusalsOf({
  agreementNumberWrong: {
    kind: 'invalid',
    en: 'The agreement number must have 1 to 11 digits.',
    nb: 'Avtalenummeret skal ha 1 til 11 sifre.',
  },
  agreementNumberTaken: {
    kind: 'conflict',
    en: 'Agreement number {agreementNumber} is registered already; each subscription has its own.',
    nb: 'Avtalenummer {agreementNumber} er allerede registrert; hvert abonnement har sitt eget.',
  },
  subscriptionName: {
    kind: 'invalid',
    en: 'The name of the agreement is missing or longer than {max} characters.',
    nb: 'Avtalenavnet mangler eller er lengre enn {max} tegn.',
  },
  organisationNumberWrong: {
    kind: 'invalid',
    en: 'The organisation number must have 9 digits, of which the last one is a check digit; compare it with the register.',
    nb: 'Organisasjonsnummeret skal ha 9 sifre, og det siste er et kontrollsiffer; sammenlign det med registeret.',
  },
  cardTypeMissing: {
    kind: 'invalid',
    en: 'The subscription orders cards, so it needs at least one card type: Kronekort, Kontantkort or both.',
    nb: 'Abonnementet bestiller kort, så det trenger minst én korttype: Kronekort, Kontantkort eller begge.',
  },
  cardTypeOfMain: {
    kind: 'invalid',
    en: 'Cards are ordered in the subscriptions of the services, not in the main subscription; give it no card type.',
    nb: 'Kort bestilles i tjenestenes abonnementer, ikke i hovedabonnementet; gi det ingen korttype.',
  },
  mainMissing: {
    kind: 'invalid',
    en: "The subscription of a service stands below the municipality's main subscription; name one that is registered.",
    nb: 'Abonnementet til en tjeneste står under kommunens hovedabonnement; oppgi et som er registrert.',
  },
  mainBelowMain: {
    kind: 'invalid',
    en: 'A main subscription stands below no other one.',
    nb: 'Et hovedabonnement står ikke under noe annet.',
  },
  bestillerMissing: {
    kind: 'invalid',
    en: 'The subscription orders cards, so it needs a first bestiller.',
    nb: 'Abonnementet bestiller kort, så det trenger en første bestiller.',
  },
  memberUnknown: {
    kind: 'notFound',
    en: 'There is no active user {userId} of a municipality; register the person first.',
    nb: 'Det finnes ingen aktiv bruker {userId} i en kommune; meld inn personen først.',
  },
} as const);

export interface SubscriptionRegistration extends BankAccountsInput {
  readonly programme: Programme;
  /** Of the main subscription, unless it is one itself. */
  readonly mainId?: number | undefined;
  readonly agreementNumber: string;
  readonly name: string;
  readonly organisationNumber: string;
  readonly streetAddress: string;
  /** Of the agreement form; may be a PO box. */
  readonly pinAddress: string;
  readonly cardTypes: readonly CardType[];
  /** BrukerID of a registered user. */
  readonly administrator: string;
  /** BrukerID of a registered user, who may be the administrator. A main subscription may have none. */
  readonly bestiller?: string | undefined;
}

function requireAgreementName(text: string): string {
  const name = lineOf(text, SUBSCRIPTION_NAME_CHARS_MAX);
  if (name === undefined) throw refuse('subscriptionName', { max: String(SUBSCRIPTION_NAME_CHARS_MAX) });
  return name;
}

function requireOrganisationNumber(text: string): string {
  const read = readOrganisationNumber(text);
  if ('fault' in read) throw refuse('organisationNumberWrong');
  return read.number;
}

function requireWhole({ programme, mainId, agreementNumber, cardTypes, bestiller }: SubscriptionRegistration): void {
  if (!AGREEMENT_NUMBER_FORM.test(agreementNumber)) throw refuse('agreementNumberWrong');
  const isMain = programme === 'main';
  if (isMain && mainId !== undefined) throw refuse('mainBelowMain');
  if (!isMain && mainId === undefined) throw refuse('mainMissing');
  if (isMain && cardTypes.length > 0) throw refuse('cardTypeOfMain');
  if (!isMain && cardTypes.length === 0) throw refuse('cardTypeMissing');
  if (!isMain && bestiller === undefined) throw refuse('bestillerMissing');
}

/** Rejects with a Refusal when the database speaks against the registration. */
async function requireFits(sql: Sql, { agreementNumber, mainId, administrator, bestiller }: SubscriptionRegistration): Promise<void> {
  const taken = await sql.query('SELECT FROM subscription WHERE agreement_number = $1', [agreementNumber]);
  if (taken.length > 0) throw refuse('agreementNumberTaken', { agreementNumber });
  if (mainId !== undefined) {
    const main = await sql.query(`SELECT FROM subscription WHERE id = $1 AND programme = 'main'`, [mainId]);
    if (main.length === 0) throw refuse('mainMissing');
  }
  for (const userId of [administrator, bestiller]) {
    if (userId === undefined) continue;
    const known = await sql.query('SELECT FROM office_user WHERE user_id = $1 AND is_active AND NOT is_bank', [userId]);
    if (known.length === 0) throw refuse('memberUnknown', { userId: userId.slice(0, 12) });
  }
}

/** Returns the number of the subscription. */
export async function registerSubscription(office: Office, actor: Actor, registration: SubscriptionRegistration): Promise<number> {
  return await office.database.transaction(async (sql) => {
    requireBank(actor);
    requireWhole(registration);
    const { programme, mainId, agreementNumber, cardTypes, administrator, bestiller } = registration;
    const name = requireAgreementName(registration.name);
    const organisationNumber = requireOrganisationNumber(registration.organisationNumber);
    const streetAddress = requireStreetAddress(registration.streetAddress);
    const pinAddress = requirePinAddress(registration.pinAddress);
    const accounts = requireBankAccounts(programme, registration);
    await requireFits(sql, registration);
    const atMs = office.nowMs();
    const [row] = await sql.query<{ id: number }>(
      `INSERT INTO subscription (agreement_number, name, organisation_number, programme, main_id, street_address, pin_address,
                                 has_kronekort, has_kontantkort, made_at_ms)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
      [
        agreementNumber,
        name,
        organisationNumber,
        programme,
        mainId ?? null,
        streetAddress,
        pinAddress,
        cardTypes.includes('kronekort'),
        cardTypes.includes('kontantkort'),
        atMs,
      ],
    );
    const subscriptionId = row?.id ?? 0;
    await insertBankAccounts(sql, subscriptionId, accounts, atMs);
    await join(sql, subscriptionId, administrator);
    await setOffice(sql, { subscriptionId, userId: administrator }, 'administrator', true);
    if (bestiller !== undefined) {
      await join(sql, subscriptionId, bestiller);
      await setOffice(sql, { subscriptionId, userId: bestiller }, 'bestiller', true);
    }
    await audit(sql, {
      atMs,
      userId: actor.userId,
      subscriptionId,
      action: 'registerSubscription',
      subject: `subscription:${subscriptionId}`,
    });
    return subscriptionId;
  });
}
