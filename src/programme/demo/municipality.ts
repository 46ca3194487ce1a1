/** Registers the municipality of scenarios and the demonstration, as the bank does. */
import { registerSubscription } from '../agreements/register-subscription.ts';
import { type Actor, actorOf } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { saveRole } from '../roles/save-role.ts';
import { join } from '../users/memberships.ts';
import { registerFirstBankUser, registerUser } from '../users/register-user.ts';
import {
  AGREEMENTS,
  BANK_PERSON,
  type BankAccountName,
  bankAccountNumber,
  CLERKS,
  MUNICIPAL_PEOPLE,
  OPENING_MINOR,
  PEOPLE,
  type SubscriptionName,
  syntheticNationalNumber,
} from './people.ts';

const SHARED = {
  organisationNumber: '974760673',
  streetAddress: 'Storgata 1, 0155 Oslo',
  pinAddress: 'Postboks 100, 0101 Oslo',
  administrator: PEOPLE.Anne.userId,
  bestiller: PEOPLE.Bjørn.userId,
} as const;

const ROLE = { name: 'Utbetalere', maySee: true, mayRegister: true, approves: 'own', takesNewAccounts: true } as const;

/** The accounts that the clerks' role has from the start. */
const ROLE_ACCOUNTS: Readonly<Record<SubscriptionName, readonly BankAccountName[]>> = {
  main: ['main loading'],
  sosial: ['sosial loading', 'sosial payer'],
  intro: ['intro payer'],
};

export type SubscriptionIds = Readonly<Record<SubscriptionName, number>>;

function opened(name: BankAccountName): { readonly number: string; readonly openingMinor: number } {
  return { number: bankAccountNumber(name), openingMinor: OPENING_MINOR };
}

async function registerSubscriptions(office: Office, bank: Actor): Promise<SubscriptionIds> {
  const main = await registerSubscription(office, bank, {
    ...SHARED,
    programme: 'main',
    agreementNumber: AGREEMENTS.main.number,
    name: AGREEMENTS.main.name,
    cardTypes: [],
    loadingAccounts: [opened('main loading')],
  });
  const sosial = await registerSubscription(office, bank, {
    ...SHARED,
    programme: 'sosial',
    mainId: main,
    agreementNumber: AGREEMENTS.sosial.number,
    name: AGREEMENTS.sosial.name,
    cardTypes: ['kronekort', 'kontantkort'],
    returnAccount: opened('sosial return'),
    payerAccount: opened('sosial payer'),
    loadingAccounts: [opened('sosial loading')],
  });
  const intro = await registerSubscription(office, bank, {
    ...SHARED,
    programme: 'intro',
    mainId: main,
    agreementNumber: AGREEMENTS.intro.number,
    name: AGREEMENTS.intro.name,
    cardTypes: ['kronekort'],
    returnAccount: opened('intro return'),
    payerAccount: opened('intro payer'),
  });
  return { main, sosial, intro };
}

export async function registerMunicipality(office: Office): Promise<SubscriptionIds> {
  const { userId } = PEOPLE[BANK_PERSON];
  await registerFirstBankUser(office, PEOPLE[BANK_PERSON]);
  const bank = await actorOf(office.database, userId);
  for (const [index, person] of MUNICIPAL_PEOPLE.entries()) {
    await registerUser(office, bank, { ...PEOPLE[person], isBank: false, nationalNumber: syntheticNationalNumber(index) });
  }
  const ids = await registerSubscriptions(office, bank);
  const members = CLERKS.map((person) => PEOPLE[person].userId);
  const administrator = await actorOf(office.database, PEOPLE.Anne.userId);
  await office.database.transaction(async (sql) => {
    for (const id of Object.values(ids)) for (const clerk of members) await join(sql, id, clerk);
  });
  for (const [name, accounts] of Object.entries(ROLE_ACCOUNTS) as [SubscriptionName, readonly BankAccountName[]][]) {
    await saveRole(office, administrator, { ...ROLE, subscriptionId: ids[name], members, accounts: accounts.map(bankAccountNumber) });
  }
  return ids;
}
