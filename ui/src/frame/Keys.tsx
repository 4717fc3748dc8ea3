import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";

const keys: [string, string][] = [
  ["?", "Show the keys"],
  ["⌘K or /", "Search"],
  ["g h", "Go home"],
  ["g p", "Go to the pipelines"],
  ["g a", "Go to the applications"],
  ["g u", "Go to the audit"],
  ["j k", "Move in a list"],
  ["enter", "Open"],
  ["esc", "Close, and return the focus"],
];

const goals: Record<string, "/" | "/pipelines" | "/applications" | "/audit"> = {
  h: "/",
  p: "/pipelines",
  a: "/applications",
  u: "/audit",
};

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** The keys that work everywhere, and the list of them. */
export function Keys({ onSearch }: { onSearch: () => void }) {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const going = useRef(0);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key === "k") {
        event.preventDefault();
        onSearch();
        return;
      }
      if (typing(event.target) || event.metaKey || event.ctrlKey || event.altKey) {
        return;
      }
      const goal = goals[event.key];
      if (goal !== undefined && Date.now() - going.current < 1000) {
        going.current = 0;
        void navigate({ to: goal });
      } else if (event.key === "g") {
        going.current = Date.now();
      } else if (event.key === "?") {
        setOpen(true);
      } else if (event.key === "/") {
        event.preventDefault();
        onSearch();
      } else if (event.key === "j" || event.key === "k") {
        move(event.key === "j" ? 1 : -1);
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [navigate, onSearch]);

  return (
    <ModalOverlay className="overlay" isOpen={open} onOpenChange={setOpen} isDismissable>
      <Modal>
        <Dialog className="dialog" aria-label="Keys">
          <header>Keys</header>
          <dl className="body keys">
            {keys.map(([key, what]) => (
              <div key={key} style={{ display: "contents" }}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Moves the focus among the things of a list, which are marked with data-item. */
function move(by: number): void {
  const items = [...document.querySelectorAll<HTMLElement>("[data-item]")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[Math.min(items.length - 1, Math.max(0, at + by))]?.focus();
}
