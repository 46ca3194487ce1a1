import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';

export interface ReceivedEvent {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reads server-sent events as a browser does, and knows the last id. */
export class EventClient {
  readonly #request: ClientRequest;
  readonly #response: IncomingMessage;
  #text = '';
  readonly #waiting: (() => void)[] = [];
  lastId = '';
  readonly events: ReceivedEvent[] = [];

  private constructor(request: ClientRequest, response: IncomingMessage) {
    this.#request = request;
    this.#response = response;
    response.setEncoding('utf8');
    response.on('data', (text: string) => this.#take(text));
    response.on('close', () => this.#wakeAll());
    response.on('error', () => {});
  }

  static async open(url: string, lastEventId?: string): Promise<EventClient> {
    const headers = { accept: 'text/event-stream', ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
    const request = get(url, { headers, agent: false });
    request.on('error', () => {});
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return new EventClient(request, response);
  }

  get status(): number {
    return this.#response.statusCode ?? 0;
  }

  get type(): string {
    return this.#response.headers['content-type'] ?? '';
  }

  get entries(): readonly Readonly<Record<string, unknown>>[] {
    return this.events.filter(({ name }) => name === 'entry').map(({ data }) => data);
  }

  named(name: string): readonly Readonly<Record<string, unknown>>[] {
    return this.events.filter((event) => event.name === name).map(({ data }) => data);
  }

  /** Resolves when it holds; rejects when the stream ends before. */
  async until(isDone: (client: this) => boolean): Promise<void> {
    while (!isDone(this)) {
      if (this.#response.destroyed) throw new Error(`The stream ended after ${this.events.length} events.`);
      await this.#next();
    }
  }

  /** Resolves when the server has ended the stream. */
  async ended(): Promise<void> {
    while (!this.#response.destroyed) await this.#next();
  }

  close(): void {
    this.#request.destroy();
  }

  #next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wakeAll(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #take(text: string): void {
    const blocks = (this.#text + text).split('\n\n');
    this.#text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
      this.lastId = fields.get('id') ?? this.lastId;
      const data = fields.get('data');
      if (data !== undefined) this.events.push({ name: fields.get('event') ?? 'message', data: { ...JSON.parse(data) } });
    }
    this.#wakeAll();
  }
}
