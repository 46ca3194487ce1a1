/**
 * Server-sent events by fetch, which can send a token: EventSource cannot. It connects again as that
 * does, and says which event was the last.
 */
import { streamOf } from './http.ts';

export interface EventHandlers {
  readonly onOpen: () => void;
  /** The stream ended, or the server does not answer; it is tried again. */
  readonly onLost: () => void;
  /** The data of every event is JSON. */
  readonly onEvent: (name: string, data: unknown) => void;
}

const AGAIN_MS = 2_000;

/** The fields of one event, by their lines. */
class EventReader {
  readonly #onEvent: EventHandlers['onEvent'];
  lastId = '';
  #rest = '';
  #name = '';
  #data: string[] = [];

  constructor(onEvent: EventHandlers['onEvent']) {
    this.#onEvent = onEvent;
  }

  /** What was left of an event that did not end is dropped with its stream. */
  begin(): void {
    this.#rest = '';
    this.#name = '';
    this.#data = [];
  }

  take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  #line(line: string): void {
    if (line === '') {
      const data = this.#data.join('\n');
      const name = this.#name;
      this.#name = '';
      this.#data = [];
      if (data !== '') this.#onEvent(name, JSON.parse(data));
      return;
    }
    const [field = '', value = ''] = line.split(/: ?(.*)/s, 2);
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#name = value;
    else if (field === 'id') this.lastId = value;
  }
}

/** Follows a stream; returns what ends it. */
export function followEvents(path: string, { onOpen, onLost, onEvent }: EventHandlers): () => void {
  const ended = new AbortController();
  const reader = new EventReader(onEvent);
  const connect = async (): Promise<void> => {
    const headers: Record<string, string> = reader.lastId === '' ? {} : { 'last-event-id': reader.lastId };
    const stream = await streamOf(path, { accept: 'text/event-stream', ...headers }, ended.signal);
    onOpen();
    reader.begin();
    const texts = stream.pipeThrough(new TextDecoderStream()).getReader();
    for (let read = await texts.read(); !read.done; read = await texts.read()) reader.take(read.value);
  };
  const again = (): void => {
    if (ended.signal.aborted) return;
    void connect()
      .catch(() => {})
      .then(() => {
        if (ended.signal.aborted) return;
        onLost();
        setTimeout(again, AGAIN_MS);
      });
  };
  again();
  return () => ended.abort();
}
