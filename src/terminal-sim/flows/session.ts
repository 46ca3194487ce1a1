/** The flow of a terminal's session with its host: sign-on, echo, cut-over, sign-off. */
import type { NetworkFunction } from '../../protocol/message.ts';
import type { Conversation } from '../conversation.ts';
import type { Flow, FlowTools } from './flow.ts';

const SESSION: readonly NetworkFunction[] = ['signOn', 'echo', 'cutOver', 'signOff'];

/** The network messages of a day at the terminal, without its transactions. */
function* session(tools: FlowTools): Conversation {
  const { terminal } = tools.site('shop');
  for (const networkFunction of SESSION) if (!(yield* terminal.manageNetwork(networkFunction))) return;
}

export const SESSION_FLOWS: readonly Flow[] = [{ name: 'session', weight: 2, group: 'ordinary', provokes: [], run: session }];
