/** Server-sent events as text (https://html.spec.whatwg.org/multipage/server-sent-events.html). */

/** After a cut connection a browser waits so long. */
const RETRY_MS = 2_000;

/** JSON has no line breaks, so the data is one line. `id` is where the client goes on after it. */
export function eventText(name: string, data: unknown, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

export function startText(data: unknown, id: string): string {
  return `retry: ${RETRY_MS}\n${eventText('start', data, id)}`;
}

/** No event: keeps the connection open, and tells a client how far it is. */
export function heartbeatText(id: string): string {
  return `: heartbeat\nid: ${id}\n\n`;
}
