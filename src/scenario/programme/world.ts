/** What the steps of a scenario with an office share while it runs. */

import { ACCOUNT_COLUMNS, type AccountRow } from '../../programme/accounts/account.ts';
import { type Actor, actorOf } from '../../programme/core/actor.ts';
import type { Office } from '../../programme/core/office.ts';
import type { SubscriptionIds } from '../../programme/demo/municipality.ts';
import { BANK_ACCOUNTS, type BankAccountName, bankAccountNumber, PEOPLE, type SubscriptionName } from '../../programme/demo/people.ts';
import type { PinMailer } from '../../programme/orders/produce-pins.ts';
import { readSerial } from '../../programme/orders/serial.ts';
import { ScenarioError } from '../scenario.ts';
import { SERIAL_FORM } from './programme-actions.ts';

const INTRO = 'intro ';

/** What a step registered, for a later step that names it. */
export interface Registered {
  readonly batchIds?: readonly number[];
  readonly transferId?: number | undefined;
  readonly messageId?: number;
}

export class World {
  readonly office: Office;
  readonly ids: SubscriptionIds;
  /** By the name of the step. */
  readonly registered = new Map<string, Registered>();
  /** Of the newest payment file. */
  fileId = 0;
  /** Files, users and messages so far: each gets a number of its own. */
  count = 0;
  readonly #userIds = new Map<string, string>(Object.entries(PEOPLE).map(([name, { userId }]) => [name, userId]));
  readonly #pins = new Map<string, string>();

  constructor(office: Office, ids: SubscriptionIds) {
    this.office = office;
    this.ids = ids;
  }

  /** Rejects with a ScenarioError when nobody has this name. */
  async actor(name: string): Promise<Actor> {
    return await actorOf(this.office.database, this.userId(name));
  }

  userId(name: string): string {
    const userId = this.#userIds.get(name);
    if (userId === undefined) throw new ScenarioError(`${name} is not a user; take one of ${[...this.#userIds.keys()].join(', ')}.`);
    return userId;
  }

  letIn(name: string, userId: string): void {
    this.#userIds.set(name, userId);
  }

  /** Of somebody at the desk who opens the envelopes. */
  takeMailers(subscription: SubscriptionName, mailers: readonly PinMailer[]): void {
    for (const { serial, pin } of mailers) this.#pins.set(`${subscription} ${serial}`, pin);
  }

  pinOf(serial: string): string | undefined {
    return this.#pins.get(`${subscriptionOf(serial)} ${serial.replace(INTRO, '')}`);
  }

  /** Rejects with a ScenarioError when no order has brought the account yet. */
  async account(serial: string): Promise<AccountRow & { readonly sealed_pan: Buffer }> {
    const [row] = await this.office.database.query<AccountRow & { readonly sealed_pan: Buffer }>(
      `SELECT ${ACCOUNT_COLUMNS}, a.sealed_pan FROM card_account a WHERE a.subscription_id = $1 AND a.serial = $2`,
      [this.ids[subscriptionOf(serial)], readSerial(serial.replace(INTRO, '')) ?? 0],
    );
    if (row === undefined) throw new ScenarioError(`There is no card ${serial} yet; the account arrives some days after its order.`);
    return row;
  }

  /** Eleven digits, of a serial, the name of an account of the bank, or as they are given. */
  async accountNumber(named: string): Promise<string> {
    if (SERIAL_FORM.test(named)) return (await this.account(named)).number;
    return isBankAccount(named) ? bankAccountNumber(named) : named;
  }
}

function isBankAccount(name: string): name is BankAccountName {
  return (BANK_ACCOUNTS as readonly string[]).includes(name);
}

export function subscriptionOf(serial: string): SubscriptionName {
  return serial.startsWith(INTRO) ? 'intro' : 'sosial';
}
