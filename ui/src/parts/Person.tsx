import { initials } from "./words";

/** A person: initials, and the name where there is room for it. */
export function Person({ name, bare = false }: { name: string; bare?: boolean }) {
  return (
    <span className="line person-line">
      <span className="person" data-tip={bare ? name : undefined} role={bare ? "img" : undefined} aria-label={bare ? name : undefined} aria-hidden={!bare}>
        {initials(name)}
      </span>
      {!bare && <span className="meta nowrap">{name}</span>}
    </span>
  );
}
