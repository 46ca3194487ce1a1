/**
 * Whether there is room for what a message leaves behind. At a cap new requests are declined, and
 * the last part of each cap is reserved for messages about what has happened: reversals, completions
 * and advices. The log is told once when that starts and once when it is over.
 */
import { flagOf } from '../../../config/settings-table.ts';
import { EVENTS, type Event, eventRow, isFollowUp } from '../../rules/event.ts';
import { type CapUsage, StoreError } from '../../store.ts';
import { CAPS, type Cap, type CapName, type StoreCaps } from './caps.ts';

/** Of each cap. */
const RESERVED_SHARE = 0.05;
/** At a full cap single places come free all the time: there is room again below this share. */
const ROOM_AGAIN_SHARE = 0.9;
/** Effects that enter no spend. */
const WITHOUT_SPEND: readonly string[] = ['none', 'credit', 'load', 'changePin'];

export interface RoomParts {
  readonly caps: StoreCaps;
  /** How many are kept now. */
  readonly used: Readonly<Record<CapName, () => number>>;
  /** Gets single sentences for the log. */
  readonly warn: (sentence: string) => void;
}

/** The most that one message of an event leaves behind. */
interface Need {
  readonly state: CapState;
  readonly most: number;
  readonly isReserved: boolean;
}

export class Room {
  /** Of the caps that messages fill. */
  readonly #states: readonly CapState[];
  readonly #cards: CapState;
  readonly #needs: ReadonlyMap<Event, readonly Need[]>;
  readonly #warn: (sentence: string) => void;
  /** Some cap was told to be full and not to have room again. */
  #isToldFull = false;

  constructor({ caps, used, warn }: RoomParts) {
    this.#warn = warn;
    const stateOf = (name: CapName): CapState => new CapState(rowOf(name), caps[name], used[name]);
    const [answers, names, spends, holds] = [stateOf('answers'), stateOf('names'), stateOf('spends'), stateOf('holds')];
    this.#states = [answers, names, spends, holds];
    this.#cards = stateOf('cards');
    this.#needs = new Map(
      (Object.keys(EVENTS) as Event[]).map((event) => {
        const { effect, kind } = eventRow(event);
        const isReserved = isFollowUp(event);
        // A reversal of an unknown message keeps an answer for that message, too.
        const needs = [{ state: answers, most: isReserved ? 2 : 1, isReserved }];
        if (kind !== 'control') needs.push({ state: names, most: isReserved ? 4 : 3, isReserved });
        if (!WITHOUT_SPEND.includes(effect)) needs.push({ state: spends, most: 1, isReserved });
        if (effect === 'hold') needs.push({ state: holds, most: 1, isReserved });
        return [event, needs];
      }),
    );
  }

  get usage(): readonly CapUsage[] {
    return [...this.#states, this.#cards].map(({ cap, max, used }) => ({ name: cap.name, used: used(), max }));
  }

  /** False when a message of the event could leave more behind than a cap allows. */
  hasFor(event: Event): boolean {
    if (this.#isToldFull) this.#tellRoom();
    return this.#lackingFor(event) === undefined;
  }

  /** Declines a message for which there is no room. */
  refuse(event: Event): never {
    const need = this.#lackingFor(event);
    if (need !== undefined) this.#tellFull(need.state, need.isReserved);
    throw new StoreError('unreachable', `No more ${need?.state.cap.plural ?? 'entries'} are kept now.`);
  }

  /** Refuses a card for which there is no room. */
  mustHaveForCard(): void {
    const { max, used, cap } = this.#cards;
    if (used() < max) return;
    const sentence = `The store keeps at most ${counted(max)} cards (${cap.setting}), so no further card is put on file; to keep more, ${remedy(cap)}.`;
    if (!this.#cards.isToldFull) this.#warn(sentence);
    this.#cards.isToldFull = true;
    throw new StoreError('refused', sentence);
  }

  #lackingFor(event: Event): Need | undefined {
    for (const need of this.#needs.get(event) ?? []) {
      const { state, most, isReserved } = need;
      if (state.used() + most > (isReserved ? state.max : state.openMax)) return need;
    }
    return undefined;
  }

  #tellFull(state: CapState, isReserve: boolean): void {
    const { cap, max, used } = state;
    if (isReserve ? state.isToldReserveFull : state.isToldFull) return;
    this.#isToldFull = true;
    if (isReserve) state.isToldReserveFull = true;
    else state.isToldFull = true;
    const kept = `The store keeps ${counted(used())} ${cap.plural} of at most ${counted(max)} (${cap.setting})`;
    const declined = isReserve
      ? 'the reserve is used up, and reversals, completions and advices are declined issuerInoperative (91), too,'
      : 'new requests are declined issuerInoperative (91)';
    this.#warn(`${kept}: ${declined} until ${cap.until}; to keep more, ${remedy(cap)}.`);
  }

  #tellRoom(): void {
    let isToldFull = false;
    for (const state of this.#states) {
      if (!state.isToldFull && !state.isToldReserveFull) continue;
      const { cap, max } = state;
      const used = state.used();
      if (used >= ROOM_AGAIN_SHARE * max) {
        isToldFull = true;
        continue;
      }
      state.isToldFull = false;
      state.isToldReserveFull = false;
      this.#warn(`The store has room again: it keeps ${counted(used)} ${cap.plural} of at most ${counted(max)} (${cap.setting}).`);
    }
    this.#isToldFull = isToldFull;
  }
}

class CapState {
  readonly cap: Cap;
  readonly max: number;
  /** How many new requests may fill. */
  readonly openMax: number;
  readonly used: () => number;
  isToldFull = false;
  isToldReserveFull = false;

  constructor(cap: Cap, max: number, used: () => number) {
    this.cap = cap;
    this.max = max;
    this.openMax = max - Math.ceil(RESERVED_SHARE * max);
    this.used = used;
  }
}

function rowOf(name: CapName): Cap {
  const row = CAPS.find((cap) => cap.name === name);
  if (row === undefined) throw new RangeError(`There is no cap ${name}.`);
  return row;
}

function remedy({ setting, bytesEach }: Cap): string {
  return `start the server with a higher ${flagOf(setting)} (about ${bytesEach} bytes of memory each)`;
}

/** With commas: 10,000,000. */
function counted(count: number): string {
  return count.toLocaleString('en-US');
}
