/**
 * Reads a workload file, YAML or JSON, which states the differences from the usual workload.
 * docs/workloads.md explains every field. Amounts are NOK in the file and minor units in memory.
 */

import { type DataFile, DataFileError, readDataFile } from '../../config/data-file.ts';
import { addMistakes, refuseAt } from '../../config/data-file-check.ts';
import { MistakeList, sourceOf } from '../../config/mistakes.ts';
import { readBySchema } from '../../config/schema-mistakes.ts';
import { NORWAY } from '../../protocol/iso-codes.ts';
import { countryOf, NO_SUCH_COUNTRY } from '../../protocol/iso8583/elements/country.ts';
import { TERMINAL_FAULT_NAMES } from '../terminal-faults.ts';
import { type Amounts, BASKET_MINOR_MAX, BASKET_MINOR_MIN, BASKET_SPREAD } from './amounts.ts';
import type { Mix } from './mix.ts';
import { type Place, TRADES, type Trade } from './trades.ts';
import { USUAL_MIX } from './usual-mix.ts';
import { type FileAmounts, type FileRun, type FileTrade, type WorkloadFile, type WorkloadInput, workloadFile } from './workload-schema.ts';

export interface ReadWorkload {
  readonly mix: Mix;
  /** The `run` options of the file, for what the command line leaves out. */
  readonly run: FileRun;
  /** The position of a field in the file, as `file:line`. */
  readonly place: DataFile['place'];
}

const NO_WORKLOAD: DataFile = { value: {}, place: () => 'workload' };

/** The terminal type of a place, for a new trade that gives none. */
const TYPE_OF: Readonly<Record<Place, Trade['type']>> = {
  shop: 'pos',
  atm: 'atm',
  foreignShop: 'pos',
  foreignAtm: 'atm',
  webShop: 'ecommerce',
  hotel: 'pos',
  fuel: 'unattended',
};

/** The weights that are given. */
function plain(weights: Readonly<Record<string, number | undefined>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(weights).flatMap(([name, weight]) => (weight === undefined ? [] : [[name, weight]])));
}

function sumOf(weights: Readonly<Record<string, number>>): number {
  return Object.values(weights).reduce((sum, weight) => sum + weight, 0);
}

/** Weights for all names. Weights that are given replace all the usual ones. */
function weightsOf<N extends string>(
  usual: Readonly<Record<N, number>>,
  given: Readonly<Partial<Record<N, number | undefined>>> | undefined,
  name: keyof WorkloadFile,
  file: DataFile,
): Readonly<Record<N, number>> {
  if (given === undefined) return usual;
  const weights = Object.fromEntries(Object.keys(usual).map((each) => [each, given[each as N] ?? 0])) as Record<N, number>;
  return sumOf(weights) > 0 ? weights : refuseAt(file, [name], 'needs a weight above 0');
}

/** The weights of the flows, after those with a share of all flows have taken their part. */
function flowWeights({ errands, shares: given }: WorkloadFile, file: DataFile): Mix['flows'] {
  const weights = plain(errands ?? USUAL_MIX.flows);
  if (sumOf(weights) <= 0) return refuseAt(file, ['errands'], 'needs a weight above 0 for one flow at least');
  if (given === undefined) return weights;
  const shares = plain(given);
  const taken = sumOf(shares);
  if (taken > 1 + 1e-9) return refuseAt(file, ['shares'], 'must be shares that are together at most 1');
  const others = Object.fromEntries(Object.entries(weights).filter(([name]) => !(name in shares)));
  const left = sumOf(others);
  if (left <= 0 && taken <= 0) return refuseAt(file, ['shares'], 'leave no flow to do');
  // The others keep their weights. A share s is the weight s / (1 − all shares) of their sum.
  const room = 1 - taken;
  if (left <= 0 || room < 1e-9) return shares;
  const sized = Object.entries(shares).map(([name, share]) => [name, (share / room) * left] as const);
  return { ...others, ...Object.fromEntries(sized) };
}

function amountsOf(given: FileAmounts, path: readonly string[], file: DataFile): Amounts {
  if (typeof given === 'number') return { kind: 'oneOf', amountsMinor: [given] };
  if (Array.isArray(given)) return { kind: 'oneOf', amountsMinor: given };
  if ('from' in given) {
    if (given.from > given.to) return refuseAt(file, path, 'must not be from more to less');
    return { kind: 'between', minMinor: given.from, maxMinor: given.to };
  }
  const { median, spread = BASKET_SPREAD } = given;
  const minMinor = given.min ?? Math.min(BASKET_MINOR_MIN, median);
  const maxMinor = given.max ?? Math.max(BASKET_MINOR_MAX, median);
  if (minMinor > median || maxMinor < median) return refuseAt(file, path, 'must have its median from min to max');
  return { kind: 'around', medianMinor: median, spread, minMinor, maxMinor };
}

/** ISO 3166 numeric. */
function numericCountry(given: string | number, path: readonly string[], file: DataFile): number {
  const country = countryOf(typeof given === 'number' ? String(given).padStart(3, '0') : given);
  return country === NO_SUCH_COUNTRY || country === 0 ? refuseAt(file, path, 'must be a country such as NO or SE') : country;
}

function newTrade(key: string, { place, mcc, amount }: FileTrade, file: DataFile): Trade {
  const missing = Object.entries({ place, mcc, amount }).find(([, value]) => value === undefined)?.[0];
  if (place === undefined || missing !== undefined) {
    return refuseAt(file, ['trades', key], `is none of ${TRADES.map((each) => each.key).join(', ')}; as a new trade it needs ${missing}`);
  }
  const name = `${key.slice(0, 1).toUpperCase()}${key.slice(1, 15)}`;
  return { key, place, name, mcc: 0, type: TYPE_OF[place], country: NORWAY, share: 1, amount: { kind: 'oneOf', amountsMinor: [1] } };
}

function tradeOf(usual: Trade, given: FileTrade, file: DataFile): Trade {
  const { country, amount } = given;
  const path = ['trades', usual.key];
  return {
    key: usual.key,
    place: given.place ?? usual.place,
    name: given.name ?? usual.name,
    mcc: given.mcc ?? usual.mcc,
    type: given.type ?? usual.type,
    country: country === undefined ? usual.country : numericCountry(country, [...path, 'country'], file),
    share: given.share ?? usual.share,
    amount: amount === undefined ? usual.amount : amountsOf(amount, [...path, 'amount'], file),
  };
}

/** The trades that are right; `list` takes the mistakes of the others, which may be the only ones of their place. */
function tradesOf({ trades }: WorkloadFile, file: DataFile, list: MistakeList): readonly Trade[] {
  if (trades === undefined) return TRADES;
  const read = (key: string, usual: () => Trade): readonly Trade[] => {
    const trade = list.attempt(() => tradeOf(usual(), trades[key] ?? {}, file));
    return trade === undefined ? [] : [trade];
  };
  const changed = TRADES.flatMap((usual) => read(usual.key, () => usual));
  const added = Object.entries(trades)
    .filter(([key]) => !TRADES.some((usual) => usual.key === key))
    .flatMap(([key, given]) => read(key, () => newTrade(key, given, file)));
  const all = [...changed, ...added];
  for (const usual of TRADES) {
    if (list.count > 0 || all.some(({ place }) => place === usual.place)) continue;
    list.attempt(() => refuseAt(file, ['trades', usual.key, 'place'], `leaves no trade at the place ${usual.place}; add one there`));
  }
  return all;
}

function faultsOf({ faults = {} }: WorkloadFile, file: DataFile): Mix['faults'] {
  if (sumOf(plain(faults)) > 1 + 1e-9) return refuseAt(file, ['faults'], 'must be shares that are together at most 1');
  return Object.fromEntries(TERMINAL_FAULT_NAMES.map((name) => [name, faults[name] ?? 0])) as unknown as Mix['faults'];
}

/** The file as the schema reads it; keys with mistakes are left out, so that the others are checked as well. */
function readStructure(file: DataFile, list: MistakeList): WorkloadFile | undefined {
  const read = readBySchema(workloadFile, file.value);
  if ('data' in read) return read.data;
  addMistakes(list, file, read.mistakes);
  const { value } = file;
  if (typeof value !== 'object' || value === null || read.mistakes.some(({ at }) => at.length === 0)) return undefined;
  const wrong = new Set(read.mistakes.map(({ at: [key = '', trade = ''] }) => (key === 'trades' ? `trades.${trade}` : String(key))));
  const rightTrades = (trades: object): object => Object.fromEntries(Object.entries(trades).filter(([key]) => !wrong.has(`trades.${key}`)));
  const right = Object.entries(value)
    .filter(([key]) => !wrong.has(key) && !(key === 'trades' && wrong.has('trades.')))
    .map(([key, each]) => [key, key === 'trades' ? rightTrades(Object(each)) : each] as const);
  const sound = readBySchema(workloadFile, Object.fromEntries(right));
  return 'data' in sound ? sound.data : undefined;
}

/** Throws a DataFileError that tells all mistakes, with file and line. */
export function readWorkload(file: DataFile): ReadWorkload {
  const list = new MistakeList();
  const read = readStructure(file, list) ?? {};
  const mix = {
    flows: list.attempt(() => flowWeights(read, file)),
    popularityExponent: read.popularityExponent ?? USUAL_MIX.popularityExponent,
    terminals: read.terminals ?? USUAL_MIX.terminals,
    places: list.attempt(() => weightsOf(USUAL_MIX.places, read.places, 'places', file)),
    entryModes: list.attempt(() => weightsOf(USUAL_MIX.entryModes, read.entryModes, 'entryModes', file)),
    pinBlocks: list.attempt(() => weightsOf(USUAL_MIX.pinBlocks, read.pinBlocks, 'pinBlocks', file)),
    basketScale: read.basketScale ?? USUAL_MIX.basketScale,
    tour: read.tour ?? USUAL_MIX.tour,
    trades: tradesOf(read, file, list),
    hours: read.hours ?? USUAL_MIX.hours,
    faults: list.attempt(() => faultsOf(read, file)),
  };
  if (list.count > 0) throw list.error(sourceOf(file.place), (message, mistakes) => new DataFileError(message, mistakes));
  // Without a mistake, each part is there.
  return { mix: mix as Mix, run: read.run ?? {}, place: file.place };
}

/**
 * Takes a path, the content of a file, or undefined for the usual workload. Throws a DataFileError
 * of one sentence.
 */
export function loadWorkload(given: string | WorkloadInput | undefined): ReadWorkload {
  if (typeof given === 'string') return readWorkload(nothingIsUsual(readDataFile(given)));
  return readWorkload(given === undefined ? NO_WORKLOAD : { ...NO_WORKLOAD, value: given });
}

/** A file with nothing but comments means the usual workload. */
function nothingIsUsual(file: DataFile): DataFile {
  return file.value === null || file.value === undefined ? { ...file, value: {} } : file;
}
