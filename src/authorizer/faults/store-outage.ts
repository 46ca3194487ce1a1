/**
 * Makes the store unreachable for one message. The authorizer sees the error of a store that is
 * away, answers 91, and takes back what may have been approved when the store is there again.
 */
import type { StoreCommand, TakeBack } from '../../limits/rules/command.ts';
import type { Decision } from '../../limits/rules/decision.ts';
import { type DecisionStore, type MaybePromise, StoreError } from '../../limits/store.ts';

/** `unreachable`: the store does not see the message; `answer lost`: it decides, and its answer is lost. */
export const STORE_OUTAGES = ['unreachable', 'answer lost'] as const;
export type StoreOutage = (typeof STORE_OUTAGES)[number];

/** Says how the store fails for the message that is decided now. */
export interface OutageSource {
  /** Empty: the store is there. */
  readonly storeOutage: StoreOutage | '';
}

export class OutageStore implements DecisionStore {
  readonly #store: DecisionStore;
  readonly #source: OutageSource;

  constructor(store: DecisionStore, source: OutageSource) {
    this.#store = store;
    this.#source = source;
  }

  decide(command: StoreCommand): MaybePromise<Decision> {
    const { storeOutage } = this.#source;
    return storeOutage === '' ? this.#store.decide(command) : this.#decideAway(command, storeOutage);
  }

  takeBack(attempt: TakeBack): MaybePromise<boolean> {
    return this.#source.storeOutage === '' ? this.#store.takeBack(attempt) : Promise.reject(unreachable());
  }

  async #decideAway(command: StoreCommand, outage: StoreOutage): Promise<Decision> {
    if (outage === 'answer lost') await this.#store.decide(command);
    throw unreachable();
  }
}

function unreachable(): StoreError {
  return new StoreError('unreachable', 'A fault makes the store unreachable for this message.');
}
