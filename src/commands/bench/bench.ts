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
      'for bench/main.ts: --only codec,pin,decide,memory,echo,redis,http,open-loop --rounds 5 --seconds 3 --write; or --only hostile',
    )
    .allowUnknownOption()
    .addHelpText(
      'after',
      `
Examples:
  $ aksept bench --only memory --rounds 5 --seconds 3
  $ aksept bench --only open-loop --rounds 3 --seconds 5
  $ aksept bench --only hostile --rounds 1     terminals while HTTP clients send what costs most`,
    )
    .action((args: string[]) => {
      const script = fileURLToPath(new URL('../../../scripts/bench.mjs', import.meta.url));
      if (!existsSync(script))
        throw new CommandError('The benchmark suite is not part of the installed package; run npm run bench in a checkout of the source.');
      const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' });
      process.exitCode = status ?? 1;
    });
}
