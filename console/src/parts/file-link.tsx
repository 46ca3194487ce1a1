/**
 * A link to a file of the server. A link sends no token: with one, the file is read and saved instead.
 */
import type { ComponentChildren } from 'preact';
import { download } from '../api/http.ts';
import { token } from '../api/token.ts';

interface FileLinkProps {
  readonly href: string;
  /** What it is saved as. */
  readonly file: string;
  /** It is a page to look at: it opens beside this one. */
  readonly isPage?: boolean;
  readonly label?: string;
  readonly children: ComponentChildren;
}

async function save(href: string, file: string): Promise<void> {
  const url = URL.createObjectURL(await download(href));
  const link = document.createElement('a');
  link.href = url;
  link.download = file;
  link.click();
  URL.revokeObjectURL(url);
}

export function FileLink({ href, file, isPage = false, label, children }: FileLinkProps) {
  const target = isPage ? { target: '_blank', rel: 'noreferrer' } : { download: file };
  return (
    <a
      href={href}
      aria-label={label}
      {...target}
      onClick={(event) => {
        if (token.value === '') return;
        event.preventDefault();
        void save(href, file);
      }}
    >
      {children}
    </a>
  );
}
