import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { GitBranch, House, Layers, LogOut, Moon, ScrollText, Search, Sun } from "lucide-react";
import { useCallback, useState } from "react";
import { ask, client } from "../api/client";
import { queries } from "../api/queries";
import { Person } from "../parts/Person";
import { initials } from "../parts/words";
import { Account } from "./Account";
import { ConnectionBanner, ConnectionDot } from "./ConnectionBanner";
import { Keys } from "./Keys";
import { Palette } from "./Palette";
import { ProjectSwitch } from "./ProjectSwitch";
import { useTheme } from "./theme";

const places = [
  { to: "/", label: "Home", icon: House },
  { to: "/pipelines", label: "Pipelines", icon: GitBranch },
  { to: "/applications", label: "Applications", icon: Layers },
  { to: "/audit", label: "Audit", icon: ScrollText },
] as const;

/** The rail, the top line, the page, and what every page can do. */
export function SignedIn({ user, roles }: { user: string; roles: string[] }) {
  const [searching, setSearching] = useState(false);
  const search = useCallback(() => setSearching(true), []);
  return (
    <div className="frame">
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <nav className="rail" aria-label="Places">
        <Link to="/" className="brand" aria-label="OpenLuffy, home">
          <img src="/favicon.svg" alt="" width="24" height="24" />
          <span>OpenLuffy</span>
        </Link>
        <ul>
          {places.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: to === "/", includeSearch: false }} activeProps={{ "aria-current": "page" }}>
                <Icon size={18} aria-hidden="true" />
                <span>{label}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="middle">
        <header className="top">
          <ProjectSwitch />
          <button type="button" className="button quiet search-button" onClick={search}>
            <Search size={16} aria-hidden="true" />
            <span>Search</span>
            <kbd>⌘K</kbd>
          </button>
          <span className="push line">
            <ConnectionDot />
            <User user={user} roles={roles} />
          </span>
        </header>
        <ConnectionBanner />
        <main id="page" className="page" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Palette open={searching} onOpenChange={setSearching} />
      <Keys onSearch={search} />
    </div>
  );
}

function User({ user, roles }: { user: string; roles: string[] }) {
  const cache = useQueryClient();
  const [theme, toggleTheme] = useTheme();
  const [open, setOpen] = useState(false);
  const leave = useMutation({
    mutationFn: () => ask(client.DELETE("/api/v1/session")),
    onSettled: () => {
      cache.setQueryData(queries.who().queryKey, { loggedIn: false });
      cache.removeQueries({ predicate: (one) => one.queryKey[0] !== "who" });
    },
  });
  const other = theme === "dark" ? "Use the light theme" : "Use the dark theme";
  return (
    <>
      <button type="button" className="button quiet" onClick={toggleTheme} aria-label={other} data-tip={other}>
        {theme === "dark" ? <Sun size={16} /> : <Moon size={16} />}
      </button>
      <button
        type="button"
        className="button quiet"
        onClick={() => setOpen(true)}
        aria-label={`${initials(user)}: you are ${user}; change your password`}
        data-tip={`${user}: ${roles.join(", ")}`}
      >
        <Person name={user} bare />
      </button>
      {open && <Account user={user} roles={roles} onClose={() => setOpen(false)} />}
      <button
        type="button"
        className="button quiet"
        onClick={() => leave.mutate()}
        aria-label={`Sign out ${user}`}
        data-tip={`Sign out ${user}`}
      >
        <LogOut size={16} />
      </button>
    </>
  );
}
