/**
 * Cuts a trace that differs to the shortest that still differs. Cards do not touch each other, so one card's happenings up
 * to the first that differs are enough; of these, delta debugging (Zeller and Hildebrandt 2002, ddmin) leaves out what can
 * be left out. Then the largest amounts are tried, on more cards, and where few are left all shorter choices. A choice counts when the last exchange still differs
 * as it did and all before it come out as recorded: so what an exchange depends on, it keeps.
 */
import type { Exchange, Happening, Trace, TracedCard } from '../format/format.ts';
import type { Replayed } from '../replay/differences.ts';
import { isReplayed, type Stage } from '../replay/replay.ts';
import { moversOf } from './relevant-events.ts';

export interface ClosableStage extends Stage {
  close(): Promise<void>;
}

export interface ShrinkOptions {
  /** A fresh stage as the trace is replayed on. */
  readonly subject: () => Promise<ClosableStage>;
  /** A fresh stage with the rules of the recording. */
  readonly baseline: () => Promise<ClosableStage>;
  /** Replays at most; the shortest so far is taken then. */
  readonly triesMax?: number;
  /** Tells how many tries were made and how short it is. */
  readonly progress?: (tries: number, length: number) => void;
}

export interface Shrunk {
  readonly trace: Trace;
  readonly before: number;
  readonly after: number;
  readonly tries: number;
  /** All shorter choices on this card were tried. */
  readonly isShortest: boolean;
}

/** In process; and on a store that each try goes to over a connection. */
export const SHRINK_TRIES_MAX = 100_000;
export const SHRINK_TRIES_REMOTE_MAX = 20_000;
/** Of the likeliest choices of a card, for each length. */
const LIKELIEST_TRIED_MAX = 50;
/** Cards on which something differs, those with the least before it first: that are looked at, and that are minimized. */
const CARDS_TRIED_MAX = 200;
const CARDS_MINIMIZED_MAX = 5;

interface Target {
  readonly exchange: Exchange;
  /** What happened on its card before it. */
  readonly before: readonly Happening[];
  /** Of these, what a shortest choice can hold. */
  readonly movers: readonly Happening[];
  readonly outcome: string;
  readonly approvedAmountMinor: number;
}

/** What is compared while shrinking: balances shift when something before is left out, decisions must not. */
function sameDecision(exchange: Exchange, replayed: Replayed | undefined): boolean {
  if (replayed === undefined) return false;
  const { response } = exchange;
  return (
    replayed.outcome === exchange.outcome &&
    replayed.approvedAmountMinor === (response.approvedAmountMinor ?? 0) &&
    replayed.repeated === (response.repeated ?? false) &&
    replayed.flag === (response.flag ?? '')
  );
}

class Shrinker {
  readonly #trace: Trace;
  readonly #options: ShrinkOptions;
  readonly #triesMax: number;
  readonly #known = new Map<string, boolean>();
  readonly #baselineHolds: boolean;
  tries = 0;

  constructor(trace: Trace, options: ShrinkOptions, baselineHolds: boolean) {
    this.#trace = trace;
    this.#options = options;
    this.#triesMax = options.triesMax ?? SHRINK_TRIES_MAX;
    this.#baselineHolds = baselineHolds;
  }

  get spent(): boolean {
    return this.tries >= this.#triesMax;
  }

  /** Everything kept comes out as recorded but the target, which differs as it did. */
  async differs(target: Target, kept: readonly Happening[]): Promise<boolean> {
    const id = `${target.exchange.sequence}:${kept.map(({ sequence }) => sequence).join(',')}`;
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (this.spent) return false;
    this.tries += 1;
    const differs = await this.#tryOut(target, kept);
    this.#known.set(id, differs);
    this.#options.progress?.(this.tries, kept.length + 1);
    return differs;
  }

  async #tryOut(target: Target, kept: readonly Happening[]): Promise<boolean> {
    const now = await run(this.#trace, await this.#options.subject(), target.exchange, kept);
    const isSame = now !== undefined && now.outcome === target.outcome && now.approvedAmountMinor === target.approvedAmountMinor;
    if (!isSame || !this.#baselineHolds) return isSame;
    const recorded = await run(this.#trace, await this.#options.baseline(), target.exchange, kept);
    return sameDecision(target.exchange, recorded);
  }
}

/** What the last exchange comes to; undefined when one before it comes out otherwise than recorded. */
async function run(trace: Trace, stage: ClosableStage, last: Exchange, kept: readonly Happening[]): Promise<Replayed | undefined> {
  try {
    const card = trace.cards.get(last.token);
    if (card !== undefined) await stage.open(card);
    for (const happening of kept) {
      if (happening.kind === 'office') await stage.office(happening);
      else if (!sameDecision(happening, await stage.say(happening))) return undefined;
    }
    return await stage.say(last);
  } finally {
    await stage.close();
  }
}

/** The first differing decision of each card, those with the least before it first. */
async function targetsOf(trace: Trace, subject: () => Promise<ClosableStage>): Promise<readonly Target[]> {
  const byCard = new Map<string, Happening[]>();
  for (const happening of trace.happenings) {
    if (!isReplayed(happening)) continue;
    const list = byCard.get(happening.token) ?? [];
    list.push(happening);
    byCard.set(happening.token, list);
  }
  const stage = await subject();
  const targets: Target[] = [];
  try {
    for (const [token, happenings] of byCard) {
      const card = trace.cards.get(token);
      if (card !== undefined) await stage.open(card);
      const target = await firstDiffering(card, happenings, stage);
      if (target !== undefined) targets.push(target);
    }
  } finally {
    await stage.close();
  }
  return targets.sort((a, b) => a.before.length - b.before.length || a.exchange.sequence - b.exchange.sequence).slice(0, CARDS_TRIED_MAX);
}

async function firstDiffering(
  card: TracedCard | undefined,
  happenings: readonly Happening[],
  stage: ClosableStage,
): Promise<Target | undefined> {
  for (const [index, happening] of happenings.entries()) {
    if (happening.kind === 'office') {
      await stage.office(happening);
      continue;
    }
    const replayed = await stage.say(happening);
    if (replayed === undefined || sameDecision(happening, replayed)) continue;
    const { outcome, approvedAmountMinor } = replayed;
    const before = happenings.slice(0, index);
    return { exchange: happening, before, movers: moversOf(card, before, happening), outcome, approvedAmountMinor };
  }
  return undefined;
}

/** ddmin over what stands before the target. */
async function ddmin(shrinker: Shrinker, target: Target): Promise<readonly Happening[]> {
  let kept = target.before;
  if (await shrinker.differs(target, [])) return [];
  let parts = 2;
  while (kept.length >= 2 && !shrinker.spent) {
    const size = Math.ceil(kept.length / parts);
    let smaller: readonly Happening[] | undefined;
    for (let from = 0; from < kept.length && smaller === undefined; from += size) {
      const without = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (await shrinker.differs(target, without)) smaller = without;
    }
    if (smaller !== undefined) {
      kept = smaller;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) break;
    else parts = Math.min(kept.length, parts * 2);
  }
  return kept;
}

/** Each choice of `size` of the list, in the list's order. */
function* choices<T>(list: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= list.length - size; at += 1) {
    for (const rest of choices(list, size - 1, at + 1)) yield [list[at] as T, ...rest];
  }
}

/** Those of the target's kind first, the largest amounts first: a limit is used up by the fewest of these. */
function likeliest({ exchange, movers }: Target): readonly Happening[] {
  const amount = (each: Happening): number => (each.kind === 'exchange' ? (each.response.approvedAmountMinor ?? 0) : 0);
  const isOfKind = (each: Happening): number => Number(each.kind === 'exchange' && each.request.type === exchange.request.type);
  return [...movers].sort((a, b) => isOfKind(b) - isOfKind(a) || amount(b) - amount(a));
}

/** The shortest choice below `below` among the likeliest; undefined when there is none. */
async function shortOne(shrinker: Shrinker, target: Target, below: number): Promise<readonly Happening[] | undefined> {
  const candidates = likeliest(target);
  for (let size = 0; size < below; size += 1) {
    let tried = 0;
    for (const choice of choices(candidates, size)) {
      if (tried >= LIKELIEST_TRIED_MAX || shrinker.spent) break;
      tried += 1;
      const inOrder = [...choice].sort((a, b) => a.sequence - b.sequence);
      if (await shrinker.differs(target, inOrder)) return inOrder;
    }
  }
  return undefined;
}

interface Best {
  readonly target: Target;
  readonly kept: readonly Happening[];
}

/** Delta debugging on the first cards; on the others a look for something shorter still. */
async function bestOf(shrinker: Shrinker, targets: readonly Target[]): Promise<Best | undefined> {
  let best: Best | undefined;
  for (const target of targets.slice(0, CARDS_MINIMIZED_MAX)) {
    const kept = await ddmin(shrinker, target);
    if (best === undefined || kept.length < best.kept.length) best = { target, kept };
  }
  for (const target of targets) {
    const kept = await shortOne(shrinker, target, best?.kept.length ?? 0);
    if (kept !== undefined) best = { target, kept };
  }
  return best;
}

/** Tries all that is shorter, shortest first, while tries are left. */
async function shortest(
  shrinker: Shrinker,
  target: Target,
  found: readonly Happening[],
): Promise<{ readonly kept: readonly Happening[]; readonly isShortest: boolean }> {
  for (let size = 0; size < found.length; size += 1) {
    for (const choice of choices(target.movers, size)) {
      if (await shrinker.differs(target, choice)) return { kept: choice, isShortest: true };
      if (shrinker.spent) return { kept: found, isShortest: false };
    }
  }
  return { kept: found, isShortest: !shrinker.spent };
}

/** The kept happenings with the answers that the recording's rules give them alone, so that balances are right again. */
async function recordedAgain(trace: Trace, happenings: readonly Happening[], baseline: () => Promise<ClosableStage>): Promise<Happening[]> {
  const stage = await baseline();
  const again: Happening[] = [];
  try {
    const card = trace.cards.get(happenings.at(-1)?.token ?? '');
    if (card !== undefined) await stage.open(card);
    for (const happening of happenings) {
      if (happening.kind === 'office') {
        await stage.office(happening);
        again.push(happening);
        continue;
      }
      const replayed = await stage.say(happening);
      again.push(replayed === undefined ? happening : withMoney(happening, replayed));
    }
  } finally {
    await stage.close();
  }
  return again;
}

function withMoney(exchange: Exchange, replayed: Replayed): Exchange {
  const { ledgerMinor, availableMinor, headroom } = replayed;
  if (ledgerMinor === undefined || availableMinor === undefined || exchange.decision === undefined) return exchange;
  const response = { ...exchange.response };
  if (response.balances !== undefined) response.balances = { ledgerMinor, availableMinor };
  if (response.headroom !== undefined) response.headroom = [...headroom];
  return { ...exchange, response, decision: { ...exchange.decision, ledgerMinor, availableMinor } };
}

/** True when the recording's rules give every decision of the trace as recorded. */
async function holds(trace: Trace, baseline: () => Promise<ClosableStage>): Promise<boolean> {
  return (await targetsOf(trace, baseline)).length === 0;
}

/** Undefined when no decision differs. Deterministic for a deterministic stage. */
export async function shrink(trace: Trace, options: ShrinkOptions): Promise<Shrunk | undefined> {
  const targets = await targetsOf(trace, options.subject);
  if (targets.length === 0) return undefined;
  const baselineHolds = await holds(trace, options.baseline);
  const shrinker = new Shrinker(trace, options, baselineHolds);
  const best = await bestOf(shrinker, targets);
  if (best === undefined) return undefined;
  const { kept, isShortest } = await shortest(shrinker, best.target, best.kept);
  const happenings = [...kept, best.target.exchange];
  const card = trace.cards.get(best.target.exchange.token);
  return {
    trace: {
      header: { ...trace.header, source: 'shrink' },
      cards: new Map(card === undefined ? [] : [[card.token, card]]),
      happenings: baselineHolds ? await recordedAgain(trace, happenings, options.baseline) : happenings,
    },
    before: trace.happenings.length,
    after: happenings.length,
    tries: shrinker.tries,
    isShortest,
  };
}
