/** What a text is that holds no message, in one sentence. It never quotes the text. */

interface Kind {
  readonly pattern: RegExp;
  readonly words: string;
}

/** Looked for at the beginning of the text. */
const KINDS: readonly Kind[] = [
  { pattern: /^\s*$/, words: 'only blanks' },
  { pattern: /\[B@[0-9a-f]{4,8}/, words: 'the name of a Java array instead of its bytes; print it with Arrays.toString' },
  { pattern: /\[object Object\]/, words: 'the name of a JavaScript object instead of its content; print it with JSON.stringify' },
  { pattern: /System\.Byte\[\]/, words: 'the name of a .NET array instead of its bytes; print it with Convert.ToHexString' },
  { pattern: /^\s*-----BEGIN /, words: 'a key or certificate in PEM' },
  { pattern: /^\s*<(?:!doctype html|html)/i, words: 'a web page' },
  { pattern: /^\s*<[?!A-Za-z]/, words: 'XML without an isomsg' },
  { pattern: /^\s*[{[]/, words: 'JSON or a list without the bytes or the numbered fields of a message' },
];
const LOOKED_AT = 4_096;

export const FORMS_READ =
  'Read are hexadecimal digits and dumps, byte strings, lists of byte values, base64, capture YAML, isomsg XML, JSON of fields, traces, captures and the bytes of a message';

export function foundInstead(text: string, source: string): string {
  const head = text.slice(0, LOOKED_AT);
  const words = KINDS.find(({ pattern }) => pattern.test(head))?.words ?? 'text in which no bytes of a message were found';
  return `${source} holds no message: it is ${words}. ${FORMS_READ}.`;
}
