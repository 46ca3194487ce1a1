/** The texts of one header, payment information or payment, by their path in it. */
import type { Place } from './file-fault.ts';
import type { ElementText } from './structure-walk.ts';

export class ElementTexts {
  readonly place: Place;
  readonly #texts = new Map<string, ElementText[]>();
  readonly #missing = new Map<string, Place>();

  constructor(place: Place) {
    this.place = place;
  }

  add(path: string, text: ElementText): void {
    const there = this.#texts.get(path);
    if (there === undefined) this.#texts.set(path, [text]);
    else there.push(text);
  }

  addMissing(path: string, place: Place): void {
    this.#missing.set(path, place);
  }

  get missing(): ReadonlyMap<string, Place> {
    return this.#missing;
  }

  element(path: string): ElementText | undefined {
    return this.#texts.get(path)?.[0];
  }

  text(path: string): string | undefined {
    return this.element(path)?.text;
  }

  all(path: string): readonly ElementText[] {
    return this.#texts.get(path) ?? [];
  }
}
