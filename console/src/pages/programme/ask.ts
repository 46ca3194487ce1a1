/** Requests to the back office, in the name of the chosen user. All reject with an ApiError. */
import { download, get, post } from '../../api/http.ts';
import { userHeaders } from './user.ts';

export function ask<Answer>(path: string): Promise<Answer> {
  return get(path, userHeaders());
}

export function tell<Answer>(path: string, body: unknown = {}, method: 'POST' | 'PUT' | 'DELETE' = 'POST'): Promise<Answer> {
  return post(path, body, method, userHeaders());
}

export function file(path: string): Promise<Blob> {
  return download(path, { headers: userHeaders() });
}

/** The HTML of a page to print. */
export async function pageText(path: string): Promise<string> {
  return (await file(path)).text();
}

/** The same of a page that is made once. */
export async function pageTextOnce(path: string): Promise<string> {
  const headers = { ...userHeaders(), 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  return (await download(path, { method: 'POST', headers, body: '{}' })).text();
}

/** Adds what is not empty to the query of a path. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (given.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
