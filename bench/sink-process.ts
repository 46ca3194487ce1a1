/**
 * The control of the suite `hostile`: reads as many bytes of each connection as the server had taken, keeps nothing, answers
 * one line and closes. What terminals lose beside it they lose to the client and the machine, not to the server.
 * Prints its port. Each line of its standard input is the number of bytes from now on; it repeats the line.
 */
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

let bytesPerRequest = 1;
const server = createServer((socket) => {
  let bytes = 0;
  socket.on('data', (chunk) => {
    bytes += chunk.length;
    if (bytes >= bytesPerRequest) socket.end('HTTP/1.1 204 No Content\r\n\r\n', () => socket.destroy());
  });
  socket.on('error', () => {});
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
createInterface({ input: process.stdin })
  .on('line', (line) => {
    bytesPerRequest = Number(line);
    process.stdout.write(`${line}\n`);
  })
  .on('close', () => process.exit(0));
