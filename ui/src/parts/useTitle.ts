import { useEffect } from "react";

/** The window's title says where one is. */
export function useTitle(...parts: string[]): void {
  const title = [...parts, "OpenLuffy"].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
