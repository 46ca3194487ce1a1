/** Flows under way. Slots are reused, so that a message under load allocates none. */
import type { Request, Response } from '../../../protocol/message.ts';
import type { Conversation, Reply } from '../../conversation.ts';
import type { NoAnswerReason, Waiter } from '../../link/transport.ts';

/** Called with the response of a slot's message, or with undefined and the reason. */
export type OnReply = (slot: Slot, response: Reply, reason: NoAnswerReason) => void;

/** One flow under way and its message in flight. */
export class Slot implements Waiter {
  conversation: Conversation | undefined;
  request: Request | undefined;
  intendedMs = 0;
  sentMs = 0;
  /** The next slot in the queue of those ready to send, or in the list of free ones. */
  next: Slot | undefined;
  readonly #onReply: OnReply;

  constructor(onReply: OnReply) {
    this.#onReply = onReply;
  }

  answered(response: Response): void {
    this.#onReply(this, response, 'timeout');
  }

  unanswered(reason: NoAnswerReason): void {
    this.#onReply(this, undefined, reason);
  }
}

/** Slots that are free to use again. */
export class SlotPool {
  readonly #onReply: OnReply;
  #free: Slot | undefined;

  constructor(onReply: OnReply) {
    this.#onReply = onReply;
  }

  take(conversation: Conversation): Slot {
    const slot = this.#free ?? new Slot(this.#onReply);
    this.#free = slot.next;
    slot.next = undefined;
    slot.conversation = conversation;
    return slot;
  }

  release(slot: Slot): void {
    slot.conversation = undefined;
    slot.request = undefined;
    slot.next = this.#free;
    this.#free = slot;
  }
}

/** Slots whose next message is made and waits for an intended instant; first in, first out. */
export class SlotQueue {
  #first: Slot | undefined;
  #last: Slot | undefined;

  push(slot: Slot): void {
    slot.next = undefined;
    if (this.#last === undefined) this.#first = slot;
    else this.#last.next = slot;
    this.#last = slot;
  }

  shift(): Slot | undefined {
    const slot = this.#first;
    if (slot === undefined) return undefined;
    this.#first = slot.next;
    if (this.#first === undefined) this.#last = undefined;
    slot.next = undefined;
    return slot;
  }
}
