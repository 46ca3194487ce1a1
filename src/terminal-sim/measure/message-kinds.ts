/** How reports group messages: by the kind of terminal they come from, and by their class. */
import { MESSAGE_CLASSES, type MessageClass, type Request, TERMINAL_TYPES, type TerminalType } from '../../protocol/message.ts';

/** The type of the terminal; `network` for sign-on, echo and the like, which name none. */
export type MessageKind = TerminalType | 'network';
export const MESSAGE_KINDS: readonly MessageKind[] = [...TERMINAL_TYPES.map((row) => row.name), 'network'];

export function kindOf(request: Request): MessageKind {
  return request.class === 'networkManagement' || request.terminalType === '' ? 'network' : request.terminalType;
}

/** A message class; repeats are counted apart. */
export type MessageName = MessageClass | `${MessageClass}Repeat`;
export const MESSAGE_NAMES: readonly MessageName[] = MESSAGE_CLASSES.flatMap((name) => [name, `${name}Repeat`] as const);

export function messageNameOf(request: Request): MessageName {
  return request.repeat ? `${request.class}Repeat` : request.class;
}
