/** S7 and S8 of cards: many spends in a window, and many cards. */
import { CARDS } from './fixtures.ts';
import { namedBy, type Part, pairsOf } from './growth-figures.ts';
import { LoadedServer } from './growth-server.ts';
import { type Figure, figureOf, type NamedFigure } from './measure.ts';

const FEW_SPENDS = 10;
const MANY_SPENDS = 10_000;
/** As many as the many spends together. */
const FEW_CARDS = MANY_SPENDS / FEW_SPENDS;

type Rounds = readonly { readonly ours: Part; readonly ceiling: Part }[];

function figuresOf(named: NamedFigure, rounds: Rounds): readonly Figure[] {
  return (['seconds', 'cpuSeconds'] as const).map((by) => figureOf(namedBy(named, by), pairsOf(rounds, by)));
}

/**
 * Each round has a card of its own with 10,000 spends, and 1,000 cards with 10 spends each: a card with 10 would have
 * thousands before its rate can be measured. Then the same number of purchases on the one and on the others.
 */
export async function benchSpends(rounds: number): Promise<readonly Figure[]> {
  const perRound = FEW_CARDS + 1;
  const server = await LoadedServer.start({ kind: 'memory', cards: rounds * perRound });
  const measured: { ours: Part; ceiling: Part }[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const few = round * perRound;
      const many = few + FEW_CARDS;
      await server.send(MANY_SPENDS, few, FEW_CARDS);
      await server.send(MANY_SPENDS, many, 1);
      measured.push({ ceiling: await server.send(MANY_SPENDS, few, FEW_CARDS), ours: await server.send(MANY_SPENDS, many, 1) });
    }
  } finally {
    await server.stop();
  }
  const what = 'authorizations on one card with 10,000 to 20,000 spends in its window';
  return figuresOf({ id: 'S7', what, unit: '/s', ceilingWhat: 'on 1,000 cards with 10 to 20 spends each' }, measured);
}

export interface ManyCards {
  readonly figures: readonly Figure[];
  readonly cards: number;
  /** Of a card that was never used. */
  readonly residentBytesPerCard: number;
  readonly heldBytesPerCard: number;
}

/** Every card of the many is used once before, and as many messages are sent to the few. */
export async function benchManyCards(rounds: number, cards: number, messages: number): Promise<ManyCards> {
  const few = await LoadedServer.start({ kind: 'memory', cards: CARDS });
  let many: LoadedServer | undefined;
  try {
    many = await LoadedServer.start({ kind: 'memory', cards });
    const [heldFew, heldMany] = [await few.held(), await many.held()];
    const measured: { ours: Part; ceiling: Part }[] = [];
    await few.send(cards);
    await many.send(cards);
    for (let round = 0; round < rounds; round += 1) measured.push({ ceiling: await few.send(messages), ours: await many.send(messages) });
    const number = (value: number): string => value.toLocaleString('en-US');
    const what = `authorizations on ${number(cards)} cards`;
    return {
      figures: figuresOf({ id: 'S7', what, unit: '/s', ceilingWhat: `on ${number(CARDS)} cards` }, measured),
      cards,
      residentBytesPerCard: (heldMany.residentBytes - heldFew.residentBytes) / (cards - CARDS),
      heldBytesPerCard: (heldMany.heldBytes - heldFew.heldBytes) / (cards - CARDS),
    };
  } finally {
    await few.stop();
    await many?.stop();
  }
}
