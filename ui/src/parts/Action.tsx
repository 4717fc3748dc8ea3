import { type ReactNode, useId } from "react";

/**
 * A button that says why it can't be pressed: it stays where the keyboard reaches it, and its reason
 * is on the screen.
 */
export function Action({
  children,
  onPress,
  refused,
  busy = false,
  look = "",
  silent = false,
  label,
}: {
  children: ReactNode;
  onPress: () => void;
  refused?: string | undefined;
  busy?: boolean;
  look?: string;
  /** The reason is written elsewhere, for several buttons together. */
  silent?: boolean;
  label?: string;
}) {
  const id = useId();
  const off = refused !== undefined || busy;
  return (
    <>
      <button
        type="button"
        className={`button ${look}`}
        aria-disabled={off}
        aria-busy={busy}
        aria-label={label}
        aria-describedby={refused !== undefined && !silent ? id : undefined}
        data-tip={silent ? refused : undefined}
        onClick={() => {
          if (!off) {
            onPress();
          }
        }}
      >
        {children}
      </button>
      {refused !== undefined && !silent && (
        <span id={id} className="meta reason">
          {refused}
        </span>
      )}
    </>
  );
}
