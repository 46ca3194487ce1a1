/**
 * XML from bytes, piece by piece, with limits. A DOCTYPE is refused, so no entity is ever declared,
 * expanded or fetched. Everything between two events is bounded, so nothing large is buffered.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { FileFault, type FileFaultCode, type Place } from './file-fault.ts';
import type { PaymentFileLimits } from './limits.ts';

export interface XmlAttribute {
  readonly name: string;
  readonly uri: string;
  readonly value: string;
}

export interface XmlElement {
  readonly name: string;
  readonly uri: string;
  readonly attributes: readonly XmlAttribute[];
  readonly place: Place;
}

export interface XmlHandler {
  open(element: XmlElement): void;
  text(text: string, place: Place): void;
  close(): void;
}

/** Declarations of namespaces, which are no attributes of the element. */
const XMLNS = 'http://www.w3.org/2000/xmlns/';
const DOCTYPE = '<!DOCTYPE';
const UTF_8 = /^utf-?8$/i;
/** UTF-16 and UTF-32 without a mark have zero bytes here; UTF-8 has none. */
const FIRST_BYTES = 4;

export class XmlReader {
  readonly #limits: PaymentFileLimits;
  readonly #handler: XmlHandler;
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #bytes = 0;
  #depth = 0;
  /** Position of the parser at the last event. */
  #eventAt = 0;
  #tagPlace: Place = { line: 1, column: 1 };
  #hasRoot = false;
  /** The prolog so far holds a DOCTYPE, or a comment that speaks of one. */
  #saysDoctype = false;
  #tail = '';

  constructor(limits: PaymentFileLimits, handler: XmlHandler) {
    this.#limits = limits;
    this.#handler = handler;
    const parser = this.#parser;
    parser.on('error', () => this.#refuse('notXml'));
    parser.on('doctype', () => this.#refuse('doctype'));
    parser.on('xmldecl', ({ version, encoding = 'UTF-8' }) => {
      if (!UTF_8.test(encoding)) this.#refuse('encoding');
      if (version !== '1.0') this.#refuse('notXml');
    });
    parser.on('opentagstart', ({ name }) => {
      this.#tagPlace = this.#placeOfTag(name);
    });
    parser.on('opentag', (tag) => this.#open(tag));
    parser.on('closetag', () => {
      this.#event();
      this.#depth--;
      this.#handler.close();
    });
    for (const event of ['text', 'cdata'] as const) {
      parser.on(event, (text) => {
        this.#event();
        this.#handler.text(text, this.#place());
      });
    }
    parser.on('comment', () => this.#event());
    parser.on('processinginstruction', () => this.#event());
  }

  write(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#bytes > this.#limits.bytesMax) this.#refuse('bytes', this.#limits.bytesMax);
    const before = this.#bytes - bytes.length;
    if (before < FIRST_BYTES && bytes.subarray(0, FIRST_BYTES - before).includes(0)) this.#refuse('encoding');
    const text = this.#decoded(bytes);
    if (!this.#hasRoot) this.#lookForDoctype(text);
    if (text !== '') this.#parser.write(text);
    this.#checkToken();
  }

  end(): void {
    const rest = this.#decoded();
    if (rest !== '') this.#parser.write(rest);
    this.#parser.close();
  }

  #decoded(bytes?: Uint8Array): string {
    try {
      return bytes === undefined ? this.#decoder.decode() : this.#decoder.decode(bytes, { stream: true });
    } catch {
      return this.#refuse('encoding');
    }
  }

  #open({ local, uri, attributes }: SaxesTagNS): void {
    this.#event();
    this.#hasRoot = true;
    this.#depth++;
    if (this.#depth > this.#limits.depthMax) this.#refuse('depth', this.#limits.depthMax);
    const own = Object.values(attributes).filter((attribute) => attribute.uri !== XMLNS);
    this.#handler.open({ name: local, uri, attributes: own, place: this.#tagPlace });
  }

  #event(): void {
    this.#checkToken();
    this.#eventAt = this.#parser.position;
  }

  /** The parser tells of a DOCTYPE at its end only, which one without end has not. */
  #checkToken(): void {
    const { tokenCharsMax } = this.#limits;
    if (this.#parser.position - this.#eventAt <= tokenCharsMax) return;
    this.#refuse(this.#saysDoctype && !this.#hasRoot ? 'doctype' : 'token', tokenCharsMax);
  }

  #lookForDoctype(text: string): void {
    const seen = this.#tail + text;
    if (seen.includes(DOCTYPE)) this.#saysDoctype = true;
    this.#tail = seen.slice(-DOCTYPE.length);
  }

  /** Where the parser is: the character that it read last. */
  #place(): Place {
    return { line: this.#parser.line, column: Math.max(1, this.#parser.column) };
  }

  /** Of the `<`. The parser has read the name and one character more, which may be a line's end. */
  #placeOfTag(name: string): Place {
    const { line, column } = this.#parser;
    return column === 0 ? { line: line - 1, column: 1 } : { line, column: Math.max(1, column - name.length - 1) };
  }

  #refuse(code: FileFaultCode, max?: number): never {
    throw new FileFault(code, this.#place(), max === undefined ? {} : { max: String(max) });
  }
}
