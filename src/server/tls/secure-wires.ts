/** What a listener for terminals gets when it takes TLS: another kind of server, and its guard. */
import { createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Authorizer } from '../../authorizer/authorize.ts';
import { BoundTerminals } from '../../authorizer/connections/bound-terminals.ts';
import { type OnRefusal, plainAddress } from '../../authorizer/connections/refusal.ts';
import type { Guard, WireServerSettings } from '../../authorizer/connections/wire-server.ts';
import type { Observer } from '../../authorizer/observer.ts';
import { shown } from '../../config/known-words.ts';
import type { TlsFilesInUse } from './tls-files-in-use.ts';
import type { TlsRefusal } from './tls-layer.ts';

export interface SecureWireParts {
  readonly files: TlsFilesInUse;
  readonly authorizer: Authorizer;
  readonly observer: Observer;
  readonly onRefusal: OnRefusal;
}

const NO_BYTES = Buffer.alloc(0);

function peerOf(socket: Socket): { peerHost: string; peerPort: number; localPort: number } {
  return { peerHost: plainAddress(socket.remoteAddress), peerPort: socket.remotePort ?? 0, localPort: socket.localPort ?? 0 };
}

/** Binds a connection to the terminals of its certificate, if the settings say so. */
function guardOf({ files, authorizer, onRefusal }: SecureWireParts): Guard {
  return (socket, handler) => {
    const { terminals } = files;
    if (terminals === undefined || !(socket instanceof TLSSocket)) return handler;
    const peer = peerOf(socket);
    return new BoundTerminals({
      handler,
      mayUse: terminals(socket.getPeerCertificate()),
      decline: (request, sink) => {
        authorizer.declineTerminal(request, sink);
        const terminal = request.terminalId === '' ? 'no terminal' : `terminal ${shown(request.terminalId)}`;
        const sentence = `The message is of ${terminal}, which the client certificate of the connection does not name.`;
        onRefusal({ reason: 'otherTerminal', sentence, bytes: NO_BYTES, ...peer });
      },
    });
  };
}

/** The members of WireServerSettings that make a listener take TLS. */
export function secureWire(parts: SecureWireParts): Pick<WireServerSettings, 'createServer' | 'guard'> {
  const { files, observer, onRefusal } = parts;
  const onRefused = (refusal: TlsRefusal): void => {
    observer.connectionClosed(refusal.reason);
    onRefusal(refusal);
  };
  return {
    createServer: (options, onSocket) => {
      const server = createServer(options, onSocket);
      files.layer(onRefused).putBefore(server);
      return server;
    },
    guard: guardOf(parts),
  };
}
