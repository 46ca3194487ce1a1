/** What a run of the growth benchmark comes to: rows, ratios and bytes, from what was measured of each part of the run. */
import type { NamedFigure, Pair } from './measure.ts';

/** Below it the run says nothing about authorizations that are kept. */
export const APPROVED_SHARE_MIN = 0.95;
const ROWS = 10;
/** The first part is a fiftieth: 100,000 of 5 million. */
const FIRST_PARTS = 50;
/** The last part is a fifth: the fifth million of 5 million. */
const LAST_ROWS = 2;

/** One part of a run. */
export interface Part {
  readonly messages: number;
  readonly approved: number;
  readonly seconds: number;
  /** Of the server's process. */
  readonly cpuSeconds: number;
  /** Of the server's process, at the end of the part. */
  readonly residentBytes: number;
}

/** What the server's process holds after collecting garbage. */
export interface Held {
  readonly heldBytes: number;
  readonly residentBytes: number;
}

export interface GrowthRow {
  /** So far. */
  readonly messages: number;
  /** In this row. */
  readonly perSecond: number;
  readonly perCpuSecond: number;
  readonly approvedShare: number;
  readonly residentBytes: number;
  /** Growth of resident memory since before the first message, for each authorization kept so far. */
  readonly bytesPerAuthorization: number;
}

/** The last fifth ÷ what came first. */
export interface GrowthRatios {
  readonly byTime: number;
  readonly byCpu: number;
}

/** Messages and rates of some parts together. */
export interface Rates {
  readonly messages: number;
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

export interface Growth {
  readonly store: string;
  readonly messages: number;
  readonly approvedShare: number;
  readonly rows: readonly GrowthRow[];
  readonly first: Rates;
  readonly last: Rates;
  readonly toFirst: GrowthRatios;
  readonly toFirstRow: GrowthRatios;
  /** Held after collecting garbage, for each authorization kept. */
  readonly heldBytesPerAuthorization: number;
}

/** Messages of each part: a fiftieth, what is missing to a tenth, then tenths. */
export function partsOf(messages: number): readonly number[] {
  const row = messages / ROWS;
  const first = messages / FIRST_PARTS;
  if (!Number.isInteger(first) || first < 1) throw new RangeError(`The number of messages must be a multiple of ${FIRST_PARTS}.`);
  return [first, row - first, ...Array.from({ length: ROWS - 1 }, () => row)];
}

function rates(parts: readonly Part[]): Rates {
  const sum = (name: 'messages' | 'seconds' | 'cpuSeconds'): number => parts.reduce((total, part) => total + part[name], 0);
  const messages = sum('messages');
  return { messages, perSecond: messages / sum('seconds'), perCpuSecond: messages / sum('cpuSeconds') };
}

function ratiosOf(last: Rates, first: Rates): GrowthRatios {
  return { byTime: last.perSecond / first.perSecond, byCpu: last.perCpuSecond / first.perCpuSecond };
}

/** What was measured of one store. */
export interface MeasuredGrowth {
  readonly store: string;
  /** Sent before the parts; kept like them. */
  readonly warmUp: Part;
  readonly parts: readonly Part[];
  /** Before the first message, and after the last one. */
  readonly before: Held;
  readonly after: Held;
}

/** Throws when too few were approved: then the run measured something else. */
export function growthOf({ store, warmUp, parts, before, after }: MeasuredGrowth): Growth {
  const [firstPart, secondPart, ...others] = parts;
  if (firstPart === undefined || secondPart === undefined) throw new RangeError('A run has at least two parts.');
  let messages = 0;
  let approved = 0;
  let kept = warmUp.approved;
  const rows = [[firstPart, secondPart], ...others.map((part) => [part])].map((ofRow) => {
    const { perSecond, perCpuSecond, messages: rowMessages } = rates(ofRow);
    const rowApproved = ofRow.reduce((total, part) => total + part.approved, 0);
    const residentBytes = ofRow.at(-1)?.residentBytes ?? 0;
    messages += rowMessages;
    approved += rowApproved;
    kept += rowApproved;
    const approvedShare = rowApproved / rowMessages;
    if (approvedShare < APPROVED_SHARE_MIN)
      throw new Error(
        `Only ${(100 * approvedShare).toFixed(1)} % of the ${rowMessages} messages up to ${messages} were approved on ${store}; ` +
          `at least ${100 * APPROVED_SHARE_MIN} % must be, so look up in the server's answers why it declines.`,
      );
    return {
      messages,
      perSecond,
      perCpuSecond,
      approvedShare,
      residentBytes,
      bytesPerAuthorization: (residentBytes - before.residentBytes) / kept,
    };
  });
  const first = rates([firstPart]);
  const last = rates(others.slice(-LAST_ROWS));
  return {
    store,
    messages,
    approvedShare: approved / messages,
    rows,
    first,
    last,
    toFirst: ratiosOf(last, first),
    toFirstRow: ratiosOf(last, rates([firstPart, secondPart])),
    heldBytesPerAuthorization: (after.heldBytes - before.heldBytes) / kept,
  };
}

/** By time and by CPU of the server, of rounds measured in turn. */
export function pairsOf(rounds: readonly { readonly ours: Part; readonly ceiling: Part }[], by: 'seconds' | 'cpuSeconds'): readonly Pair[] {
  const rate = (part: Part): number => part.messages / part[by];
  return rounds.map(({ ours, ceiling }) => ({ ours: rate(ours), ceiling: rate(ceiling) }));
}

export function namedBy(named: NamedFigure, by: 'seconds' | 'cpuSeconds'): NamedFigure {
  return by === 'seconds' ? named : { ...named, what: `${named.what}, by CPU second of the server` };
}
