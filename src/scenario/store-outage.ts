/**
 * Makes the store of a scenario unreachable for one message. The authorizer sees the error of a store
 * that is away, answers 91 and takes back what may have been approved when the store is there again.
 */
import type { StoreCommand, TakeBack } from '../limits/rules/command.ts';
import type { Decision } from '../limits/rules/decision.ts';
import { type DecisionStore, type MaybePromise, StoreError } from '../limits/store.ts';
import type { StoreOutage } from './actions.ts';

export class OutageStore implements DecisionStore {
  /** Empty: the store is there. */
  outage: StoreOutage | '' = '';
  readonly #store: DecisionStore;

  constructor(store: DecisionStore) {
    this.#store = store;
  }

  decide(command: StoreCommand): MaybePromise<Decision> {
    return this.outage === '' ? this.#store.decide(command) : this.#decideAway(command, this.outage);
  }

  takeBack(attempt: TakeBack): MaybePromise<boolean> {
    return this.outage === '' ? this.#store.takeBack(attempt) : Promise.reject(unreachable());
  }

  async #decideAway(command: StoreCommand, outage: StoreOutage): Promise<Decision> {
    if (outage === 'answer lost') await this.#store.decide(command);
    throw unreachable();
  }
}

function unreachable(): StoreError {
  return new StoreError('unreachable', 'The scenario makes the store unreachable for this message.');
}
