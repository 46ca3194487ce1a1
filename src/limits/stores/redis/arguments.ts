/** Keys and arguments of the decision scripts, in the order that their headers state. */

import type { Attempt, FollowUp, TakeBack } from '../../rules/command.ts';
import { eventRow } from '../../rules/event.ts';
import type { ProfileSet } from '../../rules/profile.ts';
import type { RunningUse } from '../../rules/window.ts';
import type { KeySpace } from './keys.ts';
import { ProfileArgs } from './profile-args.ts';

export interface ScriptSettings {
  readonly keys: KeySpace;
  readonly profiles: ProfileSet;
  readonly retentionMs: number;
  readonly unknownCardRetentionMs: number;
  readonly journalEntriesMax: number;
  readonly instantOf: InstantOf;
}

/** The instant that a script decides at, from that of a command; 0 is the clock of Redis. */
export type InstantOf = (instantMs: number) => number;

export class ScriptArguments {
  readonly #keys: KeySpace;
  readonly #profileArgs: ProfileArgs;
  readonly #retention: string;
  readonly #unknownCardRetention: string;
  readonly #journalMax: string;
  readonly #instantOf: InstantOf;

  constructor({ keys, profiles, retentionMs, unknownCardRetentionMs, journalEntriesMax, instantOf }: ScriptSettings) {
    this.#keys = keys;
    this.#profileArgs = new ProfileArgs(profiles);
    this.#retention = String(retentionMs);
    this.#unknownCardRetention = String(unknownCardRetentionMs);
    this.#journalMax = String(journalEntriesMax);
    this.#instantOf = instantOf;
  }

  /** Running sums of a card, from its `used` field. */
  readonly running = (profile: string, used: string): readonly RunningUse[] => this.#profileArgs.running(profile, used);

  #names(token: string, key: string): (string | number)[] {
    const keys = this.#keys;
    return [keys.card(token), keys.spends(token), keys.holds(token), keys.journal(token), keys.answer(token, key)];
  }

  /** KEYS and ARGV of command.lua. */
  #common(message: Attempt | FollowUp): (string | number)[] {
    const { cardToken: token, original } = message;
    const args = this.#names(token, message.key);
    args.push(
      token,
      message.key,
      message.fingerprint,
      message.attemptId,
      this.#instantOf(message.instantMs),
      message.refusal,
      message.terminalId,
      message.event,
      message.type,
      message.channel,
      message.mcc,
      message.amountMinor,
      message.approvalCode,
      message.rrn,
      message.stanDate,
      original === undefined ? '' : original.key,
      original === undefined ? '' : original.rrn,
      original === undefined ? '' : original.approvalCode,
      original === undefined ? '' : original.stanDate,
      this.#retention,
      this.#journalMax,
      this.#keys.answer(token, ''),
      this.#keys.pointer(token, ''),
      message.repeat ? '1' : '0',
      message.localTime === 0 ? '' : message.localTime,
      message.sentAs.length === 0 ? '' : message.sentAs.join('\n'),
      this.#unknownCardRetention,
    );
    return args;
  }

  decide(attempt: Attempt): readonly (string | number)[] {
    const { pin, usable, takes, effect } = eventRow(attempt.event);
    const args = this.#common(attempt);
    args.push(
      pin,
      usable ? '1' : '0',
      takes ? '1' : '0',
      effect,
      attempt.domestic ? '1' : '0',
      attempt.pin,
      ` ${attempt.pinReferences.join(' ')} `,
      attempt.newPinReference,
      attempt.holdMs,
      attempt.allowPartial ? '1' : '0',
      attempt.wantsSnapshot ? '1' : '0',
    );
    for (const arg of this.#profileArgs.forUse(attempt)) args.push(arg);
    return args;
  }

  follow(followUp: FollowUp): readonly (string | number)[] {
    const { replacementMinor, toleranceMinor, unknownOriginal, type, channel, mcc } = followUp;
    // Follow-ups are not held to what the profile permits: terminal and entry mode do not matter.
    const use = { type, channel, mcc, terminalType: '', entryMode: '' } as const;
    const { effect } = eventRow(followUp.event);
    return [...this.#common(followUp), effect, replacementMinor, toleranceMinor, unknownOriginal, ...this.#profileArgs.forUse(use)];
  }

  takeBack(attempt: TakeBack): readonly (string | number)[] {
    const { cardToken: token, key, fingerprint, attemptId, instantMs, repeat, localTime, sentAs } = attempt;
    const args = [token, key, fingerprint, attemptId, this.#instantOf(instantMs), this.#retention, this.#journalMax];
    args.push(this.#keys.answer(token, ''), this.#keys.pointer(token, ''));
    args.push(repeat ? '1' : '0', localTime === 0 ? '' : localTime, sentAs.join('\n'));
    return [...this.#names(token, key), ...args, ...this.#profileArgs.plain];
  }

  endHolds(token: string): readonly (string | number)[] {
    const args = [
      token,
      this.#instantOf(0),
      this.#retention,
      this.#journalMax,
      this.#keys.answer(token, ''),
      this.#keys.pointer(token, ''),
    ];
    return [...this.#names(token, ''), ...args, ...this.#profileArgs.plain];
  }
}
