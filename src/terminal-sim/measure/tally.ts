/** Counts and latencies of one interval or of many. Its plain data crosses threads and adds up. */
import type { Int32Histogram } from 'hdr-histogram-js';
import { isApproval, OUTCOMES, type Outcome } from '../../protocol/outcome.ts';
import { NO_ANSWER_REASONS, type NoAnswerReason, UNSENT_REASONS } from '../link/transport.ts';
import { addHistogramData, type HistogramData, histogramDataOf, type Latencies, latenciesOf, newHistogram, recordMs } from './histogram.ts';
import { MESSAGE_KINDS, MESSAGE_NAMES, type MessageKind, type MessageName } from './message-kinds.ts';
import { type CodeCounts, CodeTally, type ResponseCodeCounts, ResponseCodeTally } from './response-codes.ts';

export interface ClassCounts {
  readonly answered: number;
  /** Sent, and not answered. */
  readonly unanswered: number;
  readonly notSent: number;
}

export interface KindCounts {
  readonly answered: number;
  readonly approved: number;
  /** Sent, and not answered. */
  readonly unanswered: number;
  readonly notSent: number;
}

interface KindData extends KindCounts {
  readonly corrected: HistogramData;
}

/** Counts that are 0 are left out. */
export interface TallyData {
  /** Handed to a connection, and intended within the measured time. */
  readonly offered: number;
  readonly outcomes: Partial<Record<Outcome, number>>;
  readonly reasons: Partial<Record<NoAnswerReason, number>>;
  readonly corrected: HistogramData;
  /** Undefined in a closed loop, where it is the same as `corrected`. */
  readonly uncorrected: HistogramData | undefined;
  readonly kinds: Partial<Record<MessageKind, KindData>>;
  readonly classes: Partial<Record<MessageName, ClassCounts>>;
  /** DE39 as received, by outcome. */
  readonly responseCodes: ResponseCodeCounts;
  /** DE39 that the codec has no outcome for, as received. */
  readonly unknownCodes: CodeCounts;
}

interface KindTally {
  answered: number;
  approved: number;
  unanswered: number;
  notSent: number;
  readonly corrected: Int32Histogram;
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

function withoutZeros<Name extends string>(counts: Readonly<Record<Name, number>>): Partial<Record<Name, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)) as Partial<Record<Name, number>>;
}

function addTo<Name extends string>(sum: Record<Name, number>, counts: Partial<Record<Name, number>>): void {
  for (const name of Object.keys(counts) as Name[]) sum[name] += counts[name] ?? 0;
}

/** What became of a message without an answer. */
function fateOf(reason: NoAnswerReason): 'unanswered' | 'notSent' {
  return (UNSENT_REASONS as readonly NoAnswerReason[]).includes(reason) ? 'notSent' : 'unanswered';
}

const OUTCOME_NAMES = OUTCOMES.map((row) => row.name);

export class Tally {
  offered = 0;
  answered = 0;
  approved = 0;
  unanswered = 0;
  notSent = 0;
  readonly outcomes = zeros<Outcome>(OUTCOME_NAMES);
  readonly reasons = zeros<NoAnswerReason>(NO_ANSWER_REASONS);
  readonly corrected = newHistogram();
  readonly #uncorrected: Int32Histogram | undefined;
  readonly #kinds = new Map<MessageKind, KindTally>();
  #classesAnswered = zeros<MessageName>(MESSAGE_NAMES);
  #classesUnanswered = zeros<MessageName>(MESSAGE_NAMES);
  #classesNotSent = zeros<MessageName>(MESSAGE_NAMES);
  readonly #responseCodes = new ResponseCodeTally();
  readonly #unknownCodes = new CodeTally();

  /**
   * In a closed loop a message is sent at its intended instant, so that both latencies are the
   * same.
   */
  constructor(openLoop: boolean) {
    this.#uncorrected = openLoop ? newHistogram() : undefined;
  }

  get uncorrected(): Int32Histogram {
    return this.#uncorrected ?? this.corrected;
  }

  countAnswer(kind: MessageKind, outcome: Outcome, correctedMs: number, uncorrectedMs: number): void {
    const ofKind = this.#kind(kind);
    this.answered += 1;
    ofKind.answered += 1;
    this.outcomes[outcome] += 1;
    if (isApproval(outcome)) {
      this.approved += 1;
      ofKind.approved += 1;
    }
    recordMs(this.corrected, correctedMs);
    recordMs(ofKind.corrected, correctedMs);
    if (this.#uncorrected !== undefined) recordMs(this.#uncorrected, uncorrectedMs);
  }

  countNoAnswer(kind: MessageKind, reason: NoAnswerReason): void {
    const fate = fateOf(reason);
    this[fate] += 1;
    this.#kind(kind)[fate] += 1;
    this.reasons[reason] += 1;
  }

  /** Called beside `countAnswer` or `countNoAnswer`. `reason`: why no answer came, if none came. */
  countMessage(name: MessageName, reason?: NoAnswerReason): void {
    if (reason === undefined) this.#classesAnswered[name] += 1;
    else if (fateOf(reason) === 'notSent') this.#classesNotSent[name] += 1;
    else this.#classesUnanswered[name] += 1;
  }

  /** Called beside `countAnswer` for an answer with a response code. */
  countCode(outcome: Outcome, code: string, isKnown: boolean): void {
    this.#responseCodes.add(outcome, code);
    if (!isKnown) this.#unknownCodes.add(code);
  }

  add(data: TallyData): void {
    this.offered += data.offered;
    addTo(this.outcomes, data.outcomes);
    addTo(this.reasons, data.reasons);
    addHistogramData(this.corrected, data.corrected);
    if (this.#uncorrected !== undefined && data.uncorrected !== undefined) addHistogramData(this.#uncorrected, data.uncorrected);
    for (const [kind, { answered, approved, unanswered, notSent, corrected }] of Object.entries(data.kinds) as [MessageKind, KindData][]) {
      const sum = this.#kind(kind);
      sum.answered += answered;
      sum.approved += approved;
      sum.unanswered += unanswered;
      sum.notSent += notSent;
      this.answered += answered;
      this.approved += approved;
      this.unanswered += unanswered;
      this.notSent += notSent;
      addHistogramData(sum.corrected, corrected);
    }
    for (const [name, { answered, unanswered, notSent }] of Object.entries(data.classes) as [MessageName, ClassCounts][]) {
      this.#classesAnswered[name] += answered;
      this.#classesUnanswered[name] += unanswered;
      this.#classesNotSent[name] += notSent;
    }
    this.#responseCodes.addAll(data.responseCodes);
    this.#unknownCodes.addAll(data.unknownCodes);
  }

  data(): TallyData {
    const kinds = [...this.#kinds].map(([kind, { corrected, ...counts }]) => [kind, { ...counts, corrected: histogramDataOf(corrected) }]);
    return {
      offered: this.offered,
      outcomes: withoutZeros(this.outcomes),
      reasons: withoutZeros(this.reasons),
      corrected: histogramDataOf(this.corrected),
      uncorrected: this.#uncorrected === undefined ? undefined : histogramDataOf(this.#uncorrected),
      kinds: Object.fromEntries(kinds) as TallyData['kinds'],
      classes: this.classes(),
      responseCodes: this.responseCodes(),
      unknownCodes: this.unknownCodes(),
    };
  }

  reset(): void {
    this.offered = 0;
    this.answered = 0;
    this.approved = 0;
    this.unanswered = 0;
    this.notSent = 0;
    for (const name of OUTCOME_NAMES) this.outcomes[name] = 0;
    for (const reason of NO_ANSWER_REASONS) this.reasons[reason] = 0;
    this.corrected.reset();
    this.#uncorrected?.reset();
    for (const kind of this.#kinds.values()) {
      kind.answered = 0;
      kind.approved = 0;
      kind.unanswered = 0;
      kind.notSent = 0;
      kind.corrected.reset();
    }
    this.#classesAnswered = zeros<MessageName>(MESSAGE_NAMES);
    this.#classesUnanswered = zeros<MessageName>(MESSAGE_NAMES);
    this.#classesNotSent = zeros<MessageName>(MESSAGE_NAMES);
    this.#responseCodes.reset();
    this.#unknownCodes.reset();
  }

  /** Leaves out classes without a message. */
  classes(): Partial<Record<MessageName, ClassCounts>> {
    const counts = MESSAGE_NAMES.map((name) => {
      const [answered, unanswered] = [this.#classesAnswered[name], this.#classesUnanswered[name]];
      return [name, { answered, unanswered, notSent: this.#classesNotSent[name] }] as const;
    });
    return Object.fromEntries(counts.filter(([, { answered, unanswered, notSent }]) => answered + unanswered + notSent > 0));
  }

  responseCodes(): ResponseCodeCounts {
    return this.#responseCodes.counts();
  }

  unknownCodes(): CodeCounts {
    return this.#unknownCodes.counts();
  }

  /** In the order of `MESSAGE_KINDS`. Leaves out kinds without a message. */
  kinds(): readonly (KindCounts & { readonly kind: MessageKind; readonly latencyMs: Latencies })[] {
    return MESSAGE_KINDS.flatMap((kind) => {
      const found = this.#kinds.get(kind);
      if (found === undefined || found.answered + found.unanswered + found.notSent === 0) return [];
      const { answered, approved, unanswered, notSent, corrected } = found;
      return [{ kind, answered, approved, unanswered, notSent, latencyMs: latenciesOf(corrected) }];
    });
  }

  #kind(kind: MessageKind): KindTally {
    let found = this.#kinds.get(kind);
    if (found === undefined) {
      found = { answered: 0, approved: 0, unanswered: 0, notSent: 0, corrected: newHistogram() };
      this.#kinds.set(kind, found);
    }
    return found;
  }
}
