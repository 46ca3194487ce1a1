/** A fixed number of connections. Each terminal uses one of them for the whole run. */
import type { Request } from '../../protocol/message.ts';
import { Link, type LinkOptions } from './link.ts';
import { type LinkErrors, sumLinkErrors } from './link-errors.ts';
import type { FaultableTransport, Waiter } from './transport.ts';

export const CONNECTIONS_MAX = 10_000;

export class LinkPool implements FaultableTransport {
  readonly #links: readonly Link[];
  readonly #byTerminal = new Map<string, Link>();

  constructor(options: LinkOptions, connections: number) {
    this.#links = Array.from({ length: connections }, () => new Link(options));
  }

  /** Resolves when all are connected, or with the error as one sentence. */
  async open(): Promise<string | undefined> {
    const errorTexts = await Promise.all(this.#links.map((link) => link.open()));
    return errorTexts.find((errorText) => errorText !== undefined);
  }

  send(request: Request, waiter: Waiter): void {
    this.#linkOf(request).send(request, waiter);
  }

  sendCopy(request: Request): void {
    this.#linkOf(request).sendCopy(request);
  }

  abandon(request: Request): boolean {
    return this.#linkOf(request).abandon(request);
  }

  #linkOf({ terminalId }: Request): Link {
    let link = this.#byTerminal.get(terminalId);
    if (link === undefined) {
      link = this.#links[this.#byTerminal.size % this.#links.length] as Link;
      this.#byTerminal.set(terminalId, link);
    }
    return link;
  }

  /** The sum over all connections. */
  errors(): LinkErrors {
    const silentConnections = this.#links.filter((link) => link.isSilent).length;
    return { ...sumLinkErrors(this.#links.map((link) => link.errors)), silentConnections };
  }

  close(): void {
    for (const link of this.#links) link.close();
  }
}
