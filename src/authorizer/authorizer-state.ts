/**
 * The state of one authorizer in memory, beside its store: recent keys, attempts in doubt, fault
 * rules and listeners. None of it is shared, so several authorizers can run in one process.
 */
import type { DecisionStore } from '../limits/store.ts';
import { Faults } from './faults/faults.ts';
import { IN_DOUBT_LIMITS, InDoubt, type InDoubtLimits } from './in-doubt.ts';
import type { Observer } from './observer.ts';
import { RecentKeys } from './recent-keys.ts';

export interface AuthorizerStateParts {
  /** The store of the authorizer, where attempts in doubt are taken back. */
  readonly store: DecisionStore;
  readonly observer: Observer;
  /** No rules when not given. */
  readonly faults?: Faults;
  readonly inDoubtLimits?: InDoubtLimits;
}

/** A listener, as the gauges count it. */
interface Listener {
  readonly connections: number;
  readonly inFlight: number;
}

export class AuthorizerState {
  readonly recentKeys = new RecentKeys();
  readonly inDoubt: InDoubt;
  readonly faults: Faults;
  readonly listeners: Listener[] = [];

  constructor({ store, observer, faults = new Faults(), inDoubtLimits = IN_DOUBT_LIMITS }: AuthorizerStateParts) {
    this.inDoubt = new InDoubt(store, observer, inDoubtLimits);
    this.faults = faults;
  }

  /** Open connections of all listeners. */
  get connections(): number {
    return this.listeners.reduce((sum, { connections }) => sum + connections, 0);
  }

  /** Requests of all listeners that wait for their answer. */
  get inFlight(): number {
    return this.listeners.reduce((sum, { inFlight }) => sum + inFlight, 0);
  }
}
