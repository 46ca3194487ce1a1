/** Profiles as the scripts take them: six arguments each (window.lua, profile_at). */
import { createHash } from 'node:crypto';
import type { PermissionUse, Profile, ProfileSet } from '../../rules/profile.ts';
import { limitMatches, permission } from '../../rules/profile.ts';
import type { RunningUse } from '../../rules/window.ts';

/** Uses that differ in what a profile looks at: bounded, so that odd MCCs cannot fill the memory. */
const CACHE_MAX = 4_096;

function fingerprint(profile: Profile): string {
  const counted = profile.limits.map((limit) => [limit.name, limit.filter, limit.window]);
  return createHash('sha256').update(JSON.stringify(counted)).digest('hex').slice(0, 12);
}

/** Lists of a filter as JSON. An absent list matches everything and stays absent. */
function filtersJson(profile: Profile): string {
  return JSON.stringify(profile.limits.map((limit) => limit.filter));
}

/** The arguments for one kind of use; built once per kind. */
export class ProfileArgs {
  readonly #profiles: ProfileSet;
  readonly #fingerprints: ReadonlyMap<string, string>;
  readonly #cache = new Map<string, readonly string[]>();
  /** For scripts that do not check a use. */
  readonly plain: readonly string[];

  constructor(profiles: ProfileSet) {
    this.#profiles = profiles;
    this.#fingerprints = new Map([...profiles.values()].map((profile) => [profile.name, fingerprint(profile)]));
    this.plain = this.#build(undefined);
  }

  /** Reads the `used` field of a card (window.lua); empty when it is of other limits. */
  running(profileName: string, used: string): readonly RunningUse[] {
    const limits = this.#profiles.get(profileName)?.limits ?? [];
    const [first, ...numbers] = used.split(' ');
    if (first !== this.#fingerprints.get(profileName)) return [];
    return limits.map((limit, index) => {
      const [cutoffMs = 0, amountMinor = 0, count = 0] = numbers.slice(index * 3, index * 3 + 3).map(Number);
      return { limit: limit.name, cutoffMs, amountMinor, count };
    });
  }

  forUse(use: PermissionUse): readonly string[] {
    const id = `${use.type}.${use.channel}.${use.mcc}.${use.terminalType}.${use.entryMode}`;
    const cached = this.#cache.get(id);
    if (cached !== undefined) return cached;
    const built = this.#build(use);
    if (this.#cache.size >= CACHE_MAX) this.#cache.clear();
    this.#cache.set(id, built);
    return built;
  }

  #build(use: PermissionUse | undefined): readonly string[] {
    const args: string[] = [];
    for (const profile of this.#profiles.values()) {
      const limits = profile.limits.map((limit) => {
        const { window, amountMinor, countMax, filter } = limit;
        const matches = use !== undefined && limitMatches(filter, use) ? 1 : 0;
        const span = window.kind === 'trailing' ? `t ${window.durationMs}` : `c ${window.days}`;
        return `${span} ${amountMinor} ${countMax} ${matches}`;
      });
      args.push(
        profile.name,
        profile.domesticOnly ? '1' : '0',
        use === undefined ? '' : permission(profile, use),
        String(profile.pinTriesMax),
        [this.#fingerprints.get(profile.name), ...limits].join(' '),
        filtersJson(profile),
      );
    }
    return args;
  }
}
