/**
 * The order of attempts. An attempt id starts with the time at which the message came, so that the
 * sendings of one message can be put in order, also when several servers took them.
 */

/** Characters of an attempt id that compare as text in the order of arrival. */
export const ARRIVAL_CHARS = 10;

/** True when the attempt `id` came before the attempt `than`. */
export function cameBefore(id: string, than: string): boolean {
  return id.slice(0, ARRIVAL_CHARS) < than.slice(0, ARRIVAL_CHARS);
}
