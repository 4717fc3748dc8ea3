import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { World } from "../src/testing/World";

const page = fileURLToPath(new URL("../target/classes/META-INF/resources/openluffy", import.meta.url));
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
/** The same policy as the server's, so that what it forbids is noticed here. */
const policy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; " +
  "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/** The built page, over made-up answers and a real event stream that can be cut. */
export class FixtureServer {
  readonly world = new World();
  private readonly streams = new Set<ServerResponse>();
  private readonly sockets = new Set<Socket>();
  private server: Server = this.made();
  private port = 0;

  async start(): Promise<string> {
    await new Promise<void>((ready) => this.server.listen(this.port, "127.0.0.1", ready));
    this.port = (this.server.address() as AddressInfo).port;
    return `http://127.0.0.1:${this.port}`;
  }

  /** Cuts every connection and answers no more. */
  async stop(): Promise<void> {
    if (!this.server.listening) {
      return;
    }
    const closed = new Promise<void>((done) => this.server.close(() => done()));
    this.sockets.forEach((socket) => socket.destroy());
    await closed;
    this.server = this.made();
  }

  /** How many event streams were asked for. */
  streamsOpened = 0;

  /** A fact is recorded and told to everybody who listens. */
  happened(what: string, about: string): void {
    const row = this.world.happened(what, about);
    this.streams.forEach((stream) => stream.write(message("fact", row, row.number)));
  }

  applicationChanged(name: string): void {
    this.streams.forEach((stream) => stream.write(message("application", { namespace: "argocd", name })));
  }

  private made(): Server {
    const server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
    server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
    });
    return server;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? "/";
    if (url.startsWith("/api/v1/events")) {
      this.stream(request, response, url);
    } else if (url.startsWith("/api/")) {
      const answer = this.world.answer(request.method ?? "GET", url, await body(request));
      const json = answer.json !== undefined;
      response.writeHead(answer.status, { "Content-Type": json ? "application/json" : "text/plain; charset=utf-8" });
      response.end(json ? JSON.stringify(answer.json) : answer.text);
    } else {
      await this.file(url, response);
    }
  }

  private stream(request: IncomingMessage, response: ServerResponse, url: string): void {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    const last = this.world.rowsAfter(0).at(-1)?.number ?? 0;
    const header = request.headers["last-event-id"];
    const after = Number(header ?? new URL(url, "http://fixture").searchParams.get("after") ?? last);
    response.write(message("hello", { last }));
    this.world.rowsAfter(after).forEach((row) => response.write(message("fact", row, row.number)));
    this.streamsOpened++;
    this.streams.add(response);
    response.on("close", () => this.streams.delete(response));
  }

  private async file(url: string, response: ServerResponse): Promise<void> {
    const path = normalize(new URL(url, "http://fixture").pathname);
    const file = extname(path) === "" ? "/index.html" : path;
    const content = await readFile(join(page, file)).catch(() => undefined);
    const headers = { "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": policy };
    response.writeHead(content ? 200 : 404, headers).end(content);
  }
}

function message(type: string, data: unknown, id?: number): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

async function body(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
  }
  return text === "" ? undefined : JSON.parse(text);
}
