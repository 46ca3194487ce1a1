/**
 * Messages as XML of jPOS, from its XMLChannel and its logs: <isomsg direction="outgoing"> with
 * <field id="3" value="000000"/>, nested <isomsg id="48">, CDATA.
 */
import { HEX_MESSAGES_MAX } from '../../input/input-limits.ts';
import { InputError, Notes } from '../../input/notes.ts';
import { type FieldMessage, type FieldTree, type FormReader, formReading } from './form.ts';
import { TextPositions } from './text-position.ts';

const TAG = /<(\/?)(isomsg|isofield|isoamount|field|header)(?![\w-])/y;
const ATTRIBUTE = /\s{1,200}([\w:-]{1,40})\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)')/y;
const TAG_END = /\s{0,200}(\/?)>/y;
const CDATA = /<!\[CDATA\[/y;
const BLANKS = /^\s*/;
const BLANKS_MAX = 200;
const DEPTH_MAX = 16;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

interface Tag {
  readonly name: string;
  readonly isClosing: boolean;
  readonly isEmpty: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly from: number;
  readonly to: number;
}

interface OpenMessage {
  readonly id: string;
  readonly direction: string;
  readonly at: number;
  readonly fields: Record<string, string | FieldTree>;
}

function unescaped(text: string): string {
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
    (whole: string, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function tagAt(text: string, from: number): Tag | undefined {
  TAG.lastIndex = from;
  const head = TAG.exec(text);
  if (head === null) return undefined;
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  let at = TAG.lastIndex;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(text);
    if (match === null) break;
    attributes[match[1] ?? ''] = unescaped(match[2] ?? match[3] ?? '');
    at = ATTRIBUTE.lastIndex;
  }
  TAG_END.lastIndex = at;
  const end = TAG_END.exec(text);
  if (end === null) return undefined;
  return { name: head[2] ?? '', isClosing: head[1] === '/', isEmpty: end[1] === '/', attributes, from, to: TAG_END.lastIndex };
}

/** The text of an element up to the next tag, CDATA unwrapped. */
function contentAt(text: string, from: number): string {
  const start = from + (BLANKS.exec(text.slice(from, from + BLANKS_MAX))?.[0].length ?? 0);
  CDATA.lastIndex = start;
  if (CDATA.test(text)) {
    const end = text.indexOf(']]>', start);
    return end < 0 ? '' : text.slice(start + '<![CDATA['.length, end);
  }
  const end = text.indexOf('<', from);
  return unescaped(text.slice(from, end < 0 ? text.length : end));
}

function messageOf({ fields, direction }: OpenMessage, label: string): FieldMessage {
  const elements = new Map<number, string | FieldTree>();
  const others: Record<string, unknown> = {};
  for (const [id, value] of Object.entries(fields)) {
    const number = /^\d{1,3}$/.test(id) ? Number(id) : -1;
    if (number >= 2 && number <= 128) elements.set(number, value);
    else if (number !== 0) others[id === '-1' ? 'bitmap' : id] = value;
  }
  const mti = fields['0'];
  return {
    label: [label, direction].filter((part) => part !== '').join(', '),
    form: 'XML',
    mti: typeof mti === 'string' ? mti : '',
    elements,
    others,
  };
}

export const readIsomsgXml: FormReader = (text, source) => {
  if (!text.includes('<isomsg')) return undefined;
  const notes = new Notes();
  const positions = new TextPositions(text);
  const messages: FieldMessage[] = [];
  const open: OpenMessage[] = [];
  const close = (): void => {
    const message = open.pop();
    const outer = open.at(-1);
    if (message === undefined) return;
    if (outer !== undefined) outer.fields[message.id === '' ? 'isomsg' : message.id] = message.fields;
    else if (Object.keys(message.fields).length > 0) messages.push(messageOf(message, `line ${positions.at(message.at).line}`));
    if (messages.length > HEX_MESSAGES_MAX)
      throw new InputError(`${source} holds more than ${HEX_MESSAGES_MAX} messages; give a part of it.`);
  };
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at);
      if (end < 0) break;
      at = end;
      continue;
    }
    const tag = tagAt(text, at);
    at = tag?.to ?? at + 1;
    if (tag === undefined) continue;
    const { name, isClosing, isEmpty, attributes } = tag;
    const message = open.at(-1);
    if (name === 'isomsg' && isClosing) close();
    else if (name === 'isomsg') {
      if (open.length === DEPTH_MAX) throw new InputError(`${source}: more than ${DEPTH_MAX} isomsg are nested; give a part of it.`);
      const fields = Object.create(null) as OpenMessage['fields'];
      open.push({ id: attributes['id'] ?? '', direction: attributes['direction'] ?? '', at: tag.from, fields });
      if (isEmpty) close();
    } else if (!isClosing && message !== undefined) {
      message.fields[attributes['id'] ?? name] = attributes['value'] ?? (isEmpty ? '' : contentAt(text, tag.to));
    }
  }
  while (open.length > 0) {
    if (open.length === 1) notes.add('cut XML', `${source}: the XML ends within an isomsg; its fields up to there are shown.`);
    close();
  }
  return messages.length === 0 ? undefined : formReading({ fields: messages, notes: notes.sentences(), isCertain: true });
};
