import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { GitBranch, House, Layers, LogOut, Moon, ScrollText, Search, Sun } from "lucide-react";
import { useEffect, useState } from "react";
import { ask, client, signedOut } from "../api/client";
import { events } from "../api/events";
import { queries } from "../api/queries";
import { ConnectionBanner } from "./ConnectionBanner";
import "./frame.css";
import { Keys } from "./Keys";
import { Palette } from "./Palette";
import { SignIn } from "./SignIn";
import { useTheme } from "./theme";

const places = [
  { to: "/", label: "Home", icon: House },
  { to: "/pipelines", label: "Pipelines", icon: GitBranch },
  { to: "/applications", label: "Applications", icon: Layers },
  { to: "/audit", label: "Audit", icon: ScrollText },
] as const;

/** What is around every page: the rail, the top line, and who is signed in. */
export function Frame() {
  const cache = useQueryClient();
  const who = useQuery(queries.who());
  const loggedIn = who.data?.loggedIn ?? false;

  useEffect(() => {
    const leave = () => cache.setQueryData(queries.who().queryKey, { loggedIn: false });
    signedOut.addEventListener("signed-out", leave);
    return () => signedOut.removeEventListener("signed-out", leave);
  }, [cache]);

  useEffect(() => {
    if (loggedIn) {
      events.open();
      return () => events.close();
    }
    return undefined;
  }, [loggedIn]);

  if (who.isPending) {
    return <div className="blank" role="status" aria-label="Loading" />;
  }
  if (!loggedIn) {
    return <SignIn failed={who.error} />;
  }
  return <SignedIn user={who.data?.username ?? ""} roles={who.data?.groups ?? []} />;
}

function SignedIn({ user, roles }: { user: string; roles: string[] }) {
  const cache = useQueryClient();
  const [searching, setSearching] = useState(false);
  const [theme, toggleTheme] = useTheme();
  const leave = async () => {
    await ask(client.DELETE("/api/v1/session"));
    cache.clear();
  };
  return (
    <div className="frame">
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <nav className="rail" aria-label="Places">
        <Link to="/" className="brand">
          <img src="/favicon.svg" alt="" width="24" height="24" />
          <span>OpenLuffy</span>
        </Link>
        <ul>
          {places.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: to === "/" }} activeProps={{ "aria-current": "page" }}>
                <Icon size={18} aria-hidden="true" />
                <span>{label}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="middle">
        <header className="top">
          <button type="button" className="button quiet search-button" onClick={() => setSearching(true)}>
            <Search size={16} aria-hidden="true" />
            <span>Search</span>
            <kbd>⌘K</kbd>
          </button>
          <span className="push line">
            <button
              type="button"
              className="button quiet"
              onClick={toggleTheme}
              aria-label={theme === "dark" ? "Use the light theme" : "Use the dark theme"}
            >
              {theme === "dark" ? <Sun size={16} /> : <Moon size={16} />}
            </button>
            <span className="person" title={`${user}: ${roles.join(", ")}`}>
              {user.slice(0, 2).toUpperCase()}
            </span>
            <button type="button" className="button quiet" onClick={() => void leave()} aria-label={`Sign out ${user}`}>
              <LogOut size={16} />
            </button>
          </span>
        </header>
        <ConnectionBanner />
        <main id="page" className="page" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Palette open={searching} onOpenChange={setSearching} />
      <Keys onSearch={() => setSearching(true)} />
    </div>
  );
}
