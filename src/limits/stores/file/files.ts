/**
 * What the file store asks of files, clock and timers: passed in, so that a test can let writes
 * fail, tear them, or forget all that was not synced.
 */
import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

export interface LogFile {
  /** Writes all bytes at the offset. */
  write(bytes: Buffer, offset: number): Promise<void>;
  /** Reads up to the length of `bytes`; returns how many there were. */
  read(bytes: Buffer, offset: number): Promise<number>;
  /** Resolves when all that was written survives a power cut. */
  sync(): Promise<void>;
  truncate(bytes: number): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

export type OpenMode =
  /** The file must not be there yet. */
  'create' | 'readWrite' | 'read';

/** One folder. Names are plain file names within it, or those of a folder of it: `folder/name`. */
export interface Files {
  /** For messages. */
  readonly path: string;
  list(): Promise<readonly string[]>;
  open(name: string, mode: OpenMode): Promise<LogFile>;
  /** Durable when it resolves. */
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
  size(name: string): Promise<number>;
  /** A folder of it. Durable when it resolves. */
  makeFolder(name: string): Promise<void>;
}

const FLAGS: Readonly<Record<OpenMode, number>> = {
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
  readWrite: constants.O_RDWR,
  read: constants.O_RDONLY,
};

/** State of cards and accounts: for its owner only. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

class NodeFile implements LogFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(bytes: Buffer, offset: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, offset + done);
      if (bytesWritten === 0) throw new Error('the file takes no more bytes');
      done += bytesWritten;
    }
  }

  async read(bytes: Buffer, offset: number): Promise<number> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await this.#handle.read(bytes, done, bytes.length - done, offset + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done;
  }

  sync(): Promise<void> {
    return this.#handle.datasync();
  }

  truncate(bytes: number): Promise<void> {
    return this.#handle.truncate(bytes);
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** The files of a folder on disk; makes the folder when it is not there. */
export async function nodeFiles(path: string): Promise<Files> {
  const made = await makeFolders(resolve(path));
  if (made !== undefined) await syncParents(resolve(path), resolve(made));
  return filesIn(path);
}

/** The first one that was not there; undefined when all were. */
async function makeFolders(path: string): Promise<string | undefined> {
  try {
    return await mkdir(path, { recursive: true, mode: FOLDER_MODE });
  } catch (error) {
    if (!isMissing(error)) throw error;
    // On a read-only file system Node says that there is no such folder; the one above has the reason.
    await access(await nearestOf(path), constants.W_OK);
    throw error;
  }
}

/** The last folder of a path that is there. */
async function nearestOf(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    if (!isMissing(error) || path === dirname(path)) throw error;
    return nearestOf(dirname(path));
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** The files of a folder that is there; changes nothing by itself. */
export function filesIn(path: string): Files {
  return {
    path,
    list: () => readdir(path),
    open: async (name, mode) => new NodeFile(await open(join(path, name), FLAGS[mode], FILE_MODE)),
    rename: async (from, to) => {
      await rename(join(path, from), join(path, to));
      const target = dirname(join(path, to));
      await syncFolder(target);
      if (target !== join(path)) await syncFolder(path);
    },
    remove: (name) => rm(join(path, name), { force: true }),
    size: async (name) => (await stat(join(path, name))).size,
    makeFolder: async (name) => {
      await mkdir(join(path, name), { mode: FOLDER_MODE });
      await syncFolder(path);
    },
  };
}

/** From a folder up to the first one that was made with it. */
async function syncParents(path: string, made: string): Promise<void> {
  for (let folder = path; folder.length >= made.length; folder = dirname(folder)) await syncFolder(dirname(folder));
}

/** A new name is durable when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
