import { useEffect, useState } from "react";

type Theme = "light" | "dark";

const dark = matchMedia("(prefers-color-scheme: dark)");

function chosen(): Theme | undefined {
  const kept = localStorage.getItem("theme");
  return kept === "light" || kept === "dark" ? kept : undefined;
}

/** The theme of the machine, also when that changes, until the reader chooses the other one here. */
export function useTheme(): [Theme, () => void] {
  const [choice, setChoice] = useState(chosen);
  const [machine, setMachine] = useState<Theme>(dark.matches ? "dark" : "light");
  useEffect(() => {
    const follow = () => setMachine(dark.matches ? "dark" : "light");
    dark.addEventListener("change", follow);
    return () => dark.removeEventListener("change", follow);
  }, []);
  const theme = choice ?? machine;
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  const toggle = () => {
    const next = theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", next);
    setChoice(next);
  };
  return [theme, toggle];
}
