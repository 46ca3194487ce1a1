/** An office that loads cards over HTTP, with a key for each load, and sends a load until it is answered. */
import type { Served } from './cli.ts';

const LOAD_MINOR = 100;

interface Load {
  readonly key: string;
  /** Of all cards. */
  readonly card: number;
  readonly amountMinor: number;
}

interface Funded {
  readonly funding: { readonly ledgerMinor: number; readonly fundedAtMs: number; readonly repeated: boolean };
}

export class Loader {
  readonly #name: string;
  readonly #tokens: readonly string[];
  readonly #random: () => number;
  #server: Served | undefined;
  #count = 0;
  #open: Load | undefined;
  readonly #answered: { readonly load: Load; readonly ledgerMinor: number; readonly fundedAtMs: number }[] = [];
  readonly faults: string[] = [];
  repeats = 0;

  constructor(name: string, tokens: readonly string[], random: () => number) {
    this.#name = name;
    this.#tokens = tokens;
    this.#random = random;
  }

  connect(server: Served): void {
    this.#server = server;
  }

  get loads(): number {
    return this.#answered.length;
  }

  get isSettled(): boolean {
    return this.#open === undefined;
  }

  loadedMinor(card: number): number {
    return this.#answered.filter(({ load }) => load.card === card).reduce((sum, { load }) => sum + load.amountMinor, 0);
  }

  /** Sends again what was not answered until it is, then goes on; false when the server is gone. */
  async step(goesOn: boolean): Promise<boolean> {
    if (this.#open === undefined) {
      if (!goesOn) return true;
      if (this.#random() < 0.1) return this.again(Math.floor(this.#random() * this.#answered.length));
      this.#count += 1;
      const card = Math.floor(this.#random() * this.#tokens.length);
      this.#open = { key: `${this.#name}-${this.#count}`, card, amountMinor: LOAD_MINOR + Math.floor(this.#random() * 3) };
    }
    const load = this.#open;
    const funded = await this.#send(load);
    if (funded === undefined) return false;
    if (funded.funding.repeated) this.repeats += 1;
    this.#answered.push({ load, ledgerMinor: funded.funding.ledgerMinor, fundedAtMs: funded.funding.fundedAtMs });
    this.#open = undefined;
    return true;
  }

  /** An answered load once more: the first answer, and nothing is loaded. */
  async again(at: number): Promise<boolean> {
    const known = this.#answered[at];
    if (known === undefined) return true;
    const funded = await this.#send(known.load);
    if (funded === undefined) return false;
    const { repeated, ledgerMinor, fundedAtMs } = funded.funding;
    if (!repeated || ledgerMinor !== known.ledgerMinor || fundedAtMs !== known.fundedAtMs) {
      this.faults.push(`${known.load.key}: answered ${known.ledgerMinor}, then ${ledgerMinor}, repeated ${repeated}`);
    }
    return true;
  }

  /** Undefined when the server is gone, or cannot say now. */
  async #send({ key, card, amountMinor }: Load): Promise<Funded | undefined> {
    const url = `${this.#server?.http}/v1/cards/${this.#tokens[card]}/fund`;
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    try {
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ amountMinor }) });
      if (response.status !== 200) {
        this.faults.push(`${key}: status ${response.status}`);
        return undefined;
      }
      return (await response.json()) as Funded;
    } catch {
      return undefined;
    }
  }
}
