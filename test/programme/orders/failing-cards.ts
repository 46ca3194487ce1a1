/** A card service that fails, as when the process ends or the store cannot be reached. */
import type { CardService } from '../../../src/issuing/card-service.ts';

export class StoreGone extends Error {}

/** Where the calls of one run end: before or after the store has carried one out. */
export interface Failure {
  /** Counts calls that reach the store, from 1. */
  readonly call: number;
  readonly isCarriedOut: boolean;
}

const STORE_CALLS: ReadonlySet<string | symbol> = new Set(['newPans', 'file', 'producePin', 'change', 'show', 'query', 'holds', 'fund']);

export function failingCards(cards: CardService, { call, isCarriedOut }: Failure): CardService {
  let calls = 0;
  return new Proxy(cards, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (!STORE_CALLS.has(name)) return member.bind(target);
      return async (...args: readonly unknown[]) => {
        calls += 1;
        if (calls < call) return await member.apply(target, args);
        if (calls === call && isCarriedOut) await member.apply(target, args);
        throw new StoreGone('The store is gone.');
      };
    },
  });
}
