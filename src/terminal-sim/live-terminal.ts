/**
 * A terminal for a user's own program: each call sends one transaction and resolves with its
 * outcome.
 */
import { hasMembers, requireArgument } from '../config/argument.ts';
import { NORWAY } from '../protocol/iso-codes.ts';
import type { EntryMode, NetworkFunction, Request, TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import { isApproval, type Outcome } from '../protocol/outcome.ts';
import { Cardholder } from './cardholder.ts';
import type { Clock } from './clock.ts';
import { type Conversation, type Draft, type Reply, transactionResponse } from './conversation.ts';
import type { Transport } from './link/transport.ts';
import { asAnswered } from './original-reference.ts';
import { Terminal } from './terminal.ts';
import type { TerminalContext, TerminalIdentity } from './terminal-identity.ts';

/** A connection to a host, shared by any number of terminals. Made by `connect`. */
export interface Connection {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly context: TerminalContext;
  /** Numbers the terminals, so that no two of a connection share a number or reference numbers. */
  nextNumber(): number;
  /** Closes the connection; requests in flight get no answer. */
  close(): void;
}

/** What is printed on a card, and the PIN that its holder types. */
export interface CardInHand {
  readonly pan: string;
  /** YYMM. */
  readonly expiry: string;
  readonly pin: string;
}

export interface TransactionOptions {
  /** The PIN that is typed instead of the card's own, such as a wrong one. */
  readonly pin?: string;
  readonly entryMode?: EntryMode;
  /** Part of the amount that is paid out in cash; purchases only. */
  readonly cashbackMinor?: number;
  /** The terminal accepts a partial approval. */
  readonly allowPartialApproval?: boolean;
  /** Asks for the reason of the outcome and for what is left of the limits. */
  readonly explain?: boolean;
}

/** The result of a transaction. */
export interface Transaction {
  readonly request: TransactionRequest;
  /** Undefined when no answer came in time; the terminal has then reversed its request. */
  readonly response: TransactionResponse | undefined;
  readonly outcome: Outcome | 'noAnswer';
  readonly approved: boolean;
}

const IDENTITY: Omit<TerminalIdentity, 'id' | 'number'> = {
  type: 'pos',
  merchantId: 'M000000001',
  merchantName: 'Test shop',
  mcc: 5411,
  country: NORWAY,
  acquirerId: '570001',
  pinBlockFormat: 'iso0',
};

function cardholderOf(card: CardInHand, pin = card.pin): Cardholder {
  return new Cardholder({ pan: card.pan, expiry: card.expiry, pin, balanceMinor: 0, status: 'active', profile: '' });
}

export class LiveTerminal {
  readonly #connection: Connection;
  readonly #terminal: Terminal;

  /**
   * A shop terminal in Norway, except for what `identity` changes; `{type: 'atm', mcc: 6011}` is a
   * cash machine.
   */
  constructor(connection: Connection, identity: Partial<TerminalIdentity> = {}) {
    requireArgument(hasMembers(connection, 'nextNumber', 'context'), 'Terminal', 'connection', 'a connection, which connect makes');
    const number = identity.number ?? connection.nextNumber();
    this.#connection = connection;
    this.#terminal = new Terminal({ ...IDENTITY, id: `L${String(number).padStart(7, '0')}`, ...identity, number }, connection.context);
  }

  get id(): string {
    return this.#terminal.identity.id;
  }

  /** Amounts are in minor units (øre). */
  purchase(card: CardInHand, amountMinor: number, options: TransactionOptions = {}): Promise<Transaction> {
    const type = options.cashbackMinor === undefined ? 'purchase' : 'purchaseWithCashback';
    const holder = cardholderOf(card, options.pin);
    return this.#transact(holder, this.#terminal.messages.request(holder, type, amountMinor, options.entryMode), options);
  }

  cash(card: CardInHand, amountMinor: number, options: TransactionOptions = {}): Promise<Transaction> {
    const holder = cardholderOf(card, options.pin);
    return this.#transact(holder, this.#terminal.messages.request(holder, 'cash', amountMinor, options.entryMode), options);
  }

  balance(card: CardInHand, options: TransactionOptions = {}): Promise<Transaction> {
    const holder = cardholderOf(card, options.pin);
    return this.#transact(holder, this.#terminal.messages.request(holder, 'balanceInquiry', 0, options.entryMode), options);
  }

  refund(card: CardInHand, amountMinor: number): Promise<Transaction> {
    const holder = cardholderOf(card);
    return this.#transact(holder, this.#terminal.messages.refund(holder, amountMinor), {});
  }

  /** Holds the amount until it is completed, reversed or expires. */
  preauthorize(card: CardInHand, amountMinor: number, options: TransactionOptions = {}): Promise<Transaction> {
    const holder = cardholderOf(card, options.pin);
    return this.#transact(holder, this.#terminal.messages.preauthorization(holder, amountMinor), options);
  }

  /** Adds to a hold. */
  increment(card: CardInHand, hold: Transaction, amountMinor: number): Promise<Transaction> {
    const holder = cardholderOf(card);
    return this.#transact(holder, this.#terminal.messages.increment(holder, hold.request, amountMinor), {});
  }

  /** Ends a hold with the final amount. Sent again until it is answered. */
  complete(card: CardInHand, hold: Transaction, amountMinor: number): Promise<Transaction> {
    if (hold.response === undefined) throw new RangeError('What was never answered cannot be completed.');
    return this.#follow(cardholderOf(card), this.#terminal.messages.completion(hold.request, hold.response, amountMinor));
  }

  /** Advises the host of an offline approval. Sent again until it is answered. */
  offlineApproval(card: CardInHand, amountMinor: number): Promise<Transaction> {
    const holder = cardholderOf(card);
    return this.#follow(holder, this.#terminal.messages.offlineApproval(holder, amountMinor));
  }

  /** Reverses a transaction in full or in part. Sent again until it is answered. */
  reverse(card: CardInHand, original: Transaction, replacementMinor = 0): Promise<Transaction> {
    const reason = replacementMinor === 0 ? 'customerCancellation' : 'completedPartially';
    const { request, response } = original;
    const known = response === undefined ? request : asAnswered(request, response);
    return this.#follow(
      cardholderOf(card),
      this.#terminal.messages.reversal(known, response?.approvalCode ?? '', { reason, replacementMinor }),
    );
  }

  /** Sends the same message again, marked as a repeat. */
  repeat(original: Transaction): Promise<Transaction> {
    return this.send({ ...original.request, repeat: true });
  }

  /** Changes the PIN. True when the host has changed it. */
  changePin(card: CardInHand, newPin: string): Promise<boolean> {
    const holder = cardholderOf(card);
    return this.#carry(this.#terminal.changePin(holder, this.#terminal.messages.pinChange(holder, card.pin, newPin), newPin));
  }

  /** Sends `echo`, `signOn`, `cutOver` or `signOff`. True when the host approves. */
  manageNetwork(networkFunction: NetworkFunction): Promise<boolean> {
    return this.#carry(this.#terminal.manageNetwork(networkFunction));
  }

  /** Sends any message as it is. Nothing is added and nothing is reversed. */
  async send(request: TransactionRequest): Promise<Transaction> {
    return transactionOf(request, transactionResponse(await this.#ask(request)));
  }

  async #transact(holder: Cardholder, draft: Draft, options: TransactionOptions): Promise<Transaction> {
    draft.cashbackMinor = options.cashbackMinor ?? 0;
    draft.allowPartialApproval = options.allowPartialApproval ?? false;
    draft.explain = options.explain ?? false;
    return transactionOf(draft, await this.#carry(this.#terminal.transact(holder, draft)));
  }

  async #follow(holder: Cardholder, draft: Draft): Promise<Transaction> {
    return transactionOf(draft, await this.#carry(this.#terminal.follow(holder, draft, 0, 0)));
  }

  async #carry<T>(conversation: Conversation<T>): Promise<T> {
    let reply: Reply;
    for (;;) {
      const step = conversation.next(reply);
      if (step.done) return step.value;
      reply = typeof step.value === 'number' ? await this.#pause(step.value) : await this.#ask(step.value);
    }
  }

  #pause(pauseMs: number): Promise<undefined> {
    return new Promise((resolve) => this.#connection.clock.after(pauseMs, () => resolve(undefined)));
  }

  #ask(request: Request): Promise<Reply> {
    return new Promise((resolve) => {
      this.#connection.transport.send(request, { answered: resolve, unanswered: () => resolve(undefined) });
    });
  }
}

function transactionOf(request: TransactionRequest, response: TransactionResponse | undefined): Transaction {
  return { request, response, outcome: response?.outcome ?? 'noAnswer', approved: response !== undefined && isApproval(response.outcome) };
}
