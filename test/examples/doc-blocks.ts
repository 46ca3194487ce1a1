/** Fenced blocks of a document, so that what it shows can be run. */
import { read } from '../support/sources.ts';

/** The contents of the fenced blocks of a language, in their order. */
export function fencedBlocks(path: string, language: string): readonly string[] {
  return [...read(path).matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, found, content]) =>
    found === language && content !== undefined ? [content] : [],
  );
}

/** Bytes of a listing: on each line hexadecimal pairs, two spaces or more, words. */
export function listedBytes(listing: string): Buffer {
  const pairs = listing.split('\n').map((line) => /^((?:[0-9a-f]{2} )*[0-9a-f]{2}) {2}/.exec(line)?.[1] ?? '');
  return Buffer.from(pairs.join('').replaceAll(' ', ''), 'hex');
}
