/** Ten inputs or more of each of the smaller kinds of faults in listings, each with the right value. */
import { expect, test } from 'vitest';
import { examine } from '../../../src/inspect/diagnose/examine.ts';
import type { Row } from '../../../src/inspect/listing/listing.ts';
import { createIsoCodec } from '../../../src/protocol/iso8583/codec/codec.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import { type DialectName, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack } from '../../../src/protocol/iso8583/elements/message-elements.ts';
import { examineOptions, NOW_MS, PAN, packed, requestElements } from '../support/messages.ts';
import { expectShare, type Trial } from '../support/shares.ts';

interface Placed {
  readonly element: number;
  readonly text: string;
  readonly dialect?: DialectName;
}

function messageOf({ element, text, dialect = '1987-ascii' }: Placed): Buffer {
  const elements = [...requestElements(dialect).set(element, text)].sort(([one], [other]) => one - other);
  return pack(compileDialect({ ...loadDialect(dialect), tpdu: false }), new Map(elements));
}

function rowIn(bytes: Buffer, element: number, dialect: DialectName = '1987-ascii', nearMs = NOW_MS): Row | undefined {
  const options = { ...examineOptions({ header: 'none', dialect: loadDialect(dialect), tpdu: false }), nearMs };
  return examine(bytes, options).listing.rows.find((row) => row.element === element);
}

function rowOf(placed: Placed): Row | undefined {
  return rowIn(messageOf(placed), placed.element, placed.dialect);
}

/** Where the value begins, in bytes of the message. */
function valueOffset({ offset, lengthHex }: Row): number {
  return offset + lengthHex.split(' ').filter((pair) => pair !== '').length;
}

function trial(name: string, found: unknown, expected: unknown): Trial {
  const [is, must] = [JSON.stringify(found), JSON.stringify(expected)];
  return { name, miss: is === must ? '' : `${is}, not ${must}` };
}

function firstWord(label: string): string {
  return label.trim().split(' ')[0] ?? '';
}

test('the tag FF01 and its like', () => {
  const rows: readonly (readonly [what: string, data: string, tags: readonly string[]])[] = [
    ['with a tag', 'FF01039C0100', ['FF01', '9C']],
    ['with a value that is no tags', 'FF01014C9F1A020578', ['FF01 4C', '9F1A']],
    ['behind another tag', '9F1A020578FF01039C0100', ['9F1A', 'FF01', '9C']],
    ['FF02, with a private tag', 'FF0205DF01020102', ['FF02', 'DF01']],
    ['FF33', 'FF33089C01009A03261129', ['FF33', '9C', '9A']],
    ['FF20 around two tags', 'FF20089C01009A03261129', ['FF20', '9C', '9A']],
    ['with a length in the long form', 'FF0181039C0100', ['FF01', '9C']],
    ['empty', 'FF01009C0100', ['FF01', '9C']],
    ['within another', 'FF0106FF02039C0100', ['FF01', 'FF02', '9C']],
    ['of three bytes, of contactless kernels', 'FF81060CDF81290830F0F00010F0FF00', ['FF8106', 'DF8129']],
    ['of three bytes, behind another', '9F1A020578FF8105059F1A020578', ['9F1A', 'FF8105', '9F1A']],
    ['FF as padding around a tag', 'FFFF9C0100FFFF', ['9C']],
    ['FF as padding in front of tag 81', 'FF8104000012349C0100', ['81', '9C']],
  ];
  const trials = rows.map(([what, data, tags]) => {
    const parts = rowOf({ element: 55, text: data })?.parts ?? [];
    const found = parts.map(({ label, value }) =>
      firstWord(label).startsWith('FF') && value !== '' ? `${firstWord(label)} ${value}` : firstWord(label),
    );
    return trial(what, found, tags);
  });
  expectShare('tag FF01', trials, 1);
});

test('chip data in datasets', () => {
  const row = rowOf({ element: 55, text: `0100129F1A0205785A08${PAN}9C01000200059A03261129` });
  const start = row === undefined ? 0 : valueOffset(row);
  expect(
    row?.parts.map(({ label, value, offset }) => [label.trim().split(' ').slice(0, 2).join(' '), value, (offset ?? 0) - start]),
  ).toEqual([
    ['dataset 01', '', 0],
    ['9F1A Terminal', '0578', 3],
    ['5A PAN', '957899******7892', 8],
    ['9C Transaction', '00', 18],
    ['dataset 02', '', 21],
    ['9A Transaction', '261129', 24],
  ]);
  expect(rowOf({ element: 55, text: '0100069F1A0205789C0100' })?.parts.at(-1)?.label).toBe('broken');
});

test('offsets of tags', () => {
  const rows: readonly (readonly [what: string, placed: Placed, offsets: readonly (readonly [string, number])[]])[] = [
    ['DE55 as bytes', { element: 55, text: '9F1A0205789A03261129' }, [['9F1A', 0], ['9A', 5]]],
    ['DE55 as hexadecimal digits', { element: 55, text: '9F1A0205789A03261129', dialect: '1987-ascii-hex' }, [['9F1A', 0], ['9A', 10]]],
    ['DE55 of 1993', { element: 55, text: '9F1A0205789A03261129', dialect: '1993-bcd' }, [['9F1A', 0], ['9A', 5]]],
    ['nested', { element: 55, text: '70059F1A0205789C0100' }, [['70', 0], ['9F1A', 2], ['9C', 7]]],
    ['a length in the long form', { element: 55, text: '9F1A810205789C0100' }, [['9F1A', 0], ['9C', 6]]],
    ['behind padding', { element: 55, text: '00009C010000009A03261129' }, [['9C', 2], ['9A', 7]]],
    ['an empty tag', { element: 55, text: '9C009A03261129' }, [['9C', 0], ['9A', 2]]],
    ['tags of DE48', { element: 48, text: 'A0010completionAB0011' }, [['A0', 0], ['AB', 15]]],
    ['tags of DE48 in EBCDIC', { element: 48, text: 'A0010completionAB0011', dialect: '1987-ebcdic' }, [['A0', 0], ['AB', 15]]],
    ['private tags of 4 and 3', { element: 60, text: '0105004TEXT0122001T' }, [['0105', 0], ['0122', 11]]],
    ['private tags of 2 and 3', { element: 62, text: '01005SALES02003ABC' }, [['01', 0], ['02', 10]]],
    ['sub-elements of DE127', { element: 127, text: '400000000200000005KEY0100' }, [['127.2', 16], ['127.39', 23]]],
    ['sub-elements of DE127 behind a raw bitmap', { element: 127, text: `@${'\0'.repeat(3)}\x02${'\0'.repeat(3)}05KEY0100` }, [['127.2', 8], ['127.39', 15]]],
  ]; // biome-ignore format: a table
  const trials = rows.map(([what, placed, offsets]) => {
    const row = rowOf(placed);
    const start = row === undefined ? 0 : valueOffset(row);
    const found = (row?.parts ?? []).map(({ label, offset }) => [
      label.trim().replace(/^tag /, '').split(' ')[0],
      (offset ?? Number.NaN) - start,
    ]);
    return trial(what, found, offsets);
  });
  expectShare('offsets of tags', trials, 1);
});

/** In BCD, the half byte that fills up is the first or the last one of the value. */
function withFiller(placed: Placed, side: 'left' | 'right'): Buffer {
  const bytes = messageOf(placed);
  const row = rowIn(bytes, placed.element, placed.dialect);
  if (row === undefined) throw new Error(`There is no DE${placed.element}.`);
  const at = side === 'left' ? valueOffset(row) : row.offset + row.byteCount - 1;
  bytes[at] = (bytes[at] as number) | (side === 'left' ? 0xf0 : 0x0f);
  return bytes;
}

test('the filler F', () => {
  const track = '9578991234567892=281120112345678';
  const rows: readonly (readonly [what: string, placed: Placed, side: 'left' | 'right', shown: string])[] = [
    ['DE19', { element: 19, text: '578', dialect: '1987-bcd' }, 'left', '578'],
    ['DE22', { element: 22, text: '051', dialect: '1987-bcd' }, 'left', '051'],
    ['DE23', { element: 23, text: '001', dialect: '1987-bcd' }, 'left', '001'],
    ['DE32', { element: 32, text: '57800', dialect: '1987-bcd' }, 'left', '57800'],
    ['DE33', { element: 33, text: '57800100012', dialect: '1987-bcd' }, 'left', '57800100012'],
    ['DE2 of 19 digits', { element: 2, text: '9578991234567890126', dialect: '1987-bcd' }, 'left', '957899*********0126'],
    ['DE2 of 13 digits', { element: 2, text: '9578991234564', dialect: '1987-bcd' }, 'left', '957899***4564'],
    ['DE35 of 31', { element: 35, text: `${track.slice(0, -1)}`, dialect: '1987-bcd' }, 'right', '*'.repeat(31)],
    ['DE35 of 1993', { element: 35, text: `${track.slice(0, -1)}`, dialect: '1993-bcd' }, 'right', '*'.repeat(31)],
    ['DE19 of 1993', { element: 19, text: '578', dialect: '1993-bcd' }, 'left', '578'],
    ['DE32 of 1993', { element: 32, text: '57800', dialect: '1993-bcd' }, 'left', '57800'],
  ];
  const trials = rows.map(([what, placed, side, shown]) => {
    const row = rowIn(withFiller(placed, side), placed.element, placed.dialect);
    const filler = row?.parts.at(-1);
    return trial(what, [row?.value, filler?.label, filler?.value], [shown, 'filler', 'F']);
  });
  const tags: readonly (readonly [what: string, data: string, shown: string])[] = [
    ['tag 5A of 19 digits', '5A0A9578991234567890126F9C0100', '957899*********0126'],
    ['tag 5A of 13 digits', '5A079578991234564F9C0100', '957899***4564'],
    ['tag 57', '57109578991234567892D28112011234567F', '*'.repeat(31)],
    ['tag 9F6B', '9F6B109578991234567892D28112011234567F', '*'.repeat(31)],
  ];
  const ofTags = tags.map(([what, data, shown]) => {
    const [tag] = rowOf({ element: 55, text: data })?.parts ?? [];
    return trial(what, [tag?.value, tag?.meaning.includes('filler F')], [shown, true]);
  });
  expectShare('filler F', [...trials, ...ofTags], 1);
});

test('merchant types with a leading zero', () => {
  const rows: readonly (readonly [code: string, dialect: DialectName, name: string])[] = [
    ['0742', '1987-ascii', 'veterinary services'],
    ['0742', '1987-ascii-hex', 'veterinary services'],
    ['0742', '1987-bcd', 'veterinary services'],
    ['0742', '1987-ebcdic', 'veterinary services'],
    ['0742', '1993-bcd', 'veterinary services'],
    ['0763', '1987-ascii', 'agricultural cooperative'],
    ['0780', '1987-ascii', 'landscaping and horticulture'],
    ['0799', '1987-ascii', 'agricultural services'],
    ['0001', '1987-ascii', ''],
    ['0000', '1987-bcd', ''],
    ['1520', '1987-ascii', 'contracted services'],
  ];
  const trials = rows.map(([code, dialect, name]) => {
    const element = dialect === '1993-bcd' ? 26 : 18;
    const row = rowOf({ element, text: code, dialect });
    return trial(`${code} ${dialect}`, [row?.value, row?.meaning.replace(/ \(.*/, '')], [code, name]);
  });
  expectShare('merchant types', trials, 1);
});

test('dates are not put into the future', () => {
  const at = (text: string): number => Date.parse(`${text}Z`);
  const original = (digits: string): string => `0200000123${digits}${'0'.repeat(22)}`;
  const rows: readonly (readonly [what: string, now: string, placed: Placed, expected: string])[] = [
    ['DE7 of a month ahead', '2026-11-23T08:00:00', { element: 7, text: '1225100000' }, '2025-12-25 10:00:00 UTC'],
    ['DE7 of seven months back', '2026-11-23T08:00:00', { element: 7, text: '0415100000' }, '2026-04-15 10:00:00 UTC'],
    ['DE7 of December, in January', '2027-01-02T00:00:00', { element: 7, text: '1231235959' }, '2026-12-31 23:59:59 UTC'],
    ['DE7 an hour ahead', '2026-11-23T08:00:00', { element: 7, text: '1123090000' }, '2026-11-23 09:00:00 UTC'],
    ['DE7 of 29 February', '2026-11-23T08:00:00', { element: 7, text: '0229090000' }, '2024-02-29 09:00:00 UTC'],
    ['DE13 of a month ahead', '2026-11-23T08:00:00', { element: 13, text: '1225' }, '2025-12-25'],
    ['DE13 of today', '2026-11-23T08:00:00', { element: 13, text: '1123' }, '2026-11-23'],
    ['DE13 of tomorrow', '2026-12-31T23:30:00', { element: 13, text: '0101' }, '2027-01-01'],
    ['DE13 of 29 February', '2027-11-23T08:00:00', { element: 13, text: '0229' }, '2024-02-29'],
    ['DE15 of a month ahead', '2026-11-23T08:00:00', { element: 15, text: '1225' }, '2025-12-25'],
    ['DE15 of tomorrow', '2026-11-23T08:00:00', { element: 15, text: '1124' }, '2026-11-24'],
    ['DE16 of a month ahead', '2026-11-23T08:00:00', { element: 16, text: '1225' }, '2025-12-25'],
    ['DE17 of last week', '2026-11-23T08:00:00', { element: 17, text: '1116' }, '2026-11-16'],
    ['DE90 of a month ahead', '2026-11-23T08:00:00', { element: 90, text: original('1225100000') }, '2025-12-25 10:00:00 UTC'],
    ['DE90 of December, in January', '2027-01-02T00:00:00', { element: 90, text: original('1231235959') }, '2026-12-31 23:59:59 UTC'],
  ];
  const trials = rows.map(([what, now, placed, expected]) => {
    const row = rowIn(messageOf(placed), placed.element, placed.dialect, at(now));
    const meaning = placed.element === 90 ? row?.parts.find(({ label }) => label === 'original DE7')?.meaning : row?.meaning;
    return trial(what, meaning, expected);
  });
  expectShare('dates', trials, 1);
});

test('private tags', () => {
  const rows: readonly (readonly [what: string, text: string, tags: readonly string[]])[] = [
    ['4 + 3', '0105004TEXT0122001T', ['0105 TEXT', '0122 T']],
    ['4 + 3, values of digits', '01480049782015800285', ['0148 9782', '0158 85']],
    ['4 + 3, three tags', '0002003ABC0023001T0165001M', ['0002 ABC', '0023 T', '0165 M']],
    ['3 + 3', '001004TEXT002001T', ['001 TEXT', '002 T']],
    ['3 + 2', '00104TEXT00201T', ['001 TEXT', '002 T']],
    ['2 + 3', '01005SALES02003ABC', ['01 SALES', '02 ABC']],
    ['2 + 2', '0105SALES0203ABC', ['01 SALES', '02 ABC']],
    ['2 + 2, letters', 'AB05SALESCD03ABC', ['AB SALES', 'CD ABC']],
    ['2 + 2, values of digits', '010412340202580303123', ['01 1234', '02 58', '03 123']],
    ['4 + 3, letters', 'CITY004OSLOLANE0042211', ['CITY OSLO', 'LANE 2211']],
    ['2 + 3, an empty one', '01000020045811', ['01 ', '02 5811']],
    ['3 + 3, values of digits', '0010040012002003578', ['001 0012', '002 578']],
  ];
  const trials = rows.map(([what, text, tags]) => {
    const parts = rowOf({ element: 60, text })?.parts ?? [];
    return trial(
      what,
      parts.map(({ label, value }) => `${label.replace(/^tag /, '')} ${value}`),
      tags,
    );
  });
  expectShare('private tags', trials, 1);
});

test('the separator of track 2 is the same for inspector and server', () => {
  const rows: readonly (readonly [track: string, dialect: DialectName, isTaken: boolean])[] = [
    ['9578991234567892=28112011234567890', '1987-ascii', true],
    ['9578991234567892D28112011234567890', '1987-ascii', true],
    ['9578991234567892d28112011234567890', '1987-ascii', true],
    ['9578991234567892d28112011234567890', '1987-ascii-hex', true],
    ['9578991234567892d28112011234567890', '1987-ebcdic', true],
    ['9578991234567892d281120112345678', '1987-bcd', true],
    ['9578991234567892=281120112345678', '1993-bcd', true],
    ['9578991234567892d281120112345678', '1993-bcd', true],
    ['9578991234567892e28112011234567890', '1987-ascii', false],
    ['9578991234567892^28112011234567890', '1987-ascii', false],
    ['9578991234567892d2811=2011234567890', '1987-ascii', false],
    ['9578991234567892dd2811201123456789', '1987-ascii', false],
    ['9578991234567892 28112011234567890', '1987-ebcdic', false],
  ];
  const trials = rows.map(([track, name, isTaken]) => {
    const dialect = { ...loadDialect(name), tpdu: false };
    const elements = new Map(requestElements(name)).set(35, '9578991234567892=281120112345678901'.slice(0, track.length));
    elements.delete(64);
    const layout = compileDialect(dialect);
    let bytes: Buffer;
    const digits = (text: string): Buffer => pack(layout, new Map(elements).set(35, text));
    if (name.endsWith('bcd') || isTaken) bytes = digits(track);
    else bytes = replacedTrack(digits('9578991234567892=281120112345678901'.slice(0, track.length)), track, name);
    const { broken, listing } = examine(bytes, examineOptions({ header: 'none', dialect, tpdu: false }));
    const parts = listing.rows.find(({ element }) => element === 35)?.parts.map(({ label }) => label) ?? [];
    const decoded = createIsoCodec(dialect, { nowMs: () => NOW_MS }).decodeRequest(bytes);
    const server = decoded.kind === 'message' && 'track2' in decoded.message && decoded.message.track2 !== '';
    return trial(`${track.slice(16, 17)} in ${name}`, [broken === undefined && parts.includes('expiry'), server], [isTaken, isTaken]);
  });
  expectShare('track 2', trials, 1);
});

/** The same message with other characters in DE35, which no writer would write. */
function replacedTrack(bytes: Buffer, track: string, name: DialectName): Buffer {
  const written = '9578991234567892=281120112345678901'.slice(0, track.length);
  const coded = (text: string): Buffer =>
    name === '1987-ebcdic'
      ? Buffer.from([...text].map((one) => (/\d/.test(one) ? 0xf0 + Number(one) : one === '=' ? 0x7e : 0x40)))
      : Buffer.from(text);
  const at = bytes.indexOf(coded(written));
  expect(at).toBeGreaterThan(0);
  return Buffer.concat([bytes.subarray(0, at), coded(track), bytes.subarray(at + track.length)]);
}

test('the messages that the rows are put into are in order', () => {
  for (const name of ['1987-ascii', '1987-ascii-hex', '1987-bcd', '1987-ebcdic', '1993-bcd'])
    expect(examine(packed(name), examineOptions()).broken).toBeUndefined();
});
