/** HTTP clients that send the bytes of a hostile request again and again, and read whatever is answered. */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Hostile, KEY_PLACE } from './hostile-requests.ts';

/** When each client began each of its requests, in milliseconds from the start of the attack. */
export type Schedule = readonly (readonly number[])[];

export interface Attack {
  readonly schedule: Schedule;
  /** Requests that were begun. */
  readonly sent: number;
  /** Bytes that left for the server, per request: fewer than it has when the server cut the connection. */
  readonly bytesPerRequest: number;
}

class Attacker {
  readonly #hostile: Hostile;
  readonly #port: number;
  readonly #open = new Set<Socket>();
  readonly #startedMs = performance.now();
  sentBytes = 0;

  constructor(hostile: Hostile, port: number) {
    this.#hostile = hostile;
    this.#port = port;
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }

  /** Resolves when the connection has closed, whoever closed it. */
  send(): Promise<void> {
    const { parts, hangsUpAfterBytes = Number.POSITIVE_INFINITY } = this.#hostile;
    return new Promise((resolve) => {
      let answerBytes = 0;
      const socket = connect({ port: this.#port, host: '127.0.0.1' }, () => {
        for (const part of parts) socket.write(typeof part === 'string' ? part.replace(KEY_PLACE, randomUUID()) : part);
      });
      this.#open.add(socket);
      socket.on('data', (chunk) => {
        answerBytes += chunk.length;
        if (answerBytes >= hangsUpAfterBytes) socket.destroy();
      });
      socket.on('error', () => {});
      socket.once('close', () => {
        this.#open.delete(socket);
        this.sentBytes += socket.bytesWritten - socket.writableLength;
        resolve();
      });
    });
  }

  hangUp(): void {
    for (const socket of this.#open) socket.destroy();
  }
}

/** For so long, then all clients hang up. With a schedule, each request begins no earlier than it says. */
export async function attack(hostile: Hostile, port: number, seconds: number, schedule?: Schedule): Promise<Attack> {
  const attacker = new Attacker(hostile, port);
  const endMs = seconds * 1_000;
  const begun: number[][] = Array.from({ length: hostile.clients }, () => []);
  const client = async (starts: number[], index: number): Promise<void> => {
    for (;;) {
      const due = schedule === undefined ? 0 : (schedule[index]?.[starts.length] ?? endMs);
      if (due > attacker.elapsedMs) await delay(Math.min(due, endMs) - attacker.elapsedMs);
      if (attacker.elapsedMs >= endMs) return;
      starts.push(attacker.elapsedMs);
      await attacker.send();
    }
  };
  const clients = Promise.all(begun.map(client));
  await delay(endMs);
  attacker.hangUp();
  await clients;
  const sent = begun.reduce((sum, starts) => sum + starts.length, 0);
  return { schedule: begun, sent, bytesPerRequest: sent === 0 ? 0 : attacker.sentBytes / sent };
}
