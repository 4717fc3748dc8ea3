import { useQueries, useQuery } from "@tanstack/react-query";
import { addressOf, callName } from "../api/applications";
import { queries } from "../api/queries";
import { promotionWords } from "../parts/tones";
import { subject } from "../parts/words";

/** A thing that has a page. */
export interface Found {
  kind: string;
  name: string;
  more?: string;
  href: string;
}

const pages: Found[] = [
  { kind: "page", name: "Home", href: "/" },
  { kind: "page", name: "Pipelines", href: "/pipelines" },
  { kind: "page", name: "Applications", href: "/applications" },
  { kind: "page", name: "Audit", href: "/audit" },
];

/** What has all the words in it, wherever; a name that begins with the text comes first. */
export function search(all: readonly Found[], text: string): Found[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const first = words[0] ?? "";
  const begins = (one: Found) => (first !== "" && one.name.toLowerCase().startsWith(first) ? 0 : 1);
  return all
    .filter((one) => {
      const haystack = `${one.kind} ${one.name} ${one.more ?? ""}`.toLowerCase();
      return words.every((word) => haystack.includes(word));
    })
    .map((one, i) => ({ one, i }))
    .sort((a, b) => begins(a.one) - begins(b.one) || a.i - b.i)
    .map(({ one }) => one);
}

/** Everything that has a page, of all projects. */
export function useFound(): { all: Found[]; pending: boolean } {
  const projects = useQuery(queries.projects());
  const applications = useQuery(queries.applications());
  const home = useQuery(queries.home());
  const releases = useQueries({ queries: (projects.data ?? []).map((one) => queries.releases(one.name)) });
  const waiting = [...(home.data?.waitingForMe ?? []), ...(home.data?.running ?? [])];
  const all = [
    ...waiting.map((one) => ({
      kind: "promotion",
      name: `${one.tag} → ${one.environment}`,
      more: promotionWords[one.state],
      href: `/promotions/${encodeURIComponent(one.id)}`,
    })),
    ...(projects.data ?? []).map((one) => ({
      kind: "pipelines",
      name: one.name,
      href: `/pipelines/${encodeURIComponent(one.name)}`,
    })),
    ...(applications.data?.items ?? []).map((one) => {
      const name = callName(one.metadata as { namespace?: string; name: string });
      return { kind: "application", name, href: addressOf(name) };
    }),
    ...releases
      .flatMap((one) => one.data ?? [])
      .map((one) => ({
        kind: "release",
        name: one.tag,
        more: `${subject(one.message)} · ${one.author.name}`,
        href: `/releases/${encodeURIComponent(one.id)}`,
      })),
    ...pages,
  ];
  return { all, pending: projects.isPending || applications.isPending || releases.some((one) => one.isPending) };
}
