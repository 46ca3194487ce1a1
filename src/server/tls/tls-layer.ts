/**
 * TLS in front of a server that was made for plain sockets: its connections are shaken hands with
 * first, and only those that succeed reach it, as sockets that it cannot tell from plain ones. What
 * fails is refused with one sentence. The same layer serves the wires and HTTP.
 */
import { constants } from 'node:crypto';
import type { Server, Socket } from 'node:net';
import { createServer, type SecureContextOptions, type TLSSocket, type Server as TlsServer } from 'node:tls';
import type { ConnectionEnd } from '../../authorizer/connections/reasons.ts';
import { plainAddress, type Refusal } from '../../authorizer/connections/refusal.ts';
import type { TlsMaterial } from '../../tls/tls-files.ts';
import { certificateProblem } from './client-certificate.ts';
import { CLOSED_IN_HANDSHAKE, handshakeSentence } from './handshake-error.ts';

export type TlsRefusalReason = Extract<ConnectionEnd, 'notTls' | 'tlsHandshake' | 'tlsTimeout' | 'clientCertificate'>;

export interface TlsRefusal extends Refusal {
  readonly reason: TlsRefusalReason;
}

export interface TlsLayerParts {
  readonly material: TlsMaterial;
  /** A client must show a certificate of the CAs in `material`. */
  readonly demandsCertificate: boolean;
  /** A client without one is let in, too: it shows a token later. Wrong ones are refused. */
  readonly takesNone?: boolean;
  readonly handshakeTimeoutMs: number;
  /** Must not throw. */
  readonly onRefused: (refusal: TlsRefusal) => void;
}

/** The first byte of a TLS connection: a record of the handshake. */
const HANDSHAKE_RECORD = 0x16;
const NO_BYTES = Buffer.alloc(0);

/** A connection whose handshake is not done. */
interface Greeting {
  readonly raw: Socket;
  readonly key: string;
  readonly peer: Pick<Refusal, 'peerHost' | 'peerPort' | 'localPort'>;
  readonly timer: NodeJS.Timeout;
  /** As the server made its sockets. */
  readonly allowHalfOpen: boolean;
  hasBegun: boolean;
}

/** Both sockets of a connection have the same addresses. */
function keyOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

export class TlsLayer {
  readonly #parts: TlsLayerParts;
  readonly #tls: TlsServer;
  readonly #greetings = new Map<string, Greeting>();
  #onSecure: readonly ((socket: Socket) => void)[] = [];
  #isClosing = false;

  constructor(parts: TlsLayerParts) {
    const { material, demandsCertificate } = parts;
    this.#parts = parts;
    // It never listens. A refused certificate is told with its name, so the check is made here, and
    // not within the handshake.
    this.#tls = createServer({ ...this.#contextOf(material), requestCert: demandsCertificate, rejectUnauthorized: false });
    this.#tls.on('secureConnection', (socket) => this.#secured(socket));
    this.#tls.on('tlsClientError', (error, socket) => this.#failed(error, socket));
  }

  /** Takes over the connections of a server. Its own listeners get them when they are secure. */
  putBefore(server: Server): void {
    const own = server.listeners('connection') as ((socket: Socket) => void)[];
    this.#onSecure = own.map((listener) => listener.bind(server));
    server.removeAllListeners('connection');
    server.on('connection', (raw) => this.#greet(raw));
  }

  /** New handshakes use these files; connections that are open stay. */
  use(material: TlsMaterial): void {
    this.#tls.setSecureContext(this.#contextOf(material));
  }

  /** Ends unfinished handshakes, and takes no more. */
  close(): void {
    this.#isClosing = true;
    for (const { raw } of [...this.#greetings.values()]) raw.destroy();
  }

  /** A resumed session would keep an earlier verdict on the client's certificate. */
  #contextOf({ options }: TlsMaterial): SecureContextOptions {
    if (!this.#parts.demandsCertificate) return options;
    return { ...options, secureOptions: (options.secureOptions ?? 0) | constants.SSL_OP_NO_TICKET };
  }

  #greet(raw: Socket): void {
    if (this.#isClosing || raw.remoteAddress === undefined) {
      raw.destroy();
      return;
    }
    const key = keyOf(raw);
    const peer = { peerHost: plainAddress(raw.remoteAddress), peerPort: raw.remotePort ?? 0, localPort: raw.localPort ?? 0 };
    const timer = setTimeout(() => this.#late(greeting), this.#parts.handshakeTimeoutMs);
    const greeting: Greeting = { raw, key, peer, timer, allowHalfOpen: raw.allowHalfOpen, hasBegun: false };
    this.#greetings.set(key, greeting);
    raw.on('error', () => {});
    raw.once('close', () => this.#closed(greeting));
    // A peer that closes without a byte looked whether the port is open.
    raw.once('end', () => {
      if (!greeting.hasBegun) raw.destroy();
    });
    raw.once('data', (first: Buffer) => this.#begin(greeting, first));
  }

  #begin(greeting: Greeting, first: Buffer): void {
    const { raw } = greeting;
    if (first[0] !== HANDSHAKE_RECORD) {
      this.#refuse(greeting, 'notTls', 'This port takes TLS, and what came is none.', first);
      raw.destroy();
      return;
    }
    greeting.hasBegun = true;
    raw.pause();
    raw.unshift(first);
    // A client that closes its side in the handshake is gone. The socket takes this from `raw`.
    raw.allowHalfOpen = false;
    this.#tls.emit('connection', raw);
  }

  #secured(socket: TLSSocket): void {
    const greeting = this.#greetings.get(keyOf(socket));
    if (greeting === undefined || this.#isClosing) {
      socket.destroy();
      return;
    }
    const { demandsCertificate, takesNone = false } = this.#parts;
    const isLetIn = !demandsCertificate || (takesNone && socket.getPeerX509Certificate() === undefined);
    const problem = isLetIn ? '' : certificateProblem(socket);
    if (problem !== '') {
      this.#refuse(greeting, 'clientCertificate', problem);
      socket.on('error', () => {});
      socket.destroy();
      return;
    }
    this.#forget(greeting);
    socket.allowHalfOpen = greeting.allowHalfOpen;
    for (const listener of this.#onSecure) listener(socket);
  }

  #failed(error: Error, socket: TLSSocket): void {
    const greeting = this.#greetings.get(keyOf(socket));
    if (greeting !== undefined) this.#refuse(greeting, 'tlsHandshake', handshakeSentence(error));
    socket.destroy();
  }

  #late(greeting: Greeting): void {
    const { handshakeTimeoutMs } = this.#parts;
    this.#refuse(greeting, 'tlsTimeout', `The TLS handshake was not done within ${handshakeTimeoutMs} ms.`);
    greeting.raw.destroy();
  }

  #closed(greeting: Greeting): void {
    if (this.#greetings.get(greeting.key) !== greeting) return;
    if (greeting.hasBegun && !this.#isClosing) this.#refuse(greeting, 'tlsHandshake', CLOSED_IN_HANDSHAKE);
    else this.#forget(greeting);
  }

  #refuse(greeting: Greeting, reason: TlsRefusalReason, sentence: string, bytes: Buffer = NO_BYTES): void {
    this.#forget(greeting);
    this.#parts.onRefused({ reason, sentence, bytes, ...greeting.peer });
  }

  #forget({ key, timer }: Greeting): void {
    clearTimeout(timer);
    this.#greetings.delete(key);
  }
}
