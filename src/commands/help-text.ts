/**
 * Fits help into the width of the terminal without splitting words: long options stand on a line of
 * their own, and examples whose comments do not fit get them below.
 */
import { Help, type HelpConfiguration } from 'commander';

const WIDTH_MIN = 40;
export const WIDTH_DEFAULT = 80;
/** Options longer than this have their description on the next line. */
const TERM_WIDTH_MAX = 26;
const COMMENT_INDENT = 6;
/** Lines with at least this indent go on with the comment of the example above. */
const CONTINUED_INDENT = /^ {20,}\S/;
/** `Examples:` alone in a line. */
const HEADING = /^[A-Z][\w ]{0,20}:$/;
const EXAMPLE = /^( +)\$ /;

/** Lines of at most `width` characters; `indent` is that of the lines after the first. */
function wrapped(words: readonly string[], width: number, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/ +/);
}

/** Words of a command; an option keeps its value unless both do not fit into a line. */
function commandWords(command: string, width: number): readonly string[] {
  const words = command.trim().match(/--\S+ [^-\s]\S*|\S+/g) ?? [];
  return words.flatMap((word) => (COMMENT_INDENT + word.length > width ? wordsOf(word) : [word]));
}

/** One example: its command, in as many lines as it needs, and the comment below. */
function exampleLines(lines: readonly string[], width: number): readonly string[] {
  const commandEnd = lines.findIndex((line) => !line.endsWith('\\'));
  const commandLines = lines.slice(0, commandEnd + 1).map((line) => line.replace(/\\$/, '').trim());
  const [command = '', ...comment] = commandLines.join(' ').split(/ {2,}/);
  const about = [...comment, ...lines.slice(commandEnd + 1).map((line) => line.trim())].join(' ');
  const indent = ' '.repeat(COMMENT_INDENT);
  const room = width - ' \\'.length - 2;
  const parts = wrapped(commandWords(command, room), room, indent);
  const shown = parts.map((part, index) => `${index === 0 ? '  ' : ''}${part}${index === parts.length - 1 ? '' : ' \\'}`);
  return about === '' ? shown : [...shown, ...wrapped(wordsOf(about), width - COMMENT_INDENT).map((line) => indent + line)];
}

/** Groups of lines: an example with its comment, a paragraph, or an empty line. */
function groupsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const isInExample =
      group !== undefined && EXAMPLE.test(group[0] ?? '') && (group.at(-1)?.endsWith('\\') || CONTINUED_INDENT.test(line));
    const isInParagraph = group !== undefined && /^\S/.test(group[0] ?? '') && /^\S/.test(line) && !HEADING.test(group.at(-1) ?? '');
    if (isInExample || isInParagraph) group.push(line);
    else groups.push([line]);
  }
  return groups;
}

/** The text as it is when all lines fit; otherwise with all examples and paragraphs arranged anew. */
export function fittedText(text: string, width: number): string {
  const lines = text.split('\n');
  if (lines.every((line) => line.length <= width)) return text;
  return groupsOf(lines)
    .flatMap((group) => {
      const [first = ''] = group;
      if (EXAMPLE.test(first)) return exampleLines(group, width);
      const indent = /^ */.exec(first)?.[0] ?? '';
      const isFitting = group.every((line) => line.length <= width);
      return isFitting ? group : wrapped(wordsOf(group.join(' ')), width - indent.length).map((line) => indent + line);
    })
    .join('\n');
}

/** The width of help on a terminal of so many columns. */
export function helpWidth(columns: number | undefined): number {
  return Math.max(WIDTH_MIN, columns ?? WIDTH_DEFAULT);
}

export const HELP_CONFIGURATION: HelpConfiguration = {
  minWidthToWrap: 20,
  padWidth: (command, helper) => Math.min(TERM_WIDTH_MAX, Help.prototype.padWidth.call(helper, command, helper)),
  formatItem: (term, termWidth, description, helper) => {
    const indent = '  ';
    if (description === '') return indent + term;
    const room = (helper.helpWidth ?? WIDTH_DEFAULT) - termWidth - 2 * indent.length;
    const lines = wrapped(wordsOf(description), room);
    const below = lines.map((line) => `${' '.repeat(termWidth + 2 * indent.length)}${line}`);
    if (helper.displayWidth(term) > termWidth) return [indent + term, ...below].join('\n');
    const [first = '', ...others] = lines;
    return [`${indent}${term.padEnd(termWidth)}${indent}${first}`, ...others.map((_line, index) => below[index + 1])].join('\n');
  },
};
