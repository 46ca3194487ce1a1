/** Chip data (DE55), tag by tag: EMV names, masked values, and the meaning of common tags. */
import { berTlvProblem, isConstructed, type TlvObject, walkBerTlv } from '../../protocol/iso8583/elements/ber-tlv.ts';
import { type ChipDataset, chipDatasets } from '../../protocol/iso8583/elements/chip-datasets.ts';
import { emvTag } from '../../protocol/iso8583/elements/emv-tags.ts';
import { pluralize } from '../input/notes.ts';
import { currencyOf, moneyText } from './currency.ts';
import { countryText, type Part, part, tagPart } from './element-parts.ts';

/** EMV Book 3, 9F27, upper two bits. */
const CRYPTOGRAMS = ['AAC: declined', 'TC: approved offline', 'ARQC: asks online', 'reserved'] as const;
/** EMV Book 4, Annex A1. */
const TERMINAL_TYPES: Readonly<Record<string, string>> = {
  '11': 'attended, online only, of a bank',
  '14': 'unattended, online only, of a bank',
  '15': 'unattended, offline with online, of a bank',
  '21': 'attended, online only, of a merchant',
  '22': 'attended, offline with online, of a merchant',
  '24': 'unattended, online only, of a merchant',
  '25': 'unattended, offline with online, of a merchant',
};
/** Data objects that are ASCII characters. */
const TEXT_TAGS: ReadonlySet<string> = new Set(['50', '8A', '9F12', '9F16', '9F1C', '9F1E', '9F4E', '5F2D']);

/** Card numbers and tracks, whose odd number of digits is filled up with a half byte F. */
const FILLED_TAGS: ReadonlySet<string> = new Set(['57', '5A', '9F20', '9F6B']);
const FILLER = 0x0f;
const FILLED = 'filler F behind the value';

/** Of a constructed tag. */
const NO_OBJECTS = 'constructed, but its value is no whole tags';

function dateText(yymmdd: string): string {
  return /^\d{6}$/.test(yymmdd) ? `20${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4)}` : 'no date';
}

function tagMeaning(tag: string, hex: string, currency: string): string {
  switch (tag) {
    case '9F02':
    case '9F03':
      return /^\d{12}$/.test(hex) ? moneyText(Number(hex), currency) : 'no amount';
    case '5F2A':
    case '9F42':
      return currencyOf(hex)?.code ?? 'no currency';
    case '9F1A':
    case '5F28':
      return countryText(hex);
    case '9A':
    case '5F24':
    case '5F25':
      return dateText(hex);
    case '9F21':
      return hex.length === 6 ? (hex.match(/../g) ?? []).join(':') : '';
    case '9F27':
      return CRYPTOGRAMS[Number.parseInt(hex.slice(0, 2), 16) >> 6] ?? '';
    case '9F35':
      return TERMINAL_TYPES[hex] ?? '';
    default:
      return TEXT_TAGS.has(tag)
        ? `"${Buffer.from(hex, 'hex')
            .toString('latin1')
            .replaceAll(/[^ -~]/g, '.')}"`
        : '';
  }
}

interface ChipData {
  readonly bytes: Buffer;
  /** Hex with stars for hidden digits. */
  readonly shown: string;
  readonly currency: string;
}

function partsOf(objects: readonly TlvObject[], data: ChipData, depth: number): readonly Part[] {
  const { bytes, shown, currency } = data;
  return objects.flatMap(({ tag, offset, value, children }) => {
    const { name } = emvTag(tag);
    const label = `${'  '.repeat(depth)}${tag} ${name}`.trimEnd();
    if (children !== undefined) return [tagPart(offset, label, ''), ...partsOf(children, data, depth + 1)];
    const from = (value.byteOffset - bytes.byteOffset) * 2;
    const isFilled = FILLED_TAGS.has(tag) && ((value.at(-1) ?? 0) & FILLER) === FILLER;
    const hex = shown.slice(from, from + value.length * 2 - (isFilled ? 1 : 0));
    if (isFilled) return [tagPart(offset, label, hex, FILLED)];
    const meaning = isConstructed(tag) ? NO_OBJECTS : hex.includes('*') ? '' : tagMeaning(tag, hex, currency);
    return [tagPart(offset, label, hex, meaning)];
  });
}

function datasetParts(datasets: readonly ChipDataset[], bytes: Buffer, shown: string): readonly Part[] {
  const all = datasets.map((dataset) => ({ ...dataset, objects: walkBerTlv(bytes.subarray(dataset.from, dataset.to)) }));
  const currency = currencyIn(all.flatMap(({ objects }) => objects));
  return all.flatMap(({ id, offset, from, to, objects }) => {
    const parts = partsOf(objects, { bytes, shown, currency }, 1).map((one) => ({ ...one, offset: (one.offset ?? 0) + from }));
    return [tagPart(offset, `dataset ${id}`, '', pluralize(to - from, 'byte')), ...parts];
  });
}

function currencyIn(objects: readonly TlvObject[]): string {
  return objects.find(({ tag }) => tag === '5F2A')?.value.toString('hex') ?? '';
}

/** `shown`: the element as hex, with stars for hidden digits. */
export function chipParts(bytes: Buffer, shown: string): readonly Part[] {
  const datasets = berTlvProblem(bytes) === '' ? undefined : chipDatasets(bytes);
  if (datasets !== undefined) return datasetParts(datasets, bytes, shown);
  const objects = walkBerTlv(bytes);
  const currency = currencyIn(objects);
  const problem = berTlvProblem(bytes);
  const parts = partsOf(objects, { bytes, shown, currency }, 0);
  return problem === '' ? parts : [...parts, part('broken', '', problem)];
}
