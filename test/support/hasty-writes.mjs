/**
 * Loaded with `--import` into a server under test: writes of log batches are said to be done at once,
 * and are done some time later. So its store answers before its record is written.
 */
import { open } from 'node:fs/promises';

const LATE_MS = 250;
const BATCH_MAGIC = Buffer.from([0xab, 0x41, 0x4b, 0x42]);

const handle = await open(process.execPath);
const prototype = Object.getPrototypeOf(handle);
await handle.close();

const { write, close } = prototype;
/** By handle: the last write that was put off. */
const late = new WeakMap();

prototype.write = function (bytes, from, length, position) {
  const isBatch = Buffer.isBuffer(bytes) && bytes.subarray(from, from + 4).equals(BATCH_MAGIC);
  if (!isBatch) return write.call(this, bytes, from, length, position);
  const copy = Buffer.from(bytes.subarray(from, from + length));
  const pause = new Promise((resolve) => setTimeout(resolve, LATE_MS));
  late.set(
    this,
    Promise.all([late.get(this), pause]).then(() => write.call(this, copy, 0, length, position)),
  );
  return Promise.resolve({ bytesWritten: length, buffer: bytes });
};

prototype.close = async function () {
  await late.get(this);
  return close.call(this);
};
