/** Holds the elements of a file to the rules of its message, and hands on the texts. */
import type { SpokenFill } from '../../protocol/language.ts';
import { FileFault, type FileFaultCode, type Place } from './file-fault.ts';
import { type ElementRule, namespaceOf, PAIN_001_VERSIONS, type Pain001Version, STRUCTURES } from './structure.ts';
import type { TextRule } from './text-rules.ts';
import type { XmlElement, XmlHandler } from './xml-reader.ts';

export interface ElementText {
  readonly text: string;
  readonly attribute: string;
  readonly place: Place;
}

export interface WalkHandler {
  version(version: Pain001Version): void;
  /** An element with elements inside begins, or ends. */
  opened(path: string, place: Place): void;
  closed(path: string): void;
  text(path: string, text: ElementText): void;
  /** A required element is not there, or is empty. */
  missing(path: string, names: MissingNames, place: Place): void;
}

export interface MissingNames {
  readonly element: string;
  readonly parent: string;
}

interface Frame {
  readonly rule: ElementRule;
  /** `Document/CstmrCdtTrfInitn/PmtInf`, without the first two. */
  readonly path: string;
  readonly place: Place;
  readonly attribute: string;
  /** The last element inside: its index among the rules, and how often it has come. */
  index: number;
  count: number;
  text: string;
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
/** Where a schema could be found. It is never looked at. */
const HINTS: readonly string[] = ['schemaLocation', 'noNamespaceSchemaLocation'];
const OUTER: readonly string[] = ['Document', 'CstmrCdtTrfInitn'];

export class StructureWalk implements XmlHandler {
  readonly #handler: WalkHandler;
  readonly #frames: Frame[] = [];
  #namespace = '';
  /** Depth below an element that is passed over. */
  #ignored = 0;

  constructor(handler: WalkHandler) {
    this.#handler = handler;
  }

  open(element: XmlElement): void {
    if (this.#ignored > 0) {
      this.#ignored++;
      return;
    }
    const parent = this.#frames.at(-1);
    const rule = parent === undefined ? this.#root(element) : this.#child(parent, element);
    if (rule.content.kind === 'ignored') {
      this.#ignored = 1;
      return;
    }
    const path = pathOf(parent, rule.name);
    const attribute = attributeOf(rule, element);
    this.#frames.push({ rule, path, place: element.place, attribute, index: -1, count: 0, text: '' });
    if (rule.content.kind === 'elements') this.#handler.opened(path, element.place);
  }

  text(text: string, place: Place): void {
    const frame = this.#frames.at(-1);
    if (this.#ignored > 0 || frame === undefined) return;
    if (frame.rule.content.kind === 'text') frame.text += text;
    else if (text.trim() !== '') refuse('strayText', place, { element: frame.rule.name });
  }

  close(): void {
    if (this.#ignored > 0) {
      this.#ignored--;
      return;
    }
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    const { content } = frame.rule;
    if (content.kind === 'text') this.#leaf(frame, content.rule);
    if (content.kind !== 'elements') return;
    if (!content.isChoice) this.#missing(frame, content.rules, content.rules.length);
    else if (frame.index < 0) this.#empty(frame);
    this.#handler.closed(frame.path);
  }

  #root({ name, uri, place }: XmlElement): ElementRule {
    const version = PAIN_001_VERSIONS.find((each) => namespaceOf(each) === uri);
    if (version === undefined || name !== 'Document') {
      const expected = PAIN_001_VERSIONS.map(namespaceOf);
      throw new FileFault('otherMessage', place, {
        found: name === 'Document' && uri !== '' ? uri : name,
        expected: { en: expected.join(' or '), nb: expected.join(' eller ') },
      });
    }
    this.#namespace = uri;
    this.#handler.version(version);
    return STRUCTURES[version];
  }

  /** The rule of an element, which must be the next one of its parent, or a later one. */
  #child(parent: Frame, { name, uri, place }: XmlElement): ElementRule {
    const { content } = parent.rule;
    const rules = content.kind === 'elements' ? content.rules : [];
    const fill = { element: name, parent: parent.rule.name };
    const index = uri === this.#namespace ? indexOf(rules, name, parent.index) : -1;
    const rule = rules[index];
    if (rule === undefined) return refuse('unknownElement', place, fill);
    if (rule.content.kind === 'forbidden') refuse('forbiddenElement', place, fill);
    if (content.kind === 'elements' && content.isChoice && parent.index >= 0 && index !== parent.index) refuse('choice', place, fill);
    if (index === parent.index && parent.count >= rule.max) refuse('repeatedElement', place, { ...fill, max: String(rule.max) });
    if (index < parent.index) refuse('elementOrder', place, fill);
    if (index > parent.index) {
      if (content.kind === 'elements' && !content.isChoice) this.#missing(parent, rules, index);
      parent.index = index;
      parent.count = 0;
    }
    parent.count++;
    return rule;
  }

  /** Every required element after the last one and before `until`. */
  #missing(frame: Frame, rules: readonly ElementRule[], until: number): void {
    for (let i = frame.index + 1; i < until; i++) if (rules[i]?.min === 1) this.#lacks(frame, rules[i]?.name ?? '');
  }

  #lacks(frame: Frame, name: string): void {
    this.#handler.missing(pathOf(frame, name), { element: name, parent: frame.rule.name }, frame.place);
  }

  /** An element without text, or without any of its choices, counts as missing. The frame is off the stack. */
  #empty({ path, rule, place }: Frame): void {
    this.#handler.missing(path, { element: rule.name, parent: this.#frames.at(-1)?.rule.name ?? '' }, place);
  }

  #leaf(frame: Frame, { max, expected, accepts }: TextRule): void {
    const element = frame.rule.name;
    const text = frame.text.trim();
    if (text === '') {
      this.#empty(frame);
      return;
    }
    if (text.length > max && [...text].length > max) refuse('tooLong', frame.place, { element, max: String(max) });
    if (!accepts(text)) refuse('content', frame.place, { element, expected });
    this.#handler.text(frame.path, { text, attribute: frame.attribute, place: frame.place });
  }
}

/** Mostly the last one again or one soon after it, so those are looked at first. */
function indexOf(rules: readonly ElementRule[], name: string, from: number): number {
  for (let i = Math.max(0, from); i < rules.length; i++) if (rules[i]?.name === name) return i;
  return rules.findIndex((rule) => rule.name === name);
}

function pathOf(parent: Frame | undefined, name: string): string {
  if (OUTER.includes(name)) return '';
  return parent === undefined || parent.path === '' ? name : `${parent.path}/${name}`;
}

function attributeOf(rule: ElementRule, { name, attributes, place }: XmlElement): string {
  let found = '';
  for (const attribute of attributes) {
    if (attribute.name === rule.attribute) found = attribute.value;
    else if (attribute.uri !== XSI || !HINTS.some((hint) => attribute.name.endsWith(hint))) {
      refuse('attribute', place, { attribute: attribute.name, element: name });
    }
  }
  return found;
}

function refuse(code: FileFaultCode, place: Place, fill: SpokenFill): never {
  throw new FileFault(code, place, fill);
}
