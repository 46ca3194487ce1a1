/** A file to choose. The words of the browser's own field are in the browser's language, not in that of the page. */
import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { language } from '../../../settings.ts';
import { bytesText } from '../../../text/format.ts';
import { say } from '../text.ts';

interface FileFieldProps {
  readonly label: string;
  readonly value: Signal<File | undefined>;
  /** Types and endings, with a comma between them. */
  readonly accept: string;
}

export function FileField({ label, value, accept }: FileFieldProps) {
  const id = useId();
  const file = value.value;
  return (
    <div class="field wide-field file-field">
      <label for={id}>{label}</label>
      <div class="file-choice">
        {/* It lies over what is shown, so that a click and a dropped file reach it. */}
        <input
          id={id}
          type="file"
          accept={accept}
          onChange={({ currentTarget }) => {
            value.value = currentTarget.files?.[0];
          }}
        />
        <span class="file-button" aria-hidden="true">
          {say('chooseAFile')}
        </span>
        <span class="file-name" aria-hidden="true">
          {file === undefined ? say('noFileChosen') : `${file.name}, ${bytesText(language.value, file.size)}`}
        </span>
      </div>
    </div>
  );
}
