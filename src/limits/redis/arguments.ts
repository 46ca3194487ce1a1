/** Keys and arguments of the decision scripts, in the order that their headers state. */
import type { ProfileSet } from '../profile.ts';
import type { Attempt, Reversal, Void } from '../store.ts';
import type { KeySpace } from './keys.ts';
import { ProfileArgs } from './profile-args.ts';

export interface ScriptSettings {
  readonly keys: KeySpace;
  readonly profiles: ProfileSet;
  readonly retentionMs: number;
  readonly journalEntriesMax: number;
}

export class ScriptArguments {
  readonly #keys: KeySpace;
  readonly #profileArgs: ProfileArgs;
  readonly #retention: string;
  readonly #journalMax: string;

  constructor({ keys, profiles, retentionMs, journalEntriesMax }: ScriptSettings) {
    this.#keys = keys;
    this.#profileArgs = new ProfileArgs(profiles);
    this.#retention = String(retentionMs);
    this.#journalMax = String(journalEntriesMax);
  }

  #cardKeys(token: string, key: string): (string | number)[] {
    const keys = this.#keys;
    return [keys.card(token), keys.spends(token), keys.answer(token, key), keys.journal(token)];
  }

  decide(attempt: Attempt): readonly (string | number)[] {
    const args = this.#cardKeys(attempt.cardToken, attempt.key);
    args.push(
      attempt.cardToken,
      attempt.key,
      attempt.content,
      attempt.nonce,
      attempt.instantMs,
      attempt.refusal,
      attempt.terminalId,
      attempt.event,
      attempt.type,
      attempt.channel,
      attempt.mcc,
      attempt.amountMinor,
      attempt.domestic ? '1' : '0',
      attempt.pin,
      ` ${attempt.pinReferences.join(' ')} `,
      attempt.approvalCode,
      attempt.wantsHeadroom ? '1' : '0',
      this.#retention,
      this.#journalMax,
    );
    for (const arg of this.#profileArgs.forUse(attempt)) args.push(arg);
    return args;
  }

  reverse(reversal: Reversal): readonly (string | number)[] {
    const { cardToken: token, key, content, nonce, instantMs, refusal, terminalId, approvalCode } = reversal;
    const keys = [...this.#cardKeys(token, key), this.#keys.answer(token, reversal.originalKey)];
    const args = [token, key, content, nonce, instantMs, refusal, terminalId, approvalCode, this.#retention, this.#journalMax];
    return [...keys, ...args, ...this.#profileArgs.plain];
  }

  void({ cardToken: token, key, nonce, instantMs }: Void): readonly (string | number)[] {
    const args = [token, key, nonce, instantMs, this.#retention, this.#journalMax];
    return [...this.#cardKeys(token, key), ...args, ...this.#profileArgs.plain];
  }
}
