/**
 * What other limits would have changed, worked out beside the replay: the plain model of one card,
 * decision by decision.
 */

import type { Attempt, FollowUp } from '../../../src/limits/rules/command.ts';
import type { Decision } from '../../../src/limits/rules/decision.ts';
import type { ProfileSet } from '../../../src/limits/rules/profile.ts';
import { retentionMs } from '../../../src/limits/rules/retention.ts';
import type { CardRecord } from '../../../src/limits/state/card.ts';
import { RETENTION_MS_MIN } from '../../../src/limits/state/stored-answer.ts';
import type { Store } from '../../../src/limits/store.ts';
import { ModelCard } from '../../limits/stores/conformance/model-card.ts';

export interface Asked {
  readonly message: Attempt | FollowUp;
  readonly decision: Decision;
}

/** A store that keeps what it was asked. The embedded one: its answers are there at once. */
export class Listener {
  readonly asked: Asked[] = [];
  readonly cards = new Map<string, CardRecord | undefined>();

  watch(store: Store): Store {
    const decide: Store['decide'] = (message) => {
      const { cardToken } = message;
      if (!this.cards.has(cardToken)) {
        this.cards.set(cardToken, undefined);
        void store.cards.get(cardToken).then((card) => this.cards.set(cardToken, card));
      }
      const decision = store.decide(message);
      if (decision instanceof Promise) throw new Error('The embedded store answers at once.');
      this.asked.push({ message, decision });
      return decision;
    };
    return { ...store, decide };
  }
}

/** The model knows originals by their key only: RRN, or STAN and date, are looked up here. */
class Names {
  readonly #keys = new Map<string, string>();

  withKey<M extends Attempt | FollowUp>(message: M): M {
    const { original, rrn, stanDate, key } = message;
    const named = original === undefined ? '' : (this.#keys.get(`s${original.stanDate}`) ?? this.#keys.get(`r${original.rrn}`) ?? '');
    const known = original !== undefined && this.#keys.has(`k${original.key}`);
    if (rrn !== '' && !this.#keys.has(`r${rrn}`)) this.#keys.set(`r${rrn}`, key);
    if (stanDate !== '' && !this.#keys.has(`s${stanDate}`)) this.#keys.set(`s${stanDate}`, key);
    this.#keys.set(`k${key}`, key);
    return original === undefined || known || named === '' ? message : { ...message, original: { ...original, key: named } };
  }
}

/** Of each card, by token: what each of its messages was answered by these profiles. */
function modelled({ asked, cards }: Listener, profiles: ProfileSet): ReadonlyMap<string, readonly string[]> {
  const lives = new Map<string, { readonly model: ModelCard; readonly names: Names; readonly answers: string[] }>();
  let lastMs = 0;
  for (const { message, decision } of asked) {
    const { cardToken } = message;
    if (!decision.repeated) lastMs = Math.max(lastMs, decision.decidedAtMs);
    const card = cards.get(cardToken);
    const profile = card === undefined ? undefined : profiles.get(card.profile);
    if (card === undefined || profile === undefined) continue;
    let life = lives.get(cardToken);
    if (life === undefined) {
      const model = new ModelCard(card, profile, retentionMs(profiles, RETENTION_MS_MIN));
      life = { model, names: new Names(), answers: [] };
      lives.set(cardToken, life);
    }
    const at = life.names.withKey({ ...message, instantMs: lastMs });
    const { outcome, approvedAmountMinor } = 'pin' in at ? life.model.decide(at) : life.model.follow(at);
    life.answers.push(`${outcome} ${approvedAmountMinor}`);
  }
  return new Map([...lives].map(([token, { answers }]) => [token, answers]));
}

export interface Expected {
  /**
   * Tokens of cards that lived as the model knows life: not funded, no PIN changed, nothing
   * reversed by name before it came.
   */
  readonly tokens: ReadonlySet<string>;
  /**
   * `<token> <n>: <recorded> → <now>` of each n-th message of such a card whose decision the other
   * profiles change.
   */
  readonly changes: readonly string[];
}

export function expectedChanges(listener: Listener, recorded: ProfileSet, changed: ProfileSet): Expected {
  const was = modelled(listener, recorded);
  const is = modelled(listener, changed);
  const told = new Map<string, string[]>();
  for (const { message, decision } of listener.asked) {
    const answers = told.get(message.cardToken) ?? [];
    answers.push(`${decision.outcome} ${decision.approvedAmountMinor}`);
    told.set(message.cardToken, answers);
  }
  const tokens = new Set([...was].filter(([token, answers]) => answers.join() === told.get(token)?.join()).map(([token]) => token));
  const changes = [...tokens].flatMap((token) => {
    const now = is.get(token) ?? [];
    return (was.get(token) ?? []).flatMap((answer, at) => (answer === now[at] ? [] : [`${token} ${at + 1}: ${answer} → ${now[at]}`]));
  });
  return { tokens, changes };
}
