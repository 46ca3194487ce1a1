/** Makes an office in which the examples of the documentation work one after the other. */
import { EXAMPLE_ACCOUNTS } from '../../../src/http/openapi/operations/programme/example-office.ts';
import type { Office } from '../../../src/programme/core/office.ts';
import { moveOrderOn } from '../../../src/programme/orders/move-order.ts';
import { nextCode } from '../../../src/programme/users/next-code.ts';
import { type Municipality, registerMunicipality } from '../../support/municipality.ts';

const BALANCE_MINOR = 500_000;

interface CardRow {
  readonly number: string;
  readonly card_token: string;
}

export class ExampleOffice {
  readonly #office: Office;
  readonly #municipality: Municipality;
  #accounts: readonly string[] = EXAMPLE_ACCOUNTS;

  private constructor(office: Office, municipality: Municipality) {
    this.#office = office;
    this.#municipality = municipality;
  }

  static async open(office: Office): Promise<ExampleOffice> {
    return new ExampleOffice(office, await registerMunicipality(office));
  }

  /** What must have happened before the example of an operation. */
  async prepare(operation: string): Promise<void> {
    if (operation !== 'POST /v1/programme/orders/confirm') return;
    const { database, cards } = this.#office;
    await moveOrderOn(this.#office, this.#municipality.bank, 1);
    const rows = await database.query<CardRow>('SELECT number, card_token FROM card_account ORDER BY serial LIMIT 2');
    this.#accounts = rows.map(({ number }) => number);
    for (const { card_token } of rows) await cards.fund(card_token, BALANCE_MINOR);
  }

  /** The text with the accounts of this office. */
  real(text: string): string {
    return EXAMPLE_ACCOUNTS.reduce((real, example, index) => real.replaceAll(example, this.#accounts[index] ?? example), text);
  }

  /** The body, with a code that the calculator of the user shows. */
  async realBody(body: string, user: string): Promise<string> {
    const real = this.real(body);
    if (!real.includes('"code":')) return real;
    const { code } = await nextCode(this.#office, user);
    return real.replace(/"code":"\d+"/, `"code":"${code}"`);
  }
}
