import type { StoreCommand, TakeBack } from '../../src/limits/rules/command.ts';
import type { Decision } from '../../src/limits/rules/decision.ts';
import type { DecisionStore } from '../../src/limits/store.ts';

export interface Asked {
  readonly message: StoreCommand;
  answer(outcome: Decision['outcome'], changes?: Partial<Decision>): void;
  fail(error: Error): void;
}

/** A store that answers when the test says so. Not a stand-in for Redis: it holds no card and knows no rule. */
export class SlowStore implements DecisionStore {
  readonly asked: Asked[] = [];
  readonly takeBacks: TakeBack[] = [];
  /** What `takeBack` throws, first one first; after them it answers true. */
  readonly takeBackErrors: Error[] = [];

  decide(command: StoreCommand): Promise<Decision> {
    return this.#ask(command);
  }

  async takeBack(attempt: TakeBack): Promise<boolean> {
    this.takeBacks.push(attempt);
    const error = this.takeBackErrors.shift();
    if (error !== undefined) throw error;
    return true;
  }

  /** The newest question. */
  last(): Asked {
    const asked = this.asked.at(-1);
    if (asked === undefined) throw new Error('The store was not asked.');
    return asked;
  }

  #ask(message: StoreCommand): Promise<Decision> {
    return new Promise((resolve, reject) => {
      const answer: Asked['answer'] = (outcome, changes = {}) => {
        const approvalCode = outcome.startsWith('approved') ? message.approvalCode : '';
        const money = { approvedAmountMinor: 0, ledgerMinor: 0, availableMinor: 0 };
        resolve({ outcome, approvalCode, ...money, decidedAtMs: 1, repeated: false, flag: '', snapshot: undefined, ...changes });
      };
      this.asked.push({ message, answer, fail: reject });
    });
  }
}

/** Lets promise reactions run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
