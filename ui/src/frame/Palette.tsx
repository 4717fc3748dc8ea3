import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { type Found, search, useFound } from "./found";

const most = 50;

/** ⌘K: everything that has a page, by its name. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <ModalOverlay className="overlay" isOpen={open} onOpenChange={onOpenChange} isDismissable>
      <Modal className="modal">
        <Dialog className="dialog palette" aria-label="Search">
          <Finder close={() => onOpenChange(false)} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Finder({ close }: { close: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const navigate = useNavigate();
  const list = useRef<HTMLUListElement>(null);
  const { all, pending } = useFound();
  const shown = search(all, text).slice(0, most);

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const go = (one: Found | undefined) => {
    if (one) {
      close();
      void navigate({ href: one.href });
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((now) => Math.min(shown.length - 1, Math.max(0, now + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter") {
      go(shown[at]);
    }
  };

  return (
    <>
      <input
        autoFocus
        value={text}
        placeholder="A project, an environment, an application, a release…"
        aria-label="Search everything"
        aria-controls="found"
        aria-activedescendant={shown[at] ? `found-${at}` : undefined}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-autocomplete="list"
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <ul id="found" role="listbox" aria-label="Found" ref={list}>
        {shown.map((one, i) => (
          <li key={one.href + one.name} id={`found-${i}`} role="option" aria-selected={i === at} onClick={() => go(one)}>
            <span className="meta kind">{one.kind}</span>
            <span className="truncate">{one.name}</span>
            {one.more && <span className="meta truncate push">{one.more}</span>}
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="empty">{pending ? "Looking…" : "Nothing has that name."}</p>}
    </>
  );
}
