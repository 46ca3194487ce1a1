/** Tabs over one panel, moved through by the arrow keys (ARIA authoring practices: tabs). */
import type { Signal } from '@preact/signals';

export function Tabs<Name extends string>({
  names,
  nameOf,
  chosen,
  label,
  panel,
}: {
  readonly names: readonly Name[];
  /** For people. */
  readonly nameOf: (name: Name) => string;
  readonly chosen: Signal<Name>;
  readonly label: string;
  /** The id of the panel. */
  readonly panel: string;
}) {
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = names.indexOf(chosen.value);
    const next = names[(at + step + names.length) % names.length];
    if (next === undefined) return;
    chosen.value = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label}>
      {names.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`tab-${each}`}
          aria-selected={chosen.value === each}
          aria-controls={panel}
          tabIndex={chosen.value === each ? 0 : -1}
          onClick={() => {
            chosen.value = each;
          }}
          onKeyDown={move}
        >
          {nameOf(each)}
        </button>
      ))}
    </div>
  );
}
