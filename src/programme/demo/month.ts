/**
 * A month of a municipality: cards are ordered, handed out, loaded by two files, used at terminals
 * over ISO 8583, and some of them lost. Two years later they expire, and the rest goes back.
 */
import { addDays } from '../calendar/calendar-date.ts';
import { osloDate, osloInstantMs } from '../calendar/oslo-date.ts';
import { type Actor, actorOf } from '../core/actor.ts';
import { confirmCardsReceived } from '../orders/confirm-cards-received.ts';
import { orderCards } from '../orders/order-cards.ts';
import { producePins } from '../orders/produce-pins.ts';
import { serialText } from '../orders/serial.ts';
import { handOutCards } from './hand-out-cards.ts';
import { loadCards } from './load-cards.ts';
import type { MonthEvent, MonthEventKind } from './month-event.ts';
import { type AskHost, askWithin, monthHost } from './month-host.ts';
import type { MonthOffice } from './month-office.ts';
import { bankAccountNumber, CLERKS, OPENING_MINOR, PEOPLE, type Person } from './people.ts';
import { replaceCard } from './replace-card.ts';
import { MonthTerminals, type Spending } from './terminals.ts';

/** Monday 2 March 2026, the day of the order; the cards expire with the month that is two years later. */
const FIRST_DAY = '2026-03-02';
const EXPIRED_ON = '2028-04-01';
const CLOSED_ON = '2028-05-02';
export const MONTH_STARTS_MS: number = osloInstantMs(FIRST_DAY, '10:00');

/** Days after the order. Accounts arrive after four banking days. */
const DAYS = { received: 4, handedOut: 7, loaded: 8, lost: 15, loadedAgain: 22, end: 36 } as const;
/** To each card. The second file is approved a minute after the cut-off. */
const LOADS = [
  { amountMinor: 150_000, time: '14:30' },
  { amountMinor: 45_050, time: '14:31' },
] as const;
/** Of what a card is loaded with, this share goes to purchases on average: some cards run dry. */
const SPENT_SHARE = 0.6;

export interface MonthPlan {
  /** One of the sizes of an order. */
  readonly cards: number;
  /** Of the cards; they are replaced from the safe. */
  readonly lost: number;
  readonly authorizations: number;
  readonly seed: string;
  /** Of what takes long. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** What the terminals know at the end. */
export interface MonthTotals {
  readonly messages: number;
  readonly approved: number;
  readonly declined: number;
  readonly spentMinor: number;
}

interface People {
  readonly bestiller: Actor;
  readonly clerks: readonly [Actor, Actor];
}

type Facts = Partial<Pick<MonthEvent, 'counts' | 'amountsMinor' | 'texts'>>;

export class Month {
  readonly #at: MonthOffice;
  readonly #plan: MonthPlan;
  readonly #terminals: MonthTerminals;
  /** Accounts of the cards in people's hands. */
  #accounts: readonly string[] = [];
  #loads = 0;
  #messages = 0;
  #approved = 0;
  #spentMinor = 0;

  constructor(at: MonthOffice, plan: MonthPlan, ask: AskHost = askWithin(monthHost(at))) {
    this.#at = at;
    this.#plan = plan;
    this.#terminals = new MonthTerminals(at, plan.seed, ask);
  }

  get totals(): MonthTotals {
    const [messages, approved] = [this.#messages, this.#approved];
    return { messages, approved, declined: messages - approved, spentMinor: this.#spentMinor };
  }

  /** Each event when it has happened. */
  async *run(): AsyncGenerator<MonthEvent, void, undefined> {
    const people = await this.#people();
    yield this.#event('opened', { amountsMinor: { amount: OPENING_MINOR } });
    yield* this.#cards(people);
    for (let day: number = DAYS.loaded; day < DAYS.end; day += 1) {
      if (day === DAYS.lost) yield await this.#lose(people, day);
      if (day === DAYS.loaded || day === DAYS.loadedAgain) yield await this.#load(people, day);
      const used = await this.#use(day);
      if (used !== undefined) yield used;
    }
    yield* this.#end();
  }

  async #people(): Promise<People> {
    const { database } = this.#at.office;
    const actor = (person: Person): Promise<Actor> => actorOf(database, PEOPLE[person].userId);
    const [siri, åse] = CLERKS.map(actor) as [Promise<Actor>, Promise<Actor>];
    return { bestiller: await actor('Bjørn'), clerks: [await siri, await åse] };
  }

  #event(kind: MonthEventKind, { counts = {}, amountsMinor = {}, texts = {} }: Facts = {}): MonthEvent {
    return { kind, date: osloDate(this.#at.office.nowMs()), counts, amountsMinor, texts };
  }

  async #advanceTo(days: number, time: string): Promise<void> {
    await this.#at.advanceTo(osloInstantMs(addDays(FIRST_DAY, days), time));
  }

  /** From the order to the hand-out. */
  async *#cards({ bestiller }: People): AsyncGenerator<MonthEvent, void, undefined> {
    const { office, subscriptions } = this.#at;
    const { cards, lost } = this.#plan;
    const order = { subscriptionId: subscriptions.sosial, cardType: 'kronekort', cards } as const;
    const { orderId } = await orderCards(office, bestiller, order);
    yield this.#event('ordered', { counts: { cards } });
    await this.#advanceTo(DAYS.received, '10:00');
    yield this.#event('received', { counts: { cards }, texts: { last: serialText(cards) } });
    await confirmCardsReceived(office, bestiller, [orderId]);
    await producePins(office, orderId, () => {});
    yield this.#event('pinsProduced', { counts: { cards } });
    await this.#advanceTo(DAYS.handedOut, '10:00');
    this.#accounts = await handOutCards(office, { bestiller, count: cards - lost, onProgress: this.#plan.onProgress });
    yield this.#event('handedOut', { counts: { cards: cards - lost, safe: lost } });
  }

  /** Siri uploads a file and approves it, Åse gives the second approval. */
  async #load({ clerks }: People, day: number): Promise<MonthEvent> {
    await this.#advanceTo(day, '10:00');
    const { amountMinor, time } = LOADS[this.#loads] ?? LOADS[0];
    this.#loads += 1;
    const date = osloDate(this.#at.office.nowMs());
    const executeOn = await loadCards(this.#at, {
      clerks,
      messageId: `${date}-${this.#loads}`,
      accounts: this.#accounts,
      amountMinor,
      approvedAtMs: osloInstantMs(date, time),
    });
    const facts = {
      counts: { payments: this.#accounts.length },
      amountsMinor: { each: amountMinor, amount: amountMinor * this.#accounts.length },
      texts: { time, executeOn },
    };
    return this.#event(executeOn === date ? 'loaded' : 'loadedNextDay', facts);
  }

  /** The messages of one day; undefined: there are none. */
  async #use(day: number): Promise<MonthEvent | undefined> {
    const { authorizations, cards } = this.#plan;
    const [of, index] = [DAYS.end - DAYS.loaded, day - DAYS.loaded];
    const messages = Math.floor(((index + 1) * authorizations) / of) - Math.floor((index * authorizations) / of);
    await this.#advanceTo(day, '18:00');
    if (messages === 0) return undefined;
    const loadedMinor = LOADS.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const meanMinor = Math.max(100, Math.floor((SPENT_SHARE * loadedMinor * cards) / authorizations));
    const spending = await this.#terminals.spend({ accounts: this.#accounts, messages, meanMinor });
    this.#messages += spending.messages;
    this.#approved += spending.approved;
    this.#spentMinor += spending.spentMinor;
    return this.#event('used', factsOf(spending));
  }

  /** Each lost card is blocked, and its rest goes to a new one from the safe. */
  async #lose({ bestiller, clerks }: People, day: number): Promise<MonthEvent> {
    await this.#advanceTo(day, '10:00');
    const lost = this.#accounts.slice(0, this.#plan.lost);
    const replacements: string[] = [];
    const codes = new Set<string>();
    let restMinor = 0;
    for (const account of lost) {
      const replaced = await replaceCard(this.#at.office, { bestiller, clerks, account });
      replacements.push(replaced.newAccount);
      restMinor += replaced.restMinor;
      codes.add(await this.#terminals.tryCard(account));
    }
    this.#accounts = [...replacements, ...this.#accounts.slice(lost.length)];
    const texts = { codes: [...codes].join(', ') };
    return this.#event('lost', { counts: { cards: lost.length }, amountsMinor: { amount: restMinor }, texts });
  }

  async *#end(): AsyncGenerator<MonthEvent, void, undefined> {
    const payer = bankAccountNumber('sosial payer');
    await this.#at.advanceTo(osloInstantMs(EXPIRED_ON, '10:00'));
    const backMinor = (await this.#bankBalance(payer)) - OPENING_MINOR;
    const expired = await this.#countOf('expired');
    yield this.#event('expired', { counts: { cards: expired }, amountsMinor: { amount: backMinor } });
    await this.#at.advanceTo(osloInstantMs(CLOSED_ON, '10:00'));
    yield this.#event('closed', { counts: { cards: await this.#countOf('closed') } });
  }

  async #bankBalance(account: string): Promise<number> {
    const { database } = this.#at.office;
    const [row] = await database.query<{ minor: number }>('SELECT balance_minor AS minor FROM account WHERE number = $1', [account]);
    return row?.minor ?? Number.NaN;
  }

  async #countOf(state: string): Promise<number> {
    const { database } = this.#at.office;
    const [row] = await database.query<{ n: number }>('SELECT count(*)::integer AS n FROM card_account WHERE state = $1', [state]);
    return row?.n ?? 0;
  }
}

/** The declines by their codes, as ` (51 ×3, 62 ×1)`, or nothing. */
function factsOf({ messages, approved, reversed, spentMinor, declined }: Spending): Facts {
  const codes = [...declined].sort(([a], [b]) => a.localeCompare(b)).map(([code, count]) => `${code} ×${count}`);
  return {
    counts: { messages, approved, reversed, declined: messages - approved },
    amountsMinor: { amount: spentMinor },
    texts: { codes: codes.length === 0 ? '' : ` (${codes.join(', ')})` },
  };
}
