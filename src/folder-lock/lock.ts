/**
 * One process at a time owns a folder. The owner listens on a UNIX socket in it, which ends with
 * the process however it ends: a pid in a file would outlive it, and is reused.
 *
 * Every process that wants the folder first listens on a socket with a name of its own, and then
 * asks all others in the folder. One that refuses the connection is dead. The owner answers that it
 * is. One that is starting, too, gives way when the asker's name comes before its own, and
 * otherwise answers when it knows whether it got the folder. So there is never more than one owner,
 * and of several that start together one gets the folder.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { FolderInUseError } from './folder-in-use-error.ts';

const NAME = /^lock-[0-9a-f]{16}\.sock$/;
/** The longest path of a UNIX socket is 107 bytes on Linux, 103 on macOS. */
const SOCKET_PATH_BYTES_MAX = 100;
const ASK_TIMEOUT_MS = 5_000;
/** A process that breaks off is asked again, so often at most, after a pause that grows. */
const ASKS_MAX = 12;
const ASK_PAUSE_MS = 5;
const LINE_BYTES_MAX = 1_024;

/** True for the name of a socket that a process claims the folder by. */
export function isLockFile(name: string): boolean {
  return NAME.test(name);
}

export interface FolderLock {
  release(): Promise<void>;
}

/** `brokenOff`: the connection ended without an answer. */
type Answer = 'owner' | 'yields' | 'gone' | 'silent' | 'brokenOff';

class Claim {
  readonly #name: string;
  readonly #server: Server;
  #state: 'starting' | 'owner' | 'lost' = 'starting';
  #waiting: Socket[] = [];

  constructor(name: string) {
    this.#name = name;
    this.#server = createServer((socket) => this.#asked(socket));
    this.#server.unref();
  }

  get isLost(): boolean {
    return this.#state === 'lost';
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(path, () => resolve());
    });
  }

  settle(state: 'owner' | 'lost'): void {
    this.#state = state;
    for (const socket of this.#waiting) this.#answer(socket);
    this.#waiting = [];
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #asked(socket: Socket): void {
    socket.on('error', () => {});
    socket.setEncoding('utf8');
    socket.setTimeout(ASK_TIMEOUT_MS, () => socket.destroy());
    let line = '';
    socket.on('data', (text: string) => {
      line += text;
      if (line.length > LINE_BYTES_MAX) socket.destroy();
      if (!line.endsWith('\n')) return;
      const asker = line.trim();
      if (this.#state === 'starting' && asker < this.#name) this.settle('lost');
      if (this.#state === 'starting') this.#waiting.push(socket);
      else this.#answer(socket);
    });
  }

  #answer(socket: Socket): void {
    socket.end(this.#state === 'owner' ? 'owner\n' : 'yields\n');
  }
}

/** Throws a FolderInUseError when another process owns the folder, which must exist. */
export async function lockFolder(path: string): Promise<FolderLock> {
  const folder = await socketFolder(path);
  for (;;) {
    const name = `lock-${randomBytes(8).toString('hex')}.sock`;
    const claim = new Claim(name);
    await claim.listen(join(folder, name));
    const release = async (): Promise<void> => {
      await claim.close();
      await rm(join(folder, name), { force: true });
    };
    const { obstacle, dead } = await askOthers(folder, name, claim);
    if (obstacle !== '') {
      claim.settle('lost');
      await release();
      throw new FolderInUseError(path, obstacle);
    }
    claim.settle('owner');
    // Not before: a process that is asked between bind and listen refuses, too. It asks this one
    // next, which is the owner now; or, when this one is gone by then, finds its socket removed.
    for (const other of dead) await rm(join(folder, other), { force: true });
    if ((await readdir(folder)).includes(name)) return { release };
    await release();
  }
}

interface Asked {
  /** Why the folder cannot be had; empty when it can. */
  readonly obstacle: string;
  /** Sockets of processes that have ended. */
  readonly dead: readonly string[];
}

async function askOthers(folder: string, name: string, claim: Claim): Promise<Asked> {
  const dead: string[] = [];
  for (const other of await readdir(folder)) {
    if (other === name || !NAME.test(other)) continue;
    const answer = await askUntilAnswered(join(folder, other), name);
    if (answer === 'gone') dead.push(other);
    else if (answer === 'silent' || answer === 'brokenOff') return { obstacle: 'a process that does not answer owns it', dead };
    else if (answer === 'owner' || claim.isLost) return { obstacle: 'another process uses it', dead };
  }
  return { obstacle: claim.isLost ? 'another process uses it' : '', dead };
}

/** The folder itself, or one under the temporary folder when its path is too long for a socket. */
async function socketFolder(path: string): Promise<string> {
  const real = await realpath(path);
  if (Buffer.byteLength(real) + 32 <= SOCKET_PATH_BYTES_MAX) return real;
  const folder = join(tmpdir(), `aksept-${createHash('sha256').update(real).digest('hex').slice(0, 16)}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * A process that ends, or gives up the folder, while it is asked breaks off and is gone soon. One
 * that broke off because this process was stopped for seconds is still there, and answers.
 */
async function askUntilAnswered(path: string, name: string): Promise<Answer> {
  for (let asks = 1; ; asks += 1) {
    const answer = await ask(path, name);
    if (answer !== 'brokenOff' || asks === ASKS_MAX) return answer;
    await setTimeout(asks * ASK_PAUSE_MS);
  }
}

function ask(path: string, name: string): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let answer = '';
    socket.setEncoding('utf8');
    socket.setTimeout(ASK_TIMEOUT_MS, () => {
      resolve('silent');
      socket.destroy();
    });
    socket.on('connect', () => socket.write(`${name}\n`));
    socket.on('data', (text: string) => {
      answer += text;
    });
    socket.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? 'gone' : 'brokenOff'),
    );
    socket.on('close', () => resolve(answer === 'owner\n' ? 'owner' : answer === 'yields\n' ? 'yields' : 'brokenOff'));
  });
}
