/** Writes a small file as a whole: after a crash, either the old one or the new one is there. */
import type { Files } from './files.ts';

/** Durable when it resolves. */
export async function writeWhole(files: Files, name: string, unfinished: string, text: string): Promise<void> {
  await files.remove(unfinished);
  const file = await files.open(unfinished, 'create');
  try {
    await file.write(Buffer.from(text), 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await files.rename(unfinished, name);
}
