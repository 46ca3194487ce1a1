/** What the page at /docs may load: its own style sheet, and no script, image, frame or form. */
import { createHash } from 'node:crypto';
import { DOCS_STYLE } from './style.ts';

export const DOCS_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(DOCS_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
