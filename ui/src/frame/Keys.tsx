import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";

const keys: [string, string][] = [
  ["?", "Show the keys"],
  ["⌘K", "Search everything (Ctrl K)"],
  ["/", "Search on this page"],
  ["g h", "Go home"],
  ["g p", "Go to the pipelines"],
  ["g a", "Go to the applications"],
  ["g u", "Go to the audit"],
  ["j k", "Move in a list"],
  ["← → ↑ ↓", "Move in the tree of an application"],
  ["enter", "Open"],
  ["esc", "Close, and return the focus"],
];

const goals: Record<string, "/" | "/pipelines" | "/applications" | "/audit"> = {
  h: "/",
  p: "/pipelines",
  a: "/applications",
  u: "/audit",
};

const patience = 1000;

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** The keys that work everywhere, and the list of them. */
export function Keys({ onSearch }: { onSearch: () => void }) {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const going = useRef(0);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onSearch();
        return;
      }
      const elsewhere = event.metaKey || event.ctrlKey || event.altKey || document.querySelector("[role=dialog]");
      if (typing(event.target)) {
        leaveField(event);
        return;
      }
      if (elsewhere) {
        return;
      }
      const goal = goals[event.key];
      if (goal !== undefined && Date.now() - going.current < patience) {
        going.current = 0;
        void navigate({ to: goal });
      } else if (event.key === "g") {
        going.current = Date.now();
      } else if (event.key === "?") {
        setOpen(true);
      } else if (event.key === "/") {
        event.preventDefault();
        searchHere(onSearch);
      } else if (event.key === "j" || event.key === "k") {
        move(event.key === "j" ? 1 : -1);
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [navigate, onSearch]);

  return (
    <ModalOverlay className="overlay" isOpen={open} onOpenChange={setOpen} isDismissable>
      <Modal className="modal">
        <Dialog className="dialog" aria-label="Keys">
          <header>
            <h2>Keys</h2>
          </header>
          <dl className="body keys">
            {keys.map(([key, what]) => (
              <div key={key} className="contents-only">
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

/** Escape leaves the search field of a page, for the thing that was found. */
function leaveField(event: KeyboardEvent): void {
  if (event.key === "Escape" && event.target instanceof HTMLInputElement && event.target.dataset["search"] !== undefined) {
    event.preventDefault();
    event.target.blur();
  }
}

function searchHere(orEverywhere: () => void): void {
  const field = document.querySelector<HTMLInputElement>("[data-search]");
  if (field) {
    field.focus();
    field.select();
  } else {
    orEverywhere();
  }
}

/** Moves the focus among the things of a list, which are marked with data-item. */
function move(by: number): void {
  const items = [...document.querySelectorAll<HTMLElement>("[data-item]")];
  const at = items.findIndex((one) => one.contains(document.activeElement));
  items[Math.min(items.length - 1, Math.max(0, at + by))]?.focus();
}
