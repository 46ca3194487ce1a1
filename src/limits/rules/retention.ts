import type { ProfileSet } from './profile.ts';
import { windowReachMs } from './window.ts';

/** How long spends and stored answers are kept: at least the longest window of any profile. */
export function retentionMs(profiles: ProfileSet, leastMs: number): number {
  let longest = leastMs;
  for (const profile of profiles.values()) {
    for (const limit of profile.limits) longest = Math.max(longest, windowReachMs(limit.window));
  }
  return longest;
}
