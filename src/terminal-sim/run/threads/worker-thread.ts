/** The entry point of a worker thread: runs one worker, which the main thread starts and stops. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadKeyRing } from '../../../pin/keys/key-ring.ts';
import { systemClock } from '../../clock.ts';
import { terminalWire } from '../../link/terminal-wire.ts';
import type { LoadRun } from '../engine/load-run.ts';
import { LoadWorker } from './load-worker.ts';
import type { WorkerCommand, WorkerData, WorkerMessage } from './worker-message.ts';

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

// worker-threads.ts starts this module with exactly this type.
const { plan, codec, keysText, keysName } = workerData as WorkerData;
const ring = loadKeyRing(keysText, keysName);
const wire = terminalWire(codec, ring, keysName, 'codec');
const worker = new LoadWorker(plan, { ring, codec: wire.codec, header: wire.header, clock: systemClock });
let run: LoadRun | undefined;

function start(): void {
  const started = worker.run();
  run = started;
  started.statistics.onInterval = (interval) => {
    post({ kind: 'interval', interval, sentTotal: started.sentTotal, inFlight: started.inFlight });
  };
  started.run().then(
    (result) => post({ kind: 'ended', result: worker.resultOf(result) }),
    (error: unknown) => {
      // A bug in a flow. Thrown here, it ends the thread and so the run.
      setImmediate(() => {
        throw error;
      });
    },
  );
}

parentPort?.on('message', (command: WorkerCommand) => {
  if (command === 'start') start();
  else run?.stop();
});
post({ kind: 'opened', error: await worker.open() });
