/** Ends a spawned server, and removes its folder, however the process that started it ends. */
import { type ChildProcess, spawn } from 'node:child_process';

/** A shell that reads until this process closes the pipe, by ending in whatever way, and then ends the server and removes its folder. */
export function startGuard(ending: string, folder: string): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', `trap '' INT TERM HUP; read _; ${ending}; rm -rf "$1"`, 'sh', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  return guard;
}
