/**
 * The type of a flow, which is one thing that a person does with a card at a terminal, and the
 * tools that flows are made with.
 */
import type { EntryMode } from '../../protocol/message.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import { Cardholder } from '../cardholder.ts';
import type { Conversation } from '../conversation.ts';
import type { Random } from '../random.ts';
import { drawAmountMinor } from '../workload/amounts.ts';
import type { CardGroup, CardGroups } from '../workload/card-groups.ts';
import type { Mix } from '../workload/mix.ts';
import type { Site, SitesByPlace } from '../workload/sites.ts';
import type { Place } from '../workload/trades.ts';
import type { Zipf } from '../workload/zipf.ts';

export interface Flow {
  readonly name: string;
  /** Share in the usual mix, in thousandths. */
  readonly weight: number;
  /** The cards that the flow draws from. A flow whose group is empty does not run. */
  readonly group: CardGroup;
  /** The outcomes besides `approved` that the flow is meant to cause on a Kronekort host. */
  readonly provokes: readonly Outcome[];
  /**
   * Draws every random number and STAN before its first message, so that one seed gives the same
   * messages whatever the order of the answers.
   */
  readonly run: (tools: FlowTools) => Conversation;
}

export interface FlowToolsOptions {
  readonly random: Random;
  readonly sites: SitesByPlace;
  readonly groups: CardGroups;
  /** Draws the rank of an ordinary card. */
  readonly popularity: Zipf;
  readonly mix: Mix;
}

export class FlowTools {
  readonly random: Random;
  readonly #sites: SitesByPlace;
  readonly #groups: CardGroups;
  readonly #popularity: Zipf;
  readonly #knownPans: ReadonlySet<string>;
  readonly #basketScale: number;
  readonly #chipUpTo: number;
  readonly #contactlessUpTo: number;

  constructor({ random, sites, groups, popularity, mix }: FlowToolsOptions) {
    this.random = random;
    this.#sites = sites;
    this.#groups = groups;
    this.#popularity = popularity;
    this.#basketScale = mix.basketScale;
    const { chip, contactless, magstripe } = mix.entryModes;
    this.#chipUpTo = chip / (chip + contactless + magstripe);
    this.#contactlessUpTo = (chip + contactless) / (chip + contactless + magstripe);
    this.#knownPans = new Set(Object.values(groups).flatMap((group) => group.map((holder) => holder.card.pan)));
  }

  cardholder(group: CardGroup): Cardholder {
    const cards = this.#groups[group];
    const holder = group === 'ordinary' ? cards[this.#popularity.draw(this.random)] : undefined;
    return holder ?? this.random.pick(cards);
  }

  site(place: Place): Site {
    return this.random.pick(this.#sites[place]);
  }

  /** A purchase in øre that is typical of the shop. */
  basketMinor(site: Site): number {
    return drawAmountMinor(site.trade.amount, this.random, this.#basketScale);
  }

  /** A part of the amount, in whole øre: a share from `least` (above 0) to below 1. */
  partMinor(amountMinor: number, least: number): number {
    return Math.max(1, Math.floor(amountMinor * (least + (1 - least) * this.random.next())));
  }

  /** A withdrawal in øre. Whole notes, so `basketScale` does not apply. */
  withdrawalMinor(site: Site): number {
    return drawAmountMinor(site.trade.amount, this.random);
  }

  entryMode(): EntryMode {
    const uniform = this.random.next();
    if (uniform < this.#chipUpTo) return 'chip';
    return uniform < this.#contactlessUpTo ? 'contactless' : 'magstripe';
  }

  /** A card that is not in the file. Its 16 digits begin with `prefix`. */
  unknownCard(prefix: string, checkDigitOf: (digits: string) => number): Cardholder {
    for (;;) {
      const digits = prefix + this.random.digits(15 - prefix.length);
      const pan = digits + checkDigitOf(digits);
      if (this.#knownPans.has(pan)) continue;
      const expiry = this.#groups.ordinary[0]?.card.expiry ?? '9912';
      return new Cardholder({ pan, expiry, pin: '1234', balanceMinor: 0, status: 'active', profile: '' });
    }
  }
}
