/** Draws flows from a seed, cards and a mix: the same ones for the same seed. */

import type { CardEntry } from '../../cards/card-entry.ts';
import type { KeyRing } from '../../pin/keys/key-ring.ts';
import { fittingTerminalKey } from '../../pin/keys/terminal-key.ts';
import { createPinEncrypter } from '../../pin/pin-verifier.ts';
import { TerminalCalendar } from '../calendar.ts';
import type { Cardholder } from '../cardholder.ts';
import type { Clock } from '../clock.ts';
import type { Conversation } from '../conversation.ts';
import { type Findings, noFindings } from '../findings.ts';
import { type Flow, FlowTools } from '../flows/flow.ts';
import { FLOWS } from '../flows/flows.ts';
import { Random } from '../random.ts';
import type { TerminalPinFormat } from '../terminal-identity.ts';
import { allCards, type CardGroups, groupCards } from './card-groups.ts';
import { type Mix, MixError } from './mix.ts';
import { createSites } from './sites.ts';
import { Zipf } from './zipf.ts';

export interface WorkloadOptions {
  readonly seed: string;
  readonly cards: readonly CardEntry[];
  readonly ring: KeyRing;
  readonly mix: Mix;
  readonly clock: Pick<Clock, 'wallMs'>;
  /** The number of terminals of other workloads of the same run, whose numbers are taken. */
  readonly terminalsBefore?: number;
}

export class Workload {
  /** All cards, with what the terminals expect of their accounts. */
  readonly cards: readonly Cardholder[];
  /** Flows of the mix that cannot run because the card file has no card for them. */
  readonly skipped: readonly string[];
  readonly findings: Findings = noFindings();
  readonly #tools: FlowTools;
  readonly #random: Random;
  readonly #rows: readonly Flow[];
  readonly #cumulative: readonly number[];
  #toured: number;

  constructor(options: WorkloadOptions) {
    const { seed, mix, ring, clock } = options;
    const groups = groupCards(options.cards, clock.wallMs());
    this.cards = allCards(groups);
    const wanted = FLOWS.filter((row) => (mix.flows[row.name] ?? 0) > 0);
    this.#rows = wanted.filter((row) => possible(row, groups));
    this.skipped = wanted.filter((row) => !possible(row, groups)).map((row) => row.name);
    if (this.#rows.length === 0) {
      throw new MixError('The card file has no card for any flow of the mix; give active cards that are not expired.');
    }
    let sum = 0;
    this.#cumulative = this.#rows.map((row) => {
      sum += mix.flows[row.name] ?? 0;
      return sum;
    });
    this.#toured = mix.tour ? 0 : this.#rows.length;
    // Separate random streams, so that one more draw in one place does not shift all others.
    this.#random = new Random(`${seed}/errands`);
    const fill = new Random(`${seed}/pin-blocks`);
    const context = {
      clock,
      calendar: new TerminalCalendar(),
      encrypter: createPinEncrypter(ring, (bytes) => fill.bytes(bytes)),
      pinKeyIds: terminalKeyIds(ring),
      findings: this.findings,
    };
    const sites = createSites(mix, new Random(`${seed}/terminals`), context, options.terminalsBefore);
    const popularity = new Zipf(Math.max(1, groups.ordinary.length), mix.popularityExponent);
    this.#tools = new FlowTools({ random: new Random(`${seed}/details`), sites, groups, popularity, mix });
  }

  /** How many cards have, or may have, another PIN than that of the card file. */
  get pinsAstray(): number {
    return this.cards.filter((holder) => holder.pin !== holder.card.pin).length;
  }

  next(): Conversation {
    return this.#nextRow().run(this.#tools);
  }

  #nextRow(): Flow {
    const next = this.#rows[this.#toured];
    if (next !== undefined) {
      this.#toured += 1;
      return next;
    }
    const last = this.#rows.length - 1;
    const point = this.#random.next() * (this.#cumulative[last] ?? 0);
    let index = 0;
    while (index < last && (this.#cumulative[index] ?? 0) <= point) index += 1;
    return this.#rows[index] as Flow;
  }
}

/** True when the card file has a card for the flow. */
function possible(row: Flow, groups: CardGroups): boolean {
  return groups[row.group].length > 0;
}

/** The ids of the terminal PIN keys of the ring. */
export function terminalKeyIds(ring: KeyRing): Readonly<Record<TerminalPinFormat, string>> {
  const iso0 = fittingTerminalKey(ring, 'iso0', '')?.id;
  const iso4 = fittingTerminalKey(ring, 'iso4', '')?.id;
  if (iso0 === undefined || iso4 === undefined) {
    throw new MixError(`Key ring ${ring.id} needs a terminalPin key of TDES and one of AES; add the missing one to its file.`);
  }
  return { iso0, iso4 };
}
