import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { queries } from "../api/queries";

interface Found {
  kind: string;
  name: string;
  href: string;
}

/** ⌘K: everything that has a page, by its name. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <ModalOverlay className="overlay" isOpen={open} onOpenChange={onOpenChange} isDismissable>
      <Modal>
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
  const found = useFound().filter((one) => `${one.kind} ${one.name}`.toLowerCase().includes(text.toLowerCase()));
  const shown = found.slice(0, 12);

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
        placeholder="An application, a release, an environment…"
        aria-label="Search"
        aria-controls="found"
        role="combobox"
        aria-expanded="true"
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <ul id="found" role="listbox">
        {shown.map((one, i) => (
          <li key={one.href} role="option" aria-selected={i === at} onClick={() => go(one)}>
            <span className="meta">{one.kind}</span>
            <span className="truncate">{one.name}</span>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="empty">Nothing has that name.</p>}
    </>
  );
}

function useFound(): Found[] {
  const projects = useQuery(queries.projects());
  const applications = useQuery(queries.applications());
  const first = projects.data?.[0]?.name;
  const releases = useQuery({ ...queries.releases(first ?? ""), enabled: first !== undefined });
  return [
    ...(projects.data ?? []).map((one) => ({
      kind: "pipeline",
      name: one.name,
      href: `/pipelines/${encodeURIComponent(one.name)}`,
    })),
    ...(applications.data?.items ?? []).map((one) => {
      const name = String(one.metadata?.["name"] ?? "");
      return { kind: "application", name, href: `/applications/${encodeURIComponent(name)}` };
    }),
    ...(releases.data ?? []).map((one) => ({
      kind: "release",
      name: `${one.tag} ${one.message.split("\n")[0] ?? ""}`,
      href: `/releases/${encodeURIComponent(one.id)}`,
    })),
  ];
}
