/** Sends a file and tells how much of it is sent, which fetch does not. */
import { ApiError } from '../../../api/http.ts';
import { authorization } from '../../../api/token.ts';
import { say } from '../text.ts';
import { userHeaders } from '../user.ts';

const OK_FIRST = 200;
const OK_LAST = 299;

function answerOf(request: XMLHttpRequest): unknown {
  let body: unknown = {};
  try {
    body = JSON.parse(request.responseText);
  } catch {
    // It ended before its answer: the status tells.
  }
  if (request.status >= OK_FIRST && request.status <= OK_LAST) return body;
  const { detail } = body as { readonly detail?: unknown };
  throw new ApiError(request.status, typeof detail === 'string' ? detail : `HTTP ${request.status} ${request.statusText}`);
}

/** `onPart` gets numbers from 0 to 1. Rejects with an ApiError. */
export function sendFile<Answer>(path: string, file: File, onPart: (part: number) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    const headers = { ...authorization(), ...userHeaders(), 'content-type': 'application/xml', 'idempotency-key': crypto.randomUUID() };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onPart(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      try {
        resolve(answerOf(request) as Answer);
      } catch (error) {
        reject(error);
      }
    };
    // Also when the file was changed after it was chosen.
    request.onerror = () => reject(new ApiError(0, say('fileNotSent')));
    request.send(file);
  });
}
