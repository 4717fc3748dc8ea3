import type { Schemas } from "../api/client";
import { applications, bigDiff, bigTree, diff, kubernetesEvents, liveManifest, podLog, tree } from "./fixtures/applications";
import { crowdedHome, emptyHome } from "./fixtures/crowd";
import { journal, journalOf } from "./fixtures/journal";
import { ana, brokenBy, commits, home, projects, promotions, releases, toProd, voting, waiting } from "./fixtures/journey";
import { lanes, why } from "./fixtures/lanes";
import { rollbackPreview } from "./fixtures/rollback";

export interface Answer {
  status: number;
  json?: unknown;
  text?: string;
}

export type Size = "ordinary" | "crowded" | "empty";

/** A small server of made-up answers in the shapes of our API, which remembers votes and who is signed in. */
export class World {
  size: Size = "ordinary";
  signedIn = true;
  mayVote = true;
  votes: { verb: string; body: Schemas["Vote"] }[] = [];
  /** The reasons for which the glass was broken, and whether the reader is who has to confirm. */
  glass: string[] = [];
  confirms = false;
  requests: string[] = [];
  /** Answers that a test wants to see instead, by path. */
  readonly overridden = new Map<string, Answer>();
  private rows = [...journal];

  answer(method: string, url: string, body: unknown): Answer {
    const { pathname, searchParams } = new URL(url, "http://fixture");
    this.requests.push(`${method} ${pathname}`);
    const path = decodeURIComponent(pathname.replace(/^\/api\/v1/, ""));
    const instead = this.overridden.get(path);
    if (instead) {
      return instead;
    }
    if (path === "/session" || path === "/session/userinfo") {
      return this.session(method, path, body);
    }
    if (!this.signedIn) {
      return problem(401, "access.not-signed-in", "Nobody is signed in.", "Sign in on the page.");
    }
    if (path === "/account/password") {
      const { currentPassword } = body as Schemas["PasswordChange"];
      this.signedIn = currentPassword !== "right";
      return this.signedIn
        ? problem(400, "access.wrong-password", "The current password is wrong.", "An admin can set a new one.")
        : ok({});
    }
    return this.journey(method, path, body) ?? this.application(path, searchParams) ?? this.audit(path, searchParams);
  }

  /** Something happened: a new row of the journal, which the event stream then tells. */
  happened(what: string, about: string, who = "ben"): Schemas["JournalEntry"] {
    const number = (this.rows.at(-1)?.number ?? 0) + 1;
    const row = { number, at: new Date().toISOString(), who, door: "PAGE", what, about, details: {}, hash: "0".repeat(64) };
    this.rows.push(row);
    return row;
  }

  rowsAfter(number: number): Schemas["JournalEntry"][] {
    return this.rows.filter((one) => one.number > number);
  }

  private session(method: string, path: string, body: unknown): Answer {
    if (method === "POST") {
      const { password } = body as Schemas["SignIn"];
      if (password !== "right") {
        return problem(401, "access.wrong-password", "The name or the password is wrong.", "Try again.");
      }
      this.signedIn = true;
      return ok({ token: "t", expires: new Date(Date.now() + 3_600_000).toISOString() });
    }
    if (method === "DELETE") {
      this.signedIn = false;
      return { status: 204 };
    }
    return path === "/session/userinfo" && this.signedIn
      ? ok({ loggedIn: true, username: "carla", groups: ["developer", "approver"] })
      : ok({ loggedIn: false });
  }

  private journey(method: string, path: string, body: unknown): Answer | undefined {
    const [noun, key, part] = path.slice(1).split("/");
    if (path === "/home") {
      return ok(this.size === "crowded" ? crowdedHome : this.size === "empty" ? emptyHome : home);
    }
    if (path === "/server") {
      return ok({ version: "0.1.0", leading: true, playground: true, now: new Date().toISOString(), addresses: {} });
    }
    if (noun === "projects" && part === undefined) {
      return ok(this.size === "empty" ? [] : projects);
    }
    if (noun === "projects" && method === "POST") {
      return { status: 202, json: { message: `${path.split("/")[4]} goes back to develop-77aa001.` } };
    }
    if (noun === "projects" && part === "environments") {
      return ok(rollbackPreview(path.split("/")[4] ?? ""));
    }
    if (noun === "projects") {
      return part === "lanes" ? ok(lanes) : ok(releases);
    }
    if (noun === "releases") {
      return this.release(key ?? "", part);
    }
    return noun === "promotions" ? this.promotion(method, key ?? "", part, body) : undefined;
  }

  private release(id: string, part: string | undefined): Answer {
    const release = releases.find((one) => one.id === id);
    if (!release) {
      return problem(404, "request.no-such-release", `There is no release '${id}'.`, "'luffy status' lists them.");
    }
    if (part === "bad") {
      return ok(release);
    }
    if (part === "log") {
      return { status: 200, text: buildLog(this.size === "crowded" ? 20_000 : 60) };
    }
    if (part === "why") {
      return ok(why);
    }
    return ok({
      release,
      commits,
      sameContent: releases.filter((one) => one !== release && one.contentId === release.contentId).map((one) => one.id),
      promotions: promotions.filter((one) => one.release === id),
    } satisfies Schemas["ReleaseDetail"]);
  }

  private promotion(method: string, id: string, part: string | undefined, body: unknown): Answer {
    const promotion = promotions.find((one) => one.id === id);
    if (!promotion) {
      return problem(404, "request.no-such-promotion", `There is no promotion '${id}'.`, "'luffy status' lists them.");
    }
    if (method === "POST" && part === "emergency") {
      this.glass.push((body as Schemas["BrokenGlass"]).reason ?? "");
      return ok(this.voted(promotion));
    }
    if (method === "POST" && part !== undefined) {
      this.votes.push({ verb: part, body: body as Schemas["Vote"] });
      return ok(this.voted(promotion));
    }
    const waits = promotion.state === "AwaitingApproval";
    const shown = this.voted(promotion);
    return ok({
      promotion: shown,
      release: releases.find((one) => one.id === promotion.release) ?? waiting,
      commits,
      ...(waits
        ? { diff: this.size === "crowded" ? bigDiff : diff, binding: { release: waiting.id, diff: this.size === "crowded" ? bigDiff.id : diff.id, digests: [] } }
        : {}),
      tested: "tested",
      mayVote: waits && this.mayVote && this.votes.length === 0,
      ...(this.votes.length > 0
        ? { mayNotBecause: "You have voted on this already." }
        : this.mayVote
          ? {}
          : { mayNotBecause: `You wrote c0ffee1; ${ana.name} asked that authors do not approve their own changes.` }),
      ...(waits ? { voting: voting(shown, this.mayVote && (this.confirms || this.glass.length === 0)) } : {}),
      history: journalOf(`promotion/${id}`),
    } satisfies Schemas["PromotionDetail"]);
  }

  private voted(promotion: Schemas["Promotion"]): Schemas["Promotion"] {
    if (promotion !== toProd) {
      return promotion;
    }
    const [reason] = this.glass;
    const emergency = reason === undefined ? {} : { emergency: brokenBy("carla", reason) };
    const mine = this.votes.map(({ verb, body }) => ({
      by: "carla",
      vote: verb === "approve" ? ("approve" as const) : ("reject" as const),
      comment: body.comment,
      door: "PAGE",
      at: new Date().toISOString(),
    }));
    return { ...promotion, ...emergency, approvals: [...(promotion.approvals ?? []), ...mine] };
  }

  private application(path: string, query: URLSearchParams): Answer | undefined {
    const [noun, name, part, pod] = path.slice(1).split("/");
    if (noun !== "applications") {
      return undefined;
    }
    if (name === undefined) {
      return ok({ metadata: {}, items: this.size === "empty" ? [] : applications });
    }
    const found = applications.find((one) => one.metadata["name"] === name);
    if (!found) {
      return problem(404, "application.no-such-application", `There is no Application '${name}'.`, "'luffy apps' lists them.");
    }
    switch (part) {
      case undefined:
      case "sync":
      case "rollback":
        return ok(found);
      case "resource-tree":
        return ok({ nodes: this.size === "crowded" ? bigTree : this.size === "empty" ? [] : tree });
      case "diff":
        return ok(this.size === "crowded" ? bigDiff : diff);
      case "events":
        return ok({
          items: kubernetesEvents.filter(
            (one) => !query.has("resourceName") || one.involvedObject.name === query.get("resourceName"),
          ),
        });
      case "resource":
        return ok({ manifest: liveManifest(query.get("kind") ?? "", query.get("resourceName") ?? "") });
      case "pods":
        return pod ? { status: 200, text: podLog(this.size === "crowded" ? 20_000 : 200) } : notFound(path);
      default:
        return notFound(path);
    }
  }

  private audit(path: string, query: URLSearchParams): Answer {
    if (path === "/journal") {
      return ok(this.rowsAfter(Number(query.get("after") ?? 0)));
    }
    return path === "/journal/verify" ? ok({ intact: true, rows: this.rows.at(-1)?.number ?? 0 }) : notFound(path);
  }
}

function ok(json: unknown): Answer {
  return { status: 200, json };
}

function notFound(path: string): Answer {
  return problem(404, "request.not-found", `Nothing is at ${path}.`, "Look at the address.");
}

export function problem(status: number, code: string, detail: string, remedy: string): Answer {
  const json: Schemas["Problem"] = {
    type: `urn:openluffy:problem:${code}`,
    title: code,
    status,
    code,
    detail,
    remedy,
    id: "7f3a91c2",
  };
  return { status, json };
}

function buildLog(lines: number): string {
  const steps = ["backend: FROM eclipse-temurin:25", "backend: COPY server.jar /app/", "backend: pushed sha256:1f0c", "frontend: COPY public/ /srv/"];
  return Array.from({ length: lines }, (_, i) => `${steps[i % steps.length]} (${i + 1})`).join("\n");
}
