/** docker-compose.yml and Dockerfile as data, for the tests of the container files. */
import { parse } from 'yaml';
import { read } from '../support/sources.ts';

export interface Service {
  readonly build?: string;
  readonly image?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

export const composeFile: ComposeFile = parse(read('docker-compose.yml'), { merge: true });

export const dockerfile = read('Dockerfile');

/** Instructions of the Dockerfile, with continued lines joined. */
export function instructions(name: string): readonly string[] {
  const joined = dockerfile.replaceAll('\\\n', ' ');
  return [...joined.matchAll(new RegExp(`^${name} +(.*)$`, 'gm'))].map((match) => (match[1] ?? '').replaceAll(/ {2,}/g, ' '));
}

/** The variables that the image sets. */
export const imageEnvironment: Readonly<Record<string, string>> = Object.fromEntries(
  instructions('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=', 2) as [string, string])),
);

export function serviceOf(name: string): Service {
  const service = composeFile.services[name];
  if (service === undefined) throw new Error(`docker-compose.yml has no service ${name}.`);
  return service;
}

/** Names of the services that run the image of the Dockerfile. */
export const ownServices = Object.keys(composeFile.services).filter((name) => composeFile.services[name]?.build !== undefined);
