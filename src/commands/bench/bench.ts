/** `aksept bench`: runs the benchmarks. They are in the source checkout, not in the package. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { CommandError } from '../output.ts';

export function registerBench(program: Command): void {
  program
    .command('bench')
    .description('benchmark codec, PIN checks, decisions and whole servers, each against an upper bound measured in the same run')
    .argument(
      '[arguments...]',
      'for bench/main.ts: --only codec,pin,decide,memory,echo,redis,http,durable,open-loop --rounds 5 --seconds 3 --write; or --only growth, hostile or beside',
    )
    .allowUnknownOption()
    .addHelpText(
      'after',
      `
Examples:
  $ aksept bench --only memory --rounds 5 --seconds 3
  $ aksept bench --only open-loop --rounds 3 --seconds 5
  $ aksept bench --only durable --folder DIR   fsync always, fsync no and memory; DIR is on the disk to measure
  $ aksept bench --only growth --json growth.json --picture docs/growth.svg
  $ aksept bench --only growth --messages 200000 --stores memory,file --fsync always
  $ aksept bench --only growth --from growth.json --picture docs/growth.svg
  $ aksept bench --only hostile                terminals while HTTP clients send what costs most
  $ aksept bench --only beside                 terminals beside the console, a load run, replays and inspections

growth fills stores with 5 million authorizations, or --messages: rate by time and by CPU second, memory, many spends
and many cards, start of the file store. docs/benchmarks.md describes each benchmark.`,
    )
    .action((args: string[]) => {
      const script = fileURLToPath(new URL('../../../scripts/bench.mjs', import.meta.url));
      if (!existsSync(script))
        throw new CommandError('The benchmark suite is not part of the installed package; run npm run bench in a checkout of the source.');
      const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' });
      process.exitCode = status ?? 1;
    });
}
