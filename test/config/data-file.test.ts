import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DATA_FILE_BYTES_MAX, DataFileError, parseDataText, readDataFile } from '../../src/config/data-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-data-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const YAML = `# a comment
cards:
  Kari: { pin: 0123, pan: 9578990000000005, balance: 250.50 }
steps:
  - at: day 1 09:00
    country: no
  - at: day 2 09:00
    expect:
      outcome: approved
`;

describe('YAML', () => {
  const file = parseDataText(YAML, 'day.yaml');

  test('gives values; digits that a number would not keep stay text', () => {
    expect(file.value).toEqual({
      cards: { Kari: { pin: '0123', pan: '9578990000000005', balance: 250.5 } },
      steps: [
        { at: 'day 1 09:00', country: 'no' },
        { at: 'day 2 09:00', expect: { outcome: 'approved' } },
      ],
    });
  });

  test.each([
    [[], 2],
    [['cards'], 2],
    [['cards', 'Kari'], 3],
    [['cards', 'Kari', 'pin'], 3],
    [['steps', 0], 5],
    [['steps', 0, 'country'], 6],
    [['steps', 1, 'expect', 'outcome'], 9],
    [['steps', 1, 'expect', 'missing'], 8],
    [['steps', 7], 4],
    [['nowhere', 'at', 'all'], 2],
  ])('tells the line of %j', (path, line) => {
    expect(file.place(path)).toBe(`day.yaml:${line}`);
  });

  test('an empty file is null, on its first line', () => {
    const empty = parseDataText('', 'empty.yaml');
    expect(empty.value).toBeNull();
    expect(empty.place(['steps'])).toBe('empty.yaml:1');
  });

  test.each([
    ['a: 1\nb: [1\n', 'x.yaml:3: this cannot be read as YAML: '],
    ['a: 1\na: 2\n', 'x.yaml:2: this cannot be read as YAML: Map keys must be unique.'],
    ['a: 1\n---\nb: 2\n', 'x.yaml:'],
    ['a: !!js/function "x"\n', 'x.yaml:1: this cannot be read as YAML: '],
    ['a: *nobody\n', 'x.yaml'],
    [`a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n`, 'x.yaml: its aliases'],
  ])('%j is refused in one sentence', (text, start) => {
    let message = '';
    try {
      parseDataText(text, 'x.yaml');
    } catch (error) {
      expect(error).toBeInstanceOf(DataFileError);
      message = (error as Error).message;
    }
    expect(message.startsWith(start)).toBe(true);
    expect(message).toMatch(/^[^\n]+\.$/);
  });
});

describe('JSON', () => {
  test('is read, with lines', () => {
    const file = parseDataText('{\n\t"steps": [\n\t\t{"at": "day 1"},\n\t\t{"at": "day 2"}\n\t]\n}\n', 'day.json');
    expect(file.value).toEqual({ steps: [{ at: 'day 1' }, { at: 'day 2' }] });
    expect(file.place(['steps', 1, 'at'])).toBe('day.json:4');
  });

  test('that is none names the line and quotes nothing', () => {
    expect(() => parseDataText('{\n"pin": "9876",\n"pan" 1}', 'day.json')).toThrow(
      /^day\.json:3: this is not JSON; correct the file there\.$/,
    );
    expect(() => parseDataText('a: 1', 'day.json')).toThrow(DataFileError);
  });
});

describe('files', () => {
  test('are read with and without a byte order mark', () => {
    const path = join(folder, 'bom.yaml');
    writeFileSync(path, '\uFEFFa: 1\n');
    expect(readDataFile(path).value).toEqual({ a: 1 });
  });

  test('that are not there, or too long, are refused', () => {
    expect(() => readDataFile(join(folder, 'none.yaml'))).toThrow(/cannot be read \(ENOENT\); check its name\.$/);
    expect(() => readDataFile(folder)).toThrow(DataFileError);
    const path = join(folder, 'long.yaml');
    writeFileSync(path, ' '.repeat(DATA_FILE_BYTES_MAX + 1));
    expect(() => readDataFile(path)).toThrow(/is longer than 4194304 bytes/);
  });
});
