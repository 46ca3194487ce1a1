/** The back office of a server over HTTP, with the municipality in it: each request names its user by the header. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { OpenOffice } from '../../../src/programme/core/open-office.ts';
import { writePain001 } from '../../../src/programme/payment-files/write-pain001.ts';
import type { TestApp } from '../../server/app-fixture.ts';
import { type Municipality, registerMunicipality } from '../../support/municipality.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Paid {
  readonly account: string;
  readonly amountMinor: number;
}

export interface FileFacts {
  readonly messageId: string;
  readonly debtorAccount: string;
  readonly requestedDate: string;
  readonly payments: readonly Paid[];
}

/** A file of one batch. */
export async function pain001({ messageId, debtorAccount, requestedDate, payments }: FileFacts): Promise<string> {
  const totals = { numberOfPayments: payments.length, sumMinor: payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
  const pieces = writePain001({
    ...totals,
    version: 'pain.001.001.03',
    messageId,
    createdAt: `${requestedDate}T09:00:00`,
    initiatingParty: 'Bydel Test',
    initiatingPartyId: '974760673',
    initiatingPartyScheme: 'CUST',
    paymentInformations: [
      {
        ...totals,
        paymentInformationId: `${messageId}-1`,
        requestedDate,
        debtorName: 'Bydel Test',
        debtorAccount,
        debtorAgent: 'DNBANOKK',
        payments: payments.map(({ account, amountMinor }, index) => ({
          amountMinor,
          creditorAccount: account,
          endToEndId: `E${index + 1}`,
          creditorName: 'Kari Nordmann',
        })),
      },
    ],
  });
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** PINs of a page of mailers, by the serial on the envelope. */
export function pinsIn(mailers: string): ReadonlyMap<string, string> {
  return new Map([...mailers.matchAll(/Løpenummer (L\d{4})<.*?class="pin">(\d{4})</gs)].map(([, serial = '', pin = '']) => [serial, pin]));
}

const SHOP = { type: 'purchase', terminalId: 'SHOP0001', terminalType: 'pos', mcc: 5411, terminalCountry: 578, currency: 578 } as const;

export class OfficeHttp {
  readonly server: TestApp;
  readonly backOffice: OpenOffice;
  readonly town: Municipality;
  #stan = 0;

  private constructor(server: TestApp, backOffice: OpenOffice, town: Municipality) {
    this.server = server;
    this.backOffice = backOffice;
    this.town = town;
  }

  /** Siri and Åse (SAK001, SAK002) and the bestiller register and approve; new accounts are ticked for them. */
  static async open(server: TestApp): Promise<OfficeHttp> {
    const { backOffice } = server.app;
    if (backOffice === undefined) throw new Error('The server has no back office.');
    const town = await registerMunicipality(backOffice.office);
    const office = new OfficeHttp(server, backOffice, town);
    const role = { name: 'Saksbehandlere', maySee: true, mayRegister: true, approves: 'own', takesNewAccounts: true };
    const { sosialLoading, sosialPayer } = town.accounts;
    const members = { members: ['SAK001', 'SAK002', 'BES001'], accounts: [sosialLoading, sosialPayer] };
    await office.done('ADM001', `/subscriptions/${town.sosialId}/roles`, { ...role, ...members });
    return office;
  }

  async #ask(user: string, path: string, init: RequestInit): Promise<Answer> {
    const headers = { 'aksept-user': user, ...init.headers };
    const response = await fetch(`${this.server.http}/v1/programme${path}`, { ...init, headers });
    return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
  }

  post(user: string, path: string, body: object = {}): Promise<Answer> {
    return this.#ask(user, path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  /** A request that succeeds. */
  async done(user: string, path: string, body: object = {}): Promise<Answer['body']> {
    const answer = await this.post(user, path, body);
    expect(answer).toMatchObject({ status: 200 });
    return answer.body;
  }

  async get(user: string, path: string): Promise<Answer['body']> {
    const answer = await this.#ask(user, path, {});
    expect(answer).toMatchObject({ status: 200 });
    return answer.body;
  }

  /** A page to print. */
  async page(user: string, path: string): Promise<string> {
    const init = { method: 'POST', headers: { 'aksept-user': user, 'content-type': 'application/json' }, body: '{}' };
    const response = await fetch(`${this.server.http}/v1/programme${path}`, init);
    expect(response.status).toBe(200);
    return await response.text();
  }

  upload(user: string, text: string, type = 'application/xml'): Promise<Answer> {
    const path = `/subscriptions/${this.town.sosialId}/payment-files`;
    return this.#ask(user, path, { method: 'POST', headers: { 'content-type': type, 'idempotency-key': randomUUID() }, body: text });
  }

  /** What the code calculator of the user shows. */
  async code(user: string): Promise<string> {
    return String((await this.get(user, `/users/${user}/calculator-code`))['code']);
  }

  /** A purchase with the card of the account. */
  async use(account: string, changes: object): Promise<Answer['body']> {
    const { office } = this.backOffice;
    const [row] = await office.database.query<{ sealed: Buffer }>('SELECT sealed_pan AS sealed FROM card_account WHERE number = $1', [
      account,
    ]);
    const pan = office.vault.open(row?.sealed ?? Buffer.alloc(0), account);
    this.#stan += 1;
    return (await this.server.post('/v1/transactions', { ...SHOP, stan: this.#stan, pan, ...changes })).body;
  }

  async clockTo(instant: string): Promise<void> {
    expect(await this.server.post('/v1/clock', { to: instant })).toMatchObject({ status: 200 });
  }
}
