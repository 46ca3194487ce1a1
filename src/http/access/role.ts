/** What a caller may do over HTTP, and what a route asks for. */
export const ROLES = ['read', 'operate', 'programme'] as const;
export type Role = (typeof ROLES)[number];

/** `open`: anyone may. */
export type Access = 'open' | Role;

/** `operate` includes `read`; `programme` is for the back office, and for nothing else. */
export function covers(role: Role, needed: Role): boolean {
  if (role === 'programme' || needed === 'programme') return role === needed;
  return role === 'operate' || needed === 'read';
}

export function isRole(word: string): word is Role {
  return (ROLES as readonly string[]).includes(word);
}
