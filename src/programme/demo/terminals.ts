/** The terminals of a month: shops and cash machines that use the cards. They keep their own books. */
import { createPinEncrypter, type PinEncrypter } from '../../pin/pin-verifier.ts';
import { seededBytes } from '../../pin/seeded-bytes.ts';
import type { TransactionRequest } from '../../protocol/message.ts';
import { isApproval, outcomeRow } from '../../protocol/outcome.ts';
import { EMPTY_REQUEST } from '../../protocol/protobuf/transaction.ts';
import type { AskHost } from './month-host.ts';
import type { MonthOffice } from './month-office.ts';

const NORWAY = 578;
const SWEDEN = 752;
const STANS = 999_999;
/** What of 1,000 messages are these; the others are purchases. */
const CASH = 60;
const ABROAD = 30;
const WRONG_PIN = 20;
/** Of 1,000 approved purchases. */
const REVERSED = 20;
/** Banknotes of a cash machine, and how many of them are taken at most. */
const NOTE_MINOR = 10_000;
const NOTES_MAX = 3;
const SHOP = { type: 'purchase', terminalId: 'SHOP0001', terminalType: 'pos', mcc: 5411 } as const;
const CASH_MACHINE = { type: 'cash', terminalId: 'CASH0001', terminalType: 'atm', mcc: 6011 } as const;

/** What a number of messages came to. */
export interface Spending {
  readonly messages: number;
  readonly approved: number;
  readonly reversed: number;
  /** Approved, less what was reversed. */
  readonly spentMinor: number;
  /** Declines by their code (DE39). */
  readonly declined: ReadonlyMap<string, number>;
}

export interface SpendingPlan {
  readonly accounts: readonly string[];
  readonly messages: number;
  /** Mean amount of a purchase. */
  readonly meanMinor: number;
}

export class MonthTerminals {
  readonly #month: MonthOffice;
  readonly #ask: AskHost;
  readonly #encrypter: PinEncrypter;
  readonly #random: () => number;
  readonly #tokens = new Map<string, string>();
  #stan = 0;

  constructor(month: MonthOffice, seed: string, ask: AskHost) {
    this.#month = month;
    this.#ask = ask;
    const bytes = seededBytes(`${seed}: terminals`);
    this.#encrypter = createPinEncrypter(month.ring, bytes);
    this.#random = () => bytes(4).readUInt32BE(0) / 2 ** 32;
  }

  /** One message after the other, each with a card that is drawn. */
  async spend({ accounts, messages, meanMinor }: SpendingPlan): Promise<Spending> {
    const declined = new Map<string, number>();
    let [approved, reversed, spentMinor] = [0, 0, 0];
    for (let sent = 0; sent < messages; sent += 1) {
      const request = await this.#drawn(accounts[this.#upTo(accounts.length)] ?? '', meanMinor);
      const { outcome, approvedAmountMinor } = await this.#ask(request);
      if (!isApproval(outcome)) {
        const { de39 } = outcomeRow(outcome);
        declined.set(de39, (declined.get(de39) ?? 0) + 1);
        continue;
      }
      approved += 1;
      spentMinor += approvedAmountMinor;
      if (this.#upTo(1_000) >= REVERSED) continue;
      reversed += 1;
      spentMinor -= approvedAmountMinor;
      await this.#reverse(request);
    }
    return { messages, approved, reversed, spentMinor, declined };
  }

  /** The code (DE39) of a small purchase. */
  async tryCard(account: string): Promise<string> {
    const request = { ...(await this.#request(account)), ...SHOP, amountMinor: 100 };
    return outcomeRow((await this.#ask(request)).outcome).de39;
  }

  #upTo(end: number): number {
    return Math.floor(this.#random() * end);
  }

  async #drawn(account: string, meanMinor: number): Promise<TransactionRequest> {
    const kind = this.#upTo(1_000);
    const purchase = { ...SHOP, amountMinor: 1 + this.#upTo(2 * meanMinor) };
    if (kind < CASH) return { ...(await this.#request(account)), ...CASH_MACHINE, amountMinor: NOTE_MINOR * (1 + this.#upTo(NOTES_MAX)) };
    if (kind < CASH + ABROAD) return { ...(await this.#request(account)), ...purchase, terminalCountry: SWEDEN };
    return { ...(await this.#request(account, kind < CASH + ABROAD + WRONG_PIN)), ...purchase };
  }

  async #request(account: string, isPinWrong = false): Promise<TransactionRequest> {
    const card = this.#month.testPins.get(await this.#tokenOf(account));
    if (card === undefined) throw new Error(`No PIN was produced for account ${account}.`);
    const pin = isPinWrong ? String((Number(card.pin) + 1) % 10_000).padStart(4, '0') : card.pin;
    this.#stan = (this.#stan % STANS) + 1;
    return {
      ...EMPTY_REQUEST,
      class: 'financial',
      stan: this.#stan,
      transmissionTimeMs: this.#month.office.nowMs(),
      terminalCountry: NORWAY,
      currency: NORWAY,
      pan: card.pan,
      pinBlock: this.#encrypter.encrypt(card.pan, pin, 'iso0', ''),
    };
  }

  async #tokenOf(account: string): Promise<string> {
    const known = this.#tokens.get(account);
    if (known !== undefined) return known;
    const { database } = this.#month.office;
    const [row] = await database.query<{ card_token: string }>('SELECT card_token FROM card_account WHERE number = $1', [account]);
    const token = row?.card_token ?? '';
    this.#tokens.set(account, token);
    return token;
  }

  /** The goods come back: the whole amount. */
  async #reverse(request: TransactionRequest): Promise<void> {
    const { class: original, stan, transmissionTimeMs } = request;
    this.#stan = (this.#stan % STANS) + 1;
    const { outcome } = await this.#ask({
      ...request,
      class: 'reversal',
      stan: this.#stan,
      pinBlock: Buffer.alloc(0),
      original: { class: original, stan, transmissionTimeMs, acquirerId: '', rrn: '', approvalCode: '', localDate: '' },
    });
    if (!isApproval(outcome)) throw new Error(`A reversal was answered ${outcome}.`);
  }
}
