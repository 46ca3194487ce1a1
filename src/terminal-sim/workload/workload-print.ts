/**
 * Writes a workload as a file that people can read, change and use: the output of `aksept load
 * --print-workload`.
 */
import { Decimal } from 'decimal.js';
import { alpha3Of } from '../../protocol/iso8583/elements/country.ts';
import { FLOW_DESCRIPTIONS } from '../flows/descriptions.ts';
import { FLOWS } from '../flows/flows.ts';
import type { Amounts } from './amounts.ts';
import type { Mix } from './mix.ts';
import type { Trade } from './trades.ts';
import type { FileRun } from './workload-schema.ts';

const COMMENT_COLUMN = 30;
/** Weights computed from shares can have many digits; this many are printed. */
const DIGITS = 12;

function kroner(minor: number): string {
  return new Decimal(minor).div(100).toFixed(2);
}

function amountsText(amounts: Amounts): string {
  switch (amounts.kind) {
    case 'around': {
      const { medianMinor, spread, minMinor, maxMinor } = amounts;
      return `{ median: ${kroner(medianMinor)}, spread: ${spread}, min: ${kroner(minMinor)}, max: ${kroner(maxMinor)} }`;
    }
    case 'between':
      return `{ from: ${kroner(amounts.minMinor)}, to: ${kroner(amounts.maxMinor)} }`;
    case 'oneOf':
      return `[${amounts.amountsMinor.map(kroner).join(', ')}]`;
  }
}

function tradeText({ key, place, name, mcc, type, country, share, amount }: Trade): string {
  return [
    `  ${key}:`,
    `    { place: ${place}, name: ${JSON.stringify(name)}, mcc: ${mcc}, type: ${type}, country: ${alpha3Of(country)}, share: ${share},`,
    `      amount: ${amountsText(amount)} }`,
  ].join('\n');
}

function weights(values: Readonly<Record<string, number>>): string {
  return `{ ${Object.entries(values)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }`;
}

function flowLine(name: string, weight: number): string {
  const head = `  ${name}: ${Number(weight.toPrecision(DIGITS))}`;
  return `${head.padEnd(COMMENT_COLUMN)}# ${FLOW_DESCRIPTIONS[name] ?? ''}`;
}

/** JSON is also YAML. */
function runText(run: FileRun): string {
  const lines = Object.entries(run).flatMap(([name, value]) => (value === undefined ? [] : [`  ${name}: ${JSON.stringify(value)}`]));
  if (lines.length > 0) return ['run:', ...lines].join('\n');
  return ['# run:', '#   rate: 2000/s', '#   arrivals: poisson', '#   duration: 60s', '#   thresholds: ["p99<5ms"]'].join('\n');
}

/** Writes YAML that reads back as the same workload. */
export function workloadText(mix: Mix, run: FileRun): string {
  const { chip, contactless, magstripe } = mix.entryModes;
  return `# A workload for: aksept load --workload FILE. What a file leaves out is as in the usual workload,
# which aksept load --print-workload prints. docs/workloads.md explains every field.

# What people do: weights. When flows are given, one that is not named does not happen.
errands:
${FLOWS.map(({ name }) => flowLine(name, mix.flows[name] ?? 0)).join('\n')}

# So large a part of all flows, whatever the weights above; the others share what is left.
# shares: { wrongPin: 5 %, foreignShop: 2 % }

# First do every flow once, in this order, so that a short run shows them all.
tour: ${mix.tour}

# Terminals, and how they are spread over the places.
terminals: ${mix.terminals}
places: ${weights(mix.places)}

# Kinds of shops and machines: their share of the terminals of their place, and what people spend there, NOK.
trades:
${mix.trades.map(tradeText).join('\n')}

# Factor on all purchases: 0.01 keeps cards going a hundred times longer.
basketScale: ${mix.basketScale}

# How busy each hour is, from midnight, for a run with --day.
hours: [${mix.hours.join(', ')}]

# How uneven the use of the cards is; 0: all alike.
popularityExponent: ${mix.popularityExponent}

# How cards are read, and how terminals encipher PINs: format 0 under TDES, format 4 under AES.
entryModes: ${weights({ chip, contactless, magstripe })}
pinBlocks: ${weights(mix.pinBlocks)}

# Of the messages, on the terminals' side of the line.
faults: ${weights({ ...mix.faults })}

# How to drive it, where the command line does not say.
${runText(run)}
`;
}
