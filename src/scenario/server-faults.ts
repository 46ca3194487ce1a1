/** Makes the store of a running server fail for one message, by a fault rule over HTTP. */
import { setTimeout as delay } from 'node:timers/promises';
import type { StoreOutage } from '../authorizer/faults/store-outage.ts';
import type { HttpClient } from '../http/client.ts';
import { FAULTS } from '../http/schema/faults.ts';
import { ServerHostError } from './server-host-error.ts';

const PATH = '/v1/faults';
/** Between two questions whether everything in doubt is taken back. */
const ASK_MS = 20;
/** A server takes back within milliseconds once its store is there. */
const ASKED_MAX = 1_500;

const DONE = { unreachable: { storeDown: true }, 'answer lost': { storeAnswerLost: true } } as const satisfies Record<StoreOutage, object>;

export class ServerFaults {
  readonly #http: HttpClient;

  constructor(http: HttpClient) {
    this.#http = http;
  }

  /** For the next message of the terminal. Rejects when the server has fault rules of its own. */
  async failStore(terminal: string, outage: StoreOutage): Promise<void> {
    const { rules, magicAmounts } = await this.#http.get(PATH, FAULTS);
    if (rules.length > 0 || magicAmounts) {
      throw new ServerHostError('The server has fault rules or magic amounts in force; clear them with: aksept faults clear.');
    }
    const rule = { name: 'scenario', match: { terminal, first: 1 }, do: DONE[outage] };
    await this.#http.post(PATH, { rules: [rule] }, FAULTS);
  }

  /** Removes the rule. Resolves when everything in doubt is taken back. */
  async end(): Promise<void> {
    let { inDoubt } = await this.#http.post(`${PATH}/clear`, {}, FAULTS);
    for (let asked = 0; inDoubt > 0; asked += 1) {
      if (asked === ASKED_MAX) throw new ServerHostError('The server did not take back what is in doubt; look at its log.');
      await delay(ASK_MS);
      ({ inDoubt } = await this.#http.get(PATH, FAULTS));
    }
  }
}
