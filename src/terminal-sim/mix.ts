/** What people do how often. A mix file is JSON of the same shape; what it does not give is as in the usual mix. */
import { ERRANDS } from './errands.ts';
import { NO_TERMINAL_FAULTS, type TerminalFaults, terminalFaultsProblem } from './terminal-faults.ts';
import { TERMINALS_DEFAULT, TRADES, type Trade } from './terminal-park.ts';

export interface Mix {
  /** Errand name → weight, any unit. An errand that is not named does not happen. */
  readonly errands: Readonly<Record<string, number>>;
  /** How uneven the use of the ordinary cards is; 0: all alike. */
  readonly popularityExponent: number;
  readonly terminals: number;
  /** Factor on all purchases: 0.01 keeps cards going a hundred times longer. */
  readonly basketScale: number;
  /** First do every errand of the mix once, in the order of the table, so that a short run shows them all. */
  readonly tour: boolean;
  /** Kinds of shops and machines, and what people spend there. */
  readonly trades: readonly Trade[];
  /** Weight of each hour of the day, from midnight. */
  readonly hours: readonly number[];
  /** Of the terminals and their side of the line. */
  readonly faults: TerminalFaults;
}

/** Card payments of a Norwegian day: shops open at seven, most is bought between three and six. */
export const USUAL_HOURS: readonly number[] = [6, 3, 2, 1, 1, 3, 10, 25, 40, 48, 56, 66, 74, 72, 76, 90, 100, 92, 74, 58, 42, 30, 20, 11];

export const USUAL_MIX: Mix = {
  errands: Object.fromEntries(ERRANDS.map((row) => [row.name, row.weight])),
  popularityExponent: 0.7,
  terminals: TERMINALS_DEFAULT,
  basketScale: 1,
  tour: true,
  trades: TRADES,
  hours: USUAL_HOURS,
  faults: NO_TERMINAL_FAULTS,
};

/** One sentence. */
export class MixError extends Error {
  override readonly name = 'MixError';
}

const TERMINALS_MAX = 100_000;

interface NumberRule {
  readonly name: 'popularityExponent' | 'terminals' | 'basketScale';
  readonly min: number;
  readonly max: number;
}

const NUMBER_RULES: readonly NumberRule[] = [
  { name: 'popularityExponent', min: 0, max: 5 },
  { name: 'terminals', min: 1, max: TERMINALS_MAX },
  { name: 'basketScale', min: 0.000_1, max: 1000 },
];
const FIELDS: ReadonlySet<string> = new Set(['errands', 'tour', 'faults', ...NUMBER_RULES.map((rule) => rule.name)]);

function readErrands(value: unknown, sourceName: string): Record<string, number> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MixError(`${sourceName}: "errands" must be an object of weights, such as {"purchase": 90, "cash": 10}.`);
  }
  const weights: Record<string, number> = {};
  for (const [name, weight] of Object.entries(value)) {
    if (!ERRANDS.some((row) => row.name === name)) {
      throw new MixError(`${sourceName} has an errand "${name}", which is none of ${ERRANDS.map((row) => row.name).join(', ')}.`);
    }
    if (typeof weight !== 'number' || !Number.isFinite(weight) || weight < 0) {
      throw new MixError(`${sourceName}: the weight of "${name}" must be a number, 0 or more.`);
    }
    weights[name] = weight;
  }
  if (!Object.values(weights).some((weight) => weight > 0))
    throw new MixError(`${sourceName}: at least one errand needs a weight above 0.`);
  return weights;
}

/** Reads a mix file's text. Throws MixError with one sentence. */
export function readMix(text: string, sourceName: string): Mix {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new MixError(`${sourceName} is no JSON: ${(error as Error).message}.`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new MixError(`${sourceName} must hold one JSON object.`);
  const fields = new Map<string, unknown>(Object.entries(parsed));
  for (const name of fields.keys()) {
    if (!FIELDS.has(name)) throw new MixError(`${sourceName} has a field "${name}", which is none of ${[...FIELDS].join(', ')}.`);
  }
  const numbers: Partial<Record<NumberRule['name'], number>> = {};
  for (const { name, min, max } of NUMBER_RULES) {
    const value = fields.get(name) ?? USUAL_MIX[name];
    if (typeof value !== 'number' || !(value >= min && value <= max)) {
      throw new MixError(`${sourceName}: "${name}" must be a number from ${min} to ${max}.`);
    }
    numbers[name] = value;
  }
  const tour = fields.get('tour') ?? USUAL_MIX.tour;
  if (typeof tour !== 'boolean') throw new MixError(`${sourceName}: "tour" must be true or false.`);
  const errands = fields.has('errands') ? readErrands(fields.get('errands'), sourceName) : USUAL_MIX.errands;
  const given: unknown = fields.get('faults') ?? {};
  const problem = terminalFaultsProblem(given);
  if (problem !== '') throw new MixError(`${sourceName}: ${problem}.`);
  const faults: TerminalFaults = { ...NO_TERMINAL_FAULTS, ...Object(given) };
  return { ...USUAL_MIX, ...numbers, errands, tour, faults };
}
