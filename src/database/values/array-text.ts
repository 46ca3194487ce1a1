/** Arrays as PostgreSQL writes them: `{a,"b c",NULL}` (8.15.6, array input and output syntax). */

/** One element with the comma or brace behind it: in quotation marks, or bare. */
const ELEMENT = /(?:"((?:[^"\\]|\\.)*)"|([^",{}\\]+))([,}])/gsy;

/** Undefined when the text is no array of one dimension. */
export function arrayElements(text: string): readonly (string | null)[] | undefined {
  if (text === '{}') return [];
  if (!text.startsWith('{')) return undefined;
  const elements: (string | null)[] = [];
  ELEMENT.lastIndex = 1;
  for (;;) {
    const match = ELEMENT.exec(text);
    if (match === null) return undefined;
    const [, quoted, bare, end] = match;
    elements.push(quoted === undefined ? (bare === 'NULL' ? null : (bare ?? '')) : quoted.replaceAll(/\\(.)/gs, '$1'));
    if (end === '}') return ELEMENT.lastIndex === text.length ? elements : undefined;
  }
}
