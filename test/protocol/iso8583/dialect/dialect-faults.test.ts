import { describe, expect, test } from 'vitest';
import { MISTAKES_TOLD_MAX } from '../../../../src/config/mistakes.ts';
import { DialectError, loadDialect, readDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';

type Change = Readonly<Record<string, unknown>>;

const NAMES = '1987-ascii, 1987-ascii-hex, 1987-bcd, 1987-ebcdic, 1993-bcd';
const NUMBER = 'the number of an element, 2 to 192 but not 65';
const FORMAT = 'must be a class and a length of at most 65535, such as "n 6", "n ..19", "ans ...999" or "ans ......9999".';
const MTIS = { authorization: '0100', financial: '0200', advice: '0220', reversal: '0420', networkManagement: '0800' };
const MANDATORY = { authorization: [], financial: [], advice: [], reversal: [], networkManagement: [] };

/** A code table at DE22 positions 1-2 with something else in it. */
function table(change: Change): Change {
  return { element: 22, position: 1, length: 2, codes: { chip: '05' }, ...change };
}

function types(change: Change): Change {
  return { types: { element: 3, position: 1, length: 2, codes: { purchase: '00' }, ...change } };
}

/** DE127 with sub-elements, and something else in their description. */
function inner(change: Change, format = 'b ...999'): Change {
  const subElements = { bitmapBytes: 3, elements: { '1': { name: 'Network', format: 'n 4' } }, ...change };
  return { elements: { '127': { name: 'Private', format, subElements } } };
}
const INNER = 'elements.127.subElements';

/** What is changed in a dialect that extends 1987-ascii, and what is said of it after `mine.json: `. */
const FAULTS: Readonly<Record<string, readonly (readonly [Change, string])[]>> = {
  keys: [
    [{ hedaer: '2b' }, 'the file has the unknown key "hedaer"; did you mean header?'],
    [{ fields: { curency: 49 } }, 'fields has the unknown key "curency"; did you mean currency?'],
    [{ elements: { '2': { fromat: 'n ..19' } } }, 'elements.2 has the unknown key "fromat"; did you mean format?'],
    [types({ codes: { purchse: '00' } }), 'types.codes has the unknown key "purchse"; did you mean purchase?'],
    [
      types({ codes: { wombat: '00' } }),
      'types.codes has the unknown key "wombat"; known are purchase, cash, purchaseWithCashback, refund, balanceInquiry, pinChange.',
    ],
    [{ responseCodeOverrides: { approvd: '00' } }, 'responseCodeOverrides has the unknown key "approvd"; did you mean approved?'],
    [{ header: null }, 'header is missing; it must be one of 2b, 4b, 2a, 4a, 2bcd, 2le, 4le, 1.'],
    [{ header: '3b' }, 'header must be one of 2b, 4b, 2a, 4a, 2bcd, 2le, 4le, 1.'],
    [{ name: null }, 'name is missing; it must be a name such as "my-host".'],
    [{ name: 'Ærlig' }, 'name must be 1 to 32 letters, digits or -, the first a small letter or a digit.'],
    [{ about: '' }, 'about must be a text of 1 to 300 characters.'],
    [{ version: '2' }, 'version must be one of 0, 1.'],
    [{ tpdu: 'yes' }, 'tpdu must be true or false.'],
    [{ mti: 'hex' }, 'mti must be one of ascii, ebcdic, bcdLeft.'],
    [{ digits: 'raw' }, 'digits must be one of ascii, latin1, ebcdic, bcdLeft, bcdRight, bcdRightF.'],
    [{ text: 'bcdLeft' }, 'text must be one of ascii, latin1, ebcdic.'],
    [{ echo: '2' }, 'echo must be a list.'],
    [{ mac: null }, 'mac is missing; it must be an object.'],
    [{ mac: { algorithm: 'HMAC', padding: 1, bytes: 8 } }, 'mac.algorithm must be one of AES-CMAC, retail.'],
    [{ mac: { algorithm: 'retail', padding: 3, bytes: 8 } }, 'mac.padding must be 1 or 2.'],
    [{ mac: { algorithm: 'retail', padding: 1, bytes: 3 } }, 'mac.bytes must be a whole number from 4 to 8.'],
  ],
  elements: [
    [{ elements: [] }, 'elements must be an object.'],
    [{ elements: { '1': { name: 'Bitmap', format: 'b 8' } } }, `elements.1 must be ${NUMBER}.`],
    [{ elements: { '65': { name: 'Bitmap', format: 'b 8' } } }, `elements.65 must be ${NUMBER}.`],
    [{ elements: { '02': { name: 'PAN', format: 'n ..19' } } }, `elements.02 must be ${NUMBER}.`],
    [{ elements: { '2': { format: 'n19' } } }, `elements.2.format ${FORMAT}`],
    [
      { elements: { '127': { format: 'ans ..1999' } } },
      'elements.127 may be 1999 long, but its ascii length says at most 99; write one more dot, or a shorter format.',
    ],
    [{ elements: { '127': { format: 'ans ......65536' } } }, `elements.127.format ${FORMAT}`],
    [{ elements: { '127': { format: 'ans .......9' } } }, `elements.127.format ${FORMAT}`],
    [
      { elements: { '127': { format: 'ans ..256', length: 'hex' } } },
      'elements.127 may be 256 long, but its hex length says at most 255; write one more dot, or a shorter format.',
    ],
    [
      { elements: { '127': { format: 'ans .....65535', length: 'binary2', counts: 'nibbles' } } },
      'elements.127 may be 131070 long, but its binary2 length says at most 65535; write a shorter format.',
    ],
    [
      { elements: { '130': { name: 'More', format: 'ans ...999' } } },
      'elements.130 is in a third bitmap, which the dialect does not have; write "thirdBitmap": "behindSecond" or "element65", or leave the element out.',
    ],
    [{ thirdBitmap: 'front' }, 'thirdBitmap must be one of none, behindSecond, element65.'],
    [
      { thirdBitmap: 'element65', elements: { '130': { name: 'More', format: 'ans ...999' } }, echo: [11, 130] },
      'echo[1] names element 130, which no response repeats; leave it out.',
    ],
    [
      { thirdBitmap: 'element65', elements: { '130': { name: 'Original', format: 'n 42' } }, fields: { original: 130 } },
      'fields.original names element 130; above 64 only original, standing and network functions may stand, and none above 128.',
    ],
    [inner({ bitmapBytes: 9 }), `${INNER}.bitmapBytes must be a whole number from 1 to 8.`],
    [inner({ bitmap: 'ascii' }), `${INNER}.bitmap must be one of raw, hex, ebcdicHex.`],
    [inner({ bytes: 3 }), `${INNER} has the unknown key "bytes"; known are bitmap, bitmapBytes, dataset, elements, template.`],
    [inner({ dataset: '1' }), `${INNER}.dataset must be the identifier of a dataset, two hexadecimal digits such as "71".`],
    [inner({ elements: {} }), `${INNER}.elements must not be empty.`],
    [inner({ elements: { '65': { name: 'A', format: 'n 1' } } }), `${INNER}.elements.65 must be the number of a sub-element, 1 to 64.`],
    [
      inner({ elements: { '25': { name: 'A', format: 'n 1' } } }),
      `${INNER}.elements.25 has no bit, because bitmapBytes 3 has 24; write more bytes, or leave it out.`,
    ],
    [inner({ elements: { '2': { name: 'A', format: 'n4' } } }), `${INNER}.elements.2.format ${FORMAT}`],
    [
      inner({ elements: { '2': { name: 'A', format: 'n 4', encoding: 'raw' } } }),
      `${INNER}.elements.2.encoding cannot hold class n; write one of ascii, latin1, ebcdic, bcdLeft, bcdRight, bcdRightF.`,
    ],
    [
      inner({ elements: { '2': { name: 'A', format: 'ans ...999', length: 'binary1' } } }),
      `${INNER}.elements.2 may be 999 long, but its binary1 length says at most 255; write "length": "binary2", or a shorter format.`,
    ],
    [inner({}, 'ans ...999'), `${INNER} must be in an element of bytes with a length; write a format such as "b ...999", or leave it out.`],
    [
      { elements: { '55': { subElements: { elements: { '1': { name: 'A', format: 'n 4' } } } } } },
      'elements.55.subElements must not be in the element of fields.chipData; write 0 there, or leave it out.',
    ],
    [inner({ template: { '2': '1' } }), `${INNER}.template.2 is for sub-element 2, which elements does not have; add it there.`],
    [inner({ template: { '1': 'A' } }), `${INNER}.template.1 must be digits, for the sub-element holds digits only.`],
    [inner({ template: { '1': '12345' } }), `${INNER}.template cannot be written: Sub-element 1 holds at most 4 characters.`],
    [inner({ template: { '1': '1234' } }, 'b ..6'), `${INNER}.template has 7 bytes, but the element may have 6.`],
    [{ elements: { '4': { format: 'n 0' } } }, `elements.4.format ${FORMAT}`],
    [{ elements: { '41': { encoding: 'bcdLeft' } } }, 'elements.41.encoding cannot hold class ans; write one of ascii, latin1, ebcdic.'],
    [{ elements: { '52': { encoding: 'ascii' } } }, 'elements.52.encoding cannot hold class b; write one of raw, hex, ebcdicHex.'],
    [
      { elements: { '3': { encoding: 'hex' } } },
      'elements.3.encoding cannot hold class n; write one of ascii, latin1, ebcdic, bcdLeft, bcdRight, bcdRightF.',
    ],
    [
      { elements: { '64': { format: 'b 16' } } },
      'elements.64.format must be "b 8", for the element holds the message authentication code.',
    ],
    [
      { elements: { '128': { format: 'b ..8' } } },
      'elements.128.format must be "b 8", for the element holds the message authentication code.',
    ],
    [{ elements: { '128': null } }, 'elements.128 is missing; write it with the format "b 8" for the MAC.'],
    [
      { elements: { '48': { length: 'binary1' } } },
      'elements.48 may be 999 long, but its binary1 length says at most 255; write "length": "binary2", or a shorter format.',
    ],
    [
      { elements: { '44': { format: 'ans ..120' } } },
      'elements.44 may be 120 long, but its ascii length says at most 99; write one more dot, or a shorter format.',
    ],
    [
      { elements: { '55': { counts: 'nibbles', format: 'b ...600' } } },
      'elements.55 may be 1200 long, but its ascii length says at most 999; write one more dot, or a shorter format.',
    ],
    [
      { elements: { '60': { counts: 'nibbles' } } },
      'elements.60 may be 1998 long, but its ascii length says at most 999; write one more dot, or a shorter format.',
    ],
    [
      { binary: 'hex', elements: { '55': { counts: 'bytes', format: 'b ...600' } } },
      'elements.55 may be 1200 long, but its ascii length says at most 999; write one more dot, or a shorter format.',
    ],
    [{ elements: { '2': { mask: 'none' } } }, 'elements.2.mask must be pan or all, for the element holds the pan.'],
    [{ elements: { '35': { mask: null } } }, 'elements.35.mask must be track2 or all, for the element holds the track2.'],
    [{ elements: { '52': { mask: 'pan' } } }, 'elements.52.mask must be all, for the element holds the pinBlock.'],
  ],
  fields: [
    [{ fields: { pan: 1 } }, `fields.pan must be 0 or ${NUMBER}.`],
    [{ fields: { stan: 11.5 } }, `fields.stan must be 0 or ${NUMBER}.`],
    [{ fields: { pan: 0 } }, 'fields.pan must be the number of an element of format n ..19.'],
    [
      { elements: { '19': null } },
      'fields.acquirerCountry names element 19, which elements does not have; add it there with the format n 3.',
    ],
    [{ fields: { stan: 37 } }, 'fields.stan names element 37 of format an 12; it must be one of format n 6.'],
    [{ fields: { localTime: 15 } }, 'fields.localTime names element 15 of format n 4; it must be one of format n 6 or n 12.'],
    [{ fields: { standing: 48 } }, 'fields.standing names element 48 of format ans ...999; it must be one of format an 42 or n 24.'],
    [{ fields: { pinBlock: 64 } }, 'fields.pinBlock names element 64, which holds the MAC; name another.'],
    [
      { fields: { reason: 120 } },
      'fields.reason names element 120; above 64 only original, standing and network functions may stand, and none above 128.',
    ],
    [{ fields: { expiry: 13 } }, 'fields.expiry names element 13, which holds localDate already; name another, or 0 for none.'],
  ],
  mtis: [
    [{ mtis: { ...MTIS, reversal: '420' } }, 'mtis.reversal must be a message type of four digits.'],
    [{ mtis: { ...MTIS, authorization: '1100' } }, 'mtis.authorization must begin with 0, as version says.'],
    [{ mtis: { ...MTIS, networkManagement: '0810' } }, 'mtis.networkManagement is no message type of this class; write one such as 0800.'],
    [{ mtis: { ...MTIS, financial: '0201' } }, 'mtis.financial is no message type of this class; write one such as 0200.'],
    [{ mtis: { ...MTIS, advice: '0200' } }, 'mtis.advice is no message type of this class; write one such as 0220.'],
  ],
  'code tables': [
    [types({ codes: { purchase: '0' } }), "types.codes.purchase must be codes of 2 characters, as the table's length says."],
    [types({ codes: { purchase: '0A' } }), 'types.codes.purchase must be digits, for element 3 holds digits only.'],
    [types({ codes: { purchase: [] } }), 'types.codes.purchase must not be empty.'],
    [types({ codes: { purchase: 0 } }), 'types.codes.purchase must be a code of 1 to 4 characters such as "00", or a list of such codes.'],
    [
      types({ codes: { purchase: ['00', '01'], cash: '01' } }),
      'types.codes.cash has a code that purchase has already; leave it at one of them.',
    ],
    [types({ position: 6 }), 'types reaches character 7 of element 3, which has at most 6; lower position or length.'],
    [types({ element: 22 }), 'types.element must be 3, the element that fields.processingCode names.'],
    [types({ length: 5 }), 'types.length must be a whole number from 1 to 4.'],
    [
      { entryModes: [table({}), table({ codes: { manual: ['01', '05'] } })] },
      'entryModes[1].codes.manual has a code that entryModes[0] has already; leave it at one of them.',
    ],
    [{ entryModes: [table({ element: 41 })] }, 'entryModes[0].element names element 41, which holds terminalId; name another.'],
    [
      { entryModes: [table({ element: 52 })] },
      'entryModes[0].element names element 52, which holds bytes; name one of characters or digits.',
    ],
    [
      { entryModes: [table({ element: 105 })] },
      'entryModes[0].element names element 105; above 64 only original, standing and network functions may stand, and none above 128.',
    ],
    [
      { elements: { '26': null }, entryModes: [table({ element: 26 })] },
      'entryModes[0].element names element 26, which elements does not have; add it there, or name another.',
    ],
    [
      { networkFunctions: [table({ element: 70, codes: { echo: '30' } })] },
      'networkFunctions[0] must be the whole of element 70; write position 1 and its length.',
    ],
    [{ terminalCountry: [{ element: 61, position: 14, length: 2 }] }, 'terminalCountry[0].length must be 3, the digits of a country.'],
    [
      { terminalCountry: [{ element: 43, position: 38, length: 3 }] },
      'terminalCountry[0].element names element 43, which holds merchantName; name another.',
    ],
  ],
  templates: [
    [{ templates: { '1': '0' } }, `templates.1 must be ${NUMBER}.`],
    [{ templates: { '22': '01' } }, 'templates.22 must be 3 characters, as element 22 has.'],
    [{ templates: { '22': '01x' } }, 'templates.22 must be digits, for element 22 holds digits only.'],
    [{ templates: { '44': 'x'.repeat(26) } }, 'templates.44 must be at most 25 characters, as element 44 has.'],
    [{ templates: { '52': '00000000' } }, 'templates.52 is for element 52, which holds bytes; leave it out.'],
    [{ templates: { '60': 'å' } }, 'templates.60 must be characters of ASCII.'],
    [{ templates: { '61': null } }, 'templates.61 is missing; write what element 61 holds around its codes, at least 16 characters.'],
    [{ templates: { '61': '0' } }, 'templates.61 must be at least 16 characters, for codes are written up to there.'],
  ],
  'response codes': [
    [{ responseCodes: '39' }, 'responseCodes must be one of de39, action.'],
    [{ responseCodes: 'action' }, 'responseCodes takes codes of 3 digits, but element 39 has 2; take the other column.'],
    [{ responseCodeOverrides: { approved: '000' } }, 'responseCodeOverrides.approved must be 2 letters or digits.'],
    [{ responseCodeOverrides: { approved: '0-' } }, 'responseCodeOverrides.approved must be 2 letters or digits.'],
  ],
  lists: [
    [{ echo: [1] }, `echo[0] must be ${NUMBER}.`],
    [{ echo: [2, 3, 2] }, 'echo[2] names element 2 a second time; leave it out.'],
    [{ echo: [52] }, 'echo[0] names element 52, which no response repeats; leave it out.'],
    [{ echo: [48] }, 'echo[0] names element 48, which no response repeats; leave it out.'],
    [{ elements: { '33': null } }, 'echo[8] names element 33, which elements does not have; add it there, or name another.'],
    [{ mandatory: { ...MANDATORY, advice: ['2 or 35'] } }, 'mandatory.advice[0] must be an element such as "4", or "2|35" for either.'],
    [
      { mandatory: { ...MANDATORY, financial: ['3', '2|135'] } },
      'mandatory.financial[1] names element 135, which elements does not have; add it there, or name another.',
    ],
  ],
  extends: [
    [{ extends: '1987' }, `extends must be one of ${NAMES}, or the path of a file, such as ./base.json.`],
    [{ extends: 4 }, `extends must be one of ${NAMES}, or the path of a file, such as ./base.json.`],
  ],
};

/** The message; '' when nothing was wrong. */
function messageOf(value: unknown): string {
  try {
    readDialect(value, 'mine.json');
    return '';
  } catch (error) {
    if (!(error instanceof DialectError)) throw error;
    return error.message;
  }
}

describe.each(Object.entries(FAULTS))('%s', (_group, rows) => {
  test.each(rows)('%j', (change, sentence) => {
    expect(messageOf({ extends: '1987-ascii', name: 'mine', about: 'Mine.', ...change })).toBe(`mine.json: ${sentence}`);
  });
});

describe('tags of the private element', () => {
  const tags = Object.fromEntries(
    'purpose pinBlockFormat pinKeyId pinBlock newPinBlock pinKsn terminalType terminalCountry entryMode reversalReason allowPartialApproval explain cashback originalDate originalTime originalRrn flag'
      .split(' ')
      .map((name, index) => [name, String(10 + index)]),
  );
  const spec = { element: 48, tagLength: 2, lengthDigits: 3, tags };

  test.each([
    [spec, ''],
    [{ ...spec, tags: { ...tags, flag: '101' } }, 'additionalData.tags.flag must be 2 characters, as tagLength says.'],
    [{ ...spec, tags: { ...tags, flag: '10' } }, 'additionalData.tags.flag has the tag of purpose; give each a tag of its own.'],
    [{ ...spec, element: 43 }, 'additionalData.element names element 43 of format ans 40; it must be one of format ans ...999.'],
    [{ ...spec, element: 63 }, 'additionalData.element names element 63, which holds reason; name another.'],
    [{ ...spec, element: 61 }, 'additionalData.element names element 61, which holds codes; name another.'],
    [
      { ...spec, element: 120 },
      'additionalData.element names element 120; above 64 only original, standing and network functions may stand, and none above 128.',
    ],
    [{ ...spec, element: 1 }, `additionalData.element must be ${NUMBER}.`],
  ])('%j', (additionalData, sentence) => {
    const message = messageOf({ extends: '1987-ascii', name: 'mine', about: 'Mine.', additionalData });
    expect(message).toBe(sentence === '' ? '' : `mine.json: ${sentence}`);
  });
});

test.each([[null], [4], ['1987-ascii'], [[]]])('%j is no dialect', (value) => {
  expect(messageOf(value)).toBe('mine.json: the file must be an object.');
});

test('a key of the file is shown only in part and without control characters', () => {
  const message = messageOf({ extends: '1987-ascii', name: 'mine', about: 'Mine.', [`\u001b[31m${'x'.repeat(200)}`]: 1 });
  expect(message).toMatch(/^mine\.json: the file has the unknown key "\?\[31mx{35}\.\.\."; known are [\x20-\x7e]+\.$/);
});

function messageOfChange(change: Change): string {
  return messageOf({ extends: '1987-ascii', name: 'mine', about: 'Mine.', ...change });
}

describe('several mistakes are told at once', () => {
  test.each<[Change, readonly string[]]>([
    [
      { additionalData: { element: 48 } },
      [
        'additionalData.tagLength is missing; it must be a whole number from 1 to 8.',
        'additionalData.lengthDigits is missing; it must be a whole number from 1 to 3.',
        'additionalData.tags is missing; it must be an object.',
      ],
    ],
    [
      {
        ...inner({
          elements: {
            '1': { name: 'Network', format: 'n4' },
            '25': { name: 'A', format: 'n 1' },
            '3': { name: 'B', format: 'b 2', encoding: 'ascii' },
          },
          template: { '2': '1' },
        }),
        echo: [11, 11],
      },
      [
        `${INNER}.elements.1.format ${FORMAT}`,
        `${INNER}.elements.3.encoding cannot hold class b; write one of raw, hex, ebcdicHex.`,
        `${INNER}.elements.25 has no bit, because bitmapBytes 3 has 24; write more bytes, or leave it out.`,
        `${INNER}.template.2 is for sub-element 2, which elements does not have; add it there.`,
        'echo[1] names element 11 a second time; leave it out.',
      ],
    ],
    [
      { hedaer: '2b', tupd: true },
      ['the file has the unknown key "hedaer"; did you mean header?', 'the file has the unknown key "tupd"; did you mean tpdu?'],
    ],
    [
      { hedaer: '2b', bitmap: 'bits', elements: { '2': { format: 'n19' }, '44': { format: 'ans ..120' } }, fields: { stan: 37 } },
      [
        'the file has the unknown key "hedaer"; did you mean header?',
        'bitmap must be one of raw, hex, ebcdicHex.',
        `elements.2.format ${FORMAT}`,
        'elements.44 may be 120 long, but its ascii length says at most 99; write one more dot, or a shorter format.',
        'fields.stan names element 37 of format an 12; it must be one of format n 6.',
      ],
    ],
    [
      { ...types({ codes: { purchase: '0', cash: 'A1' } }), echo: [11, 11, 52], mtis: { ...MTIS, financial: '0201' } },
      [
        'mtis.financial is no message type of this class; write one such as 0200.',
        "types.codes.purchase must be codes of 2 characters, as the table's length says.",
        'types.codes.cash must be digits, for element 3 holds digits only.',
        'echo[1] names element 11 a second time; leave it out.',
        'echo[2] names element 52, which no response repeats; leave it out.',
      ],
    ],
  ])('%j', (change, sentences) => {
    expect(messageOfChange(change)).toBe(`mine.json has ${sentences.length} mistakes:${sentences.map((each) => `\n  ${each}`).join('')}`);
  });

  test('a misspelt key is told without the key that it makes missing', () => {
    const { mac: _mac, ...rest } = structuredClone(loadDialect('1987-ascii'));
    const file = { ...rest, macc: { algorithm: 'retail', padding: 1, bytes: 8 } };
    expect(messageOf(file)).toBe('mine.json: the file has the unknown key "macc"; did you mean mac?');
  });

  test('what only follows from a mistake is not told', () => {
    expect(messageOfChange({ elements: { '22': { format: 'n3' } } })).toBe(`mine.json: elements.22.format ${FORMAT}`);
    expect(messageOfChange({ version: '2' })).toBe('mine.json: version must be one of 0, 1.');
  });

  test('up to a limit, above which they are counted', () => {
    const elements = Object.fromEntries(
      Array.from({ length: MISTAKES_TOLD_MAX + 5 }, (_none, index) => [String(70 + index), { format: '?' }]),
    );
    const lines = messageOfChange({ elements }).split('\n');
    expect(lines[0]).toBe(`mine.json has ${MISTAKES_TOLD_MAX + 5} mistakes:`);
    expect(lines).toHaveLength(1 + MISTAKES_TOLD_MAX + 1);
    expect(lines.at(-1)).toBe('  5 more are not shown.');
  });
});
