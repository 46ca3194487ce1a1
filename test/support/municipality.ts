/** A small municipality: a main subscription, and those of the social and the refugee service. */
import { registerSubscription } from '../../src/programme/agreements/register-subscription.ts';
import { type Actor, actorOf } from '../../src/programme/core/actor.ts';
import type { Office } from '../../src/programme/core/office.ts';
import { join } from '../../src/programme/users/memberships.ts';
import { registerFirstBankUser, registerUser } from '../../src/programme/users/register-user.ts';
import { accountNumberOf, nationalNumberOf } from './norwegian-numbers.ts';

export interface Municipality {
  readonly bank: Actor;
  readonly administrator: Actor;
  readonly bestiller: Actor;
  /** Users of all three subscriptions, without any access. */
  readonly clerks: readonly [Actor, Actor];
  readonly mainId: number;
  readonly sosialId: number;
  readonly introId: number;
  readonly accounts: {
    readonly mainLoading: string;
    readonly sosialLoading: string;
    readonly sosialReturn: string;
    /** The social-assistance account. */
    readonly sosialPayer: string;
    readonly introReturn: string;
    /** The technical account of the agreement. */
    readonly introPayer: string;
  };
}

export const OPENING_MINOR = 100_000_000;

const ACCOUNTS: Municipality['accounts'] = {
  mainLoading: accountNumberOf(1),
  sosialLoading: accountNumberOf(2),
  sosialReturn: accountNumberOf(3),
  sosialPayer: accountNumberOf(4),
  introReturn: accountNumberOf(5),
  introPayer: accountNumberOf(6),
};

const PEOPLE = [
  ['ADM001', 'Anne Administrator'],
  ['BES001', 'Bjørn Bestiller'],
  ['SAK001', 'Siri Saksbehandler'],
  ['SAK002', 'Åse Saksbehandler'],
] as const;

const SHARED = { organisationNumber: '974760673', streetAddress: 'Storgata 1, 0155 Oslo', pinAddress: 'Postboks 100, 0101 Oslo' } as const;

/** The bank's user BANK01, ADM001, BES001, SAK001 and SAK002; names in Norwegian, loading accounts with a million. */
export async function registerMunicipality(office: Office): Promise<Municipality> {
  const { database } = office;
  const actor = (userId: string): Promise<Actor> => actorOf(database, userId);
  const bank = await actor(await registerFirstBankUser(office, { userId: 'BANK01', name: 'Bente Bank' }));
  for (const [index, [userId, name]] of PEOPLE.entries()) {
    await registerUser(office, bank, { userId, name, isBank: false, nationalNumber: nationalNumberOf(index) });
  }
  const first = { administrator: 'ADM001', bestiller: 'BES001' };
  const opened = (number: string) => ({ number, openingMinor: OPENING_MINOR });
  const mainId = await registerSubscription(office, bank, {
    ...SHARED,
    ...first,
    programme: 'main',
    agreementNumber: '1000001',
    name: 'Bykommunen',
    cardTypes: [],
    loadingAccounts: [opened(ACCOUNTS.mainLoading)],
  });
  const sosialId = await registerSubscription(office, bank, {
    ...SHARED,
    ...first,
    programme: 'sosial',
    mainId,
    agreementNumber: '1000002',
    name: 'Bydelens sosialtjeneste',
    cardTypes: ['kronekort', 'kontantkort'],
    returnAccount: opened(ACCOUNTS.sosialReturn),
    payerAccount: opened(ACCOUNTS.sosialPayer),
    loadingAccounts: [opened(ACCOUNTS.sosialLoading)],
  });
  const introId = await registerSubscription(office, bank, {
    ...SHARED,
    ...first,
    programme: 'intro',
    mainId,
    agreementNumber: '1000003',
    name: 'Bydelens flyktningtjeneste',
    cardTypes: ['kronekort'],
    returnAccount: opened(ACCOUNTS.introReturn),
    payerAccount: opened(ACCOUNTS.introPayer),
  });
  await database.transaction(async (sql) => {
    for (const subscriptionId of [mainId, sosialId, introId]) {
      for (const userId of ['SAK001', 'SAK002']) await join(sql, subscriptionId, userId);
    }
  });
  return {
    bank,
    administrator: await actor('ADM001'),
    bestiller: await actor('BES001'),
    clerks: [await actor('SAK001'), await actor('SAK002')],
    mainId,
    sosialId,
    introId,
    accounts: ACCOUNTS,
  };
}
