/** Messages of which only the fields are there: XML of jPOS and JSON objects, in their spellings. */
import { describe, expect, test } from 'vitest';
import type { FieldMessage } from '../../../../src/inspect/read/forms/form.ts';
import { readInput } from '../../../../src/inspect/read/input.ts';
import { chunkChecks } from '../../../../src/inspect/session/chunk-checks.ts';
import { examineOptions } from '../../support/messages.ts';

const checks = chunkChecks(examineOptions());

function fieldsOf(text: string | Buffer): readonly FieldMessage[] {
  return readInput(Buffer.from(text), 'paste.txt', { kind: undefined, port: undefined, ...checks }).fields;
}

function plain({ mti, elements }: FieldMessage): unknown {
  return { mti, ...Object.fromEntries(elements) };
}

const EXPECTED = { mti: '0800', 7: '1129080000', 11: '000001', 70: '301' };
const XML_FIELDS =
  '<field id="0" value="0800"/>\n <field id="7" value="1129080000"/><field id="11" value="000001"/><field id="70" value="301"/>';

describe('XML', () => {
  test.each<[string, string]>([
    ['plain', `<isomsg>\n${XML_FIELDS}\n</isomsg>\n`],
    ['with a declaration', `<?xml version="1.0" encoding="UTF-8"?>\n<isomsg>${XML_FIELDS}</isomsg>`],
    ['with a direction', `<isomsg direction="outgoing">${XML_FIELDS}</isomsg>`],
    [
      'with a packager as a comment',
      `<isomsg>\n<!-- org.jpos.iso.packager.XMLPackager <field id="3" value="9"/> -->\n${XML_FIELDS}</isomsg>`,
    ],
    [
      'in a log of jPOS',
      `<log realm="channel/127.0.0.1:8000" at="2026-11-29T09:29:43.123" lifespan="1ms">\n  <send>\n    <isomsg direction="outgoing">${XML_FIELDS}</isomsg>\n  </send>\n</log>`,
    ],
    ['in single quotes', `<isomsg>${XML_FIELDS.replaceAll('"', "'")}</isomsg>`],
    ['with values first', `<isomsg>${XML_FIELDS.replaceAll(/id="(\d+)" value="(\d+)"/g, 'value="$2" id="$1"')}</isomsg>`],
    ['with closing tags', `<isomsg>${XML_FIELDS.replaceAll('/>', '></field>')}</isomsg>`],
    ['with CDATA', `<isomsg>${XML_FIELDS.replace('id="11" value="000001"/>', 'id="11"><![CDATA[000001]]></field>')}</isomsg>`],
    ['with text', `<isomsg>${XML_FIELDS.replace('id="11" value="000001"/>', 'id="11">000001</field>')}</isomsg>`],
    ['with entities', `<isomsg>${XML_FIELDS.replace('000001', '0&#48;0&#x30;01')}</isomsg>`],
    ['cut', `<isomsg>\n${XML_FIELDS}\n`],
    ['as hexadecimal', Buffer.from(`<isomsg>${XML_FIELDS}</isomsg>`).toString('hex')],
    [
      'behind a length header, as base64',
      Buffer.concat([Buffer.from([0, 200]), Buffer.from(`<isomsg>${XML_FIELDS}</isomsg>`)]).toString('base64'),
    ],
  ])('%s', (_name, text) => {
    expect(fieldsOf(text).map(plain)).toEqual([EXPECTED]);
  });

  test('nested messages, bytes, header and direction', () => {
    const [message] = fieldsOf(
      '<isomsg direction="incoming"><header>6000010002</header><field id="0" value="0200"/><field id="52" value="A1B2C3D4E5F60718" type="binary"/>' +
        '<isomsg id="48"><field id="1" value="a&amp;b"/><isomsg id="2"><field id="9" value="x"/></isomsg></isomsg></isomsg>',
    );
    expect(message).toMatchObject({ label: 'line 1, incoming', mti: '0200', others: { header: '6000010002' } });
    expect(message?.elements.get(48)).toEqual({ 1: 'a&b', 2: { 9: 'x' } });
  });

  test('several messages', () => {
    expect(fieldsOf(`<isomsg>${XML_FIELDS}</isomsg>\n<isomsg>${XML_FIELDS}</isomsg>`).map(({ label }) => label)).toEqual([
      'line 1',
      'line 3',
    ]);
  });
});

describe('JSON', () => {
  const numbered = { 7: '1129080000', 11: '000001', 70: '301' };
  test.each<[string, string]>([
    ['by number', JSON.stringify({ 0: '0800', ...numbered })],
    ['over lines', JSON.stringify({ 0: '0800', ...numbered }, undefined, 2)],
    ['with an MTI', JSON.stringify({ mti: '0800', ...numbered }, undefined, 2)],
    ['with fields', JSON.stringify({ mti: '0800', fields: numbered }, undefined, 2)],
    ['with elements and a bitmap', JSON.stringify({ MTI: '0800', bitmap: '8238', elements: numbered }, undefined, 2)],
    ['with DE names', JSON.stringify({ MTI: '0800', DE7: '1129080000', DE011: '000001', DE_70: '301' })],
    ['with field names', JSON.stringify({ messageType: '0800', field_7: '1129080000', field_11: '000001', field_70: '301' })],
    ['of three digits', JSON.stringify({ '000': '0800', '007': '1129080000', '011': '000001', '070': '301' })],
    ['as pyiso8583 writes it', JSON.stringify({ t: '0800', p: '8238000000000000', 7: '1129080000', 11: '000001', 70: '301' })],
    [
      'as a list',
      JSON.stringify({ mti: '0800', fields: Object.entries(numbered).map(([id, value]) => ({ id: Number(id), value })) }, undefined, 1),
    ],
    [
      'with value objects',
      JSON.stringify({ mti: '0800', fields: { 7: { value: '1129080000' }, 11: { value: '000001' }, 70: { value: '301' } } }),
    ],
    ['with a number as MTI', JSON.stringify({ mti: 800, ...numbered })],
    ['in a log line', `2026-11-29 09:29:43 DEBUG sent ${JSON.stringify({ 0: '0800', ...numbered })} to host`],
    ['within another object', JSON.stringify({ level: 'debug', message: { mti: '0800', ...numbered } }, undefined, 2)],
  ])('%s', (_name, text) => {
    expect(fieldsOf(text).map(plain)).toEqual([EXPECTED]);
  });

  test('one on each line', () => {
    const line = JSON.stringify({ 0: '0800', ...numbered });
    expect(fieldsOf(`${line}\n${line}\n`).map(({ label }) => label)).toEqual(['line 1', 'line 2']);
  });

  test('a trace line over several lines is read as one', () => {
    const text = JSON.stringify(
      { kind: 'exchange', request: { stan: 1, amountMinor: 100 }, response: { approvalCode: 'A1' } },
      undefined,
      2,
    );
    const { lines, fields } = readInput(Buffer.from(text), 'paste.txt', { kind: undefined, port: undefined, ...checks });
    expect([lines.flatMap(({ messages }) => messages.map(({ member }) => member)), fields]).toEqual([['request', 'response'], []]);
  });

  test('an object without an MTI and with few numbers is none', () => {
    expect(() => fieldsOf('{"11": "a", "12": "b"}')).toThrow('holds no message');
  });
});
