/** Commands that the store has decided and the authorizer has not answered yet, oldest first. */
import type { StoreCommand } from '../../limits/rules/command.ts';
import type { Decision } from '../../limits/rules/decision.ts';

/** PIN blocks of a request in hexadecimal; empty: none came, or the key ring is not a test ring. */
export interface PinBlocks {
  pinBlock: string;
  newPinBlock: string;
}

export interface DecidedCommand {
  readonly command: StoreCommand;
  readonly decision: Decision;
  readonly blocks: PinBlocks;
}

export class DecidedCommands {
  #waiting: DecidedCommand[] = [];

  add(decided: DecidedCommand): void {
    this.#waiting.push(decided);
  }

  /**
   * Removes the command with this key and returns it. The commands before it are dropped: answers
   * come in the order of decisions, so those were too late and their requests were answered 91.
   */
  take(key: string): DecidedCommand | undefined {
    const at = this.#waiting.findIndex(({ command }) => command.key === key);
    if (at === -1) return undefined;
    return this.#waiting.splice(0, at + 1).at(-1);
  }
}
