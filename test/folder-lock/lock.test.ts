/** Who owns a folder: real sockets, and processes that really end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type FolderLock, lockFolder } from '../../src/folder-lock/lock.ts';

const root = mkdtempSync(join(tmpdir(), 'aksept-lock-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function folder(): string {
  return mkdtempSync(join(root, 'f-'));
}

it('is refused while it is held, and to be had again after its release', async () => {
  const path = folder();
  const lock = await lockFolder(path);
  await expect(lockFolder(path)).rejects.toThrow(
    `The folder ${path} is in use: another process uses it; stop that process, or give another folder.`,
  );
  await lock.release();
  await (await lockFolder(path)).release();
  expect(readdirSync(path)).toEqual([]);
});

it('of many that start at once, exactly one gets the folder', async () => {
  for (let round = 0; round < 20; round += 1) {
    const path = folder();
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => lockFolder(path)));
    const locks = results.filter((each): each is PromiseFulfilledResult<FolderLock> => each.status === 'fulfilled');
    expect(locks).toHaveLength(1);
    await locks[0]?.value.release();
  }
});

it('a process that was killed owns nothing any more', async () => {
  const path = folder();
  const held = join(path, 'lock-0123456789abcdef.sock');
  const script = `require('node:net').createServer((s) => s.end('owner\\n')).listen(${JSON.stringify(held)}, () => console.log('ready'))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  await expect(lockFolder(path)).rejects.toThrow('is in use');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(readdirSync(path)).toContain('lock-0123456789abcdef.sock');
  await (await lockFolder(path)).release();
});

/** Another process that has the folder, as far as its socket says. */
async function otherAt(path: string, onAsked: (socket: Socket, asked: number, server: Server) => void): Promise<Server> {
  let asked = 0;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    asked += 1;
    onAsked(socket, asked, server);
  });
  server.listen(join(path, 'lock-0123456789abcdef.sock'));
  await once(server, 'listening');
  return server;
}

it('one that ends while it is asked does not have the folder', async () => {
  const path = folder();
  await otherAt(path, (socket, _asked, server) => {
    server.close();
    socket.destroy();
  });
  await (await lockFolder(path)).release();
});

it.each([
  ['ends', (socket: Socket) => socket.end()],
  ['is destroyed', (socket: Socket) => socket.destroy()],
])('an owner whose connection %s without an answer is asked again, and still has it', async (_how, breakOff) => {
  const path = folder();
  const server = await otherAt(path, (socket, asked) => {
    if (asked <= 3) breakOff(socket);
    else socket.end('owner\n');
  });
  await expect(lockFolder(path)).rejects.toThrow('another process uses it');
  server.close();
});

it('one that never answers is said to have the folder', async () => {
  const path = folder();
  const server = await otherAt(path, (socket) => socket.end('own'));
  await expect(lockFolder(path)).rejects.toThrow('a process that does not answer owns it');
  server.close();
});

it('a path that is too long for a socket is locked, too', async () => {
  const path = join(folder(), 'x'.repeat(120));
  const { mkdirSync } = await import('node:fs');
  mkdirSync(path);
  const lock = await lockFolder(path);
  await expect(lockFolder(path)).rejects.toThrow('is in use');
  await lock.release();
});
