/** NbOfTxs and CtrlSum of the group or of a payment information, held against what is there. */
import type { Decimal } from 'decimal.js';
import type { ElementTexts } from './element-texts.ts';
import { ExactDecimal } from './exact-decimal.ts';
import { FileFault } from './file-fault.ts';

export class ControlTotals {
  #count = 0;
  #sum: Decimal = new ExactDecimal(0);

  get count(): number {
    return this.#count;
  }

  /** `amount`: as it stands in the file; undefined when there is none. */
  add(amount: string | undefined): void {
    this.#count++;
    if (amount !== undefined) this.#sum = this.#sum.plus(amount);
  }

  /** Throws a FileFault for a wrong count, else for a wrong sum. Elements that are not there say nothing. */
  check(texts: ElementTexts, parent: string): void {
    const count = texts.element('NbOfTxs');
    if (count !== undefined && Number(count.text) !== this.#count) {
      throw new FileFault('paymentCount', count.place, { parent, said: count.text, counted: String(this.#count) });
    }
    const sum = texts.element('CtrlSum');
    if (sum !== undefined && !this.#sum.equals(sum.text)) {
      throw new FileFault('controlSum', sum.place, { parent, said: sum.text, counted: this.#sum.toFixed() });
    }
  }
}
