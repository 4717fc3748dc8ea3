/** What comes from the stream, and what happens to it. */
export interface Message {
  type: "open" | "lost" | "missed" | "hello" | "reset" | "ping" | "fact" | "application";
  data: string;
}

const shared = "openluffy-events";
const kinds = ["hello", "reset", "ping", "fact", "application"] as const;
const patience = 2000;
/** The server says something every ten seconds; after more than two of them the connection is dead. */
const silence = 25_000;

/**
 * One connection for all tabs of this browser: a browser has only a few to a server, and a log needs
 * one, too. The tab that holds the lock listens and passes on; when it is closed, the next one takes
 * over after the last row that it saw. Without locks (a page that is not secure) each tab has its own.
 */
export class SharedSource {
  private source: EventSource | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private channel: BroadcastChannel | undefined;
  private release: (() => void) | undefined;
  private readonly asking = new AbortController();
  private live = false;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(
    private readonly last: () => number,
    private readonly hear: (message: Message) => void,
  ) {}

  open(): void {
    addEventListener("offline", this.offline);
    addEventListener("online", this.online);
    if (typeof navigator.locks === "undefined" || typeof BroadcastChannel === "undefined") {
      this.listen();
      return;
    }
    this.channel = new BroadcastChannel(shared);
    this.channel.addEventListener("message", (event: MessageEvent<Message | "who-leads">) => this.passedOn(event.data));
    this.channel.postMessage("who-leads");
    navigator.locks
      .request(shared, { signal: this.asking.signal }, () => this.lead())
      .catch((error: unknown) => {
        if (!this.closed) {
          throw error;
        }
      });
  }

  /** Connects anew, if it is this tab that is connected. */
  again(): void {
    if (this.source) {
      this.listen();
    } else {
      this.channel?.postMessage("who-leads");
    }
  }

  close(): void {
    this.closed = true;
    removeEventListener("offline", this.offline);
    removeEventListener("online", this.online);
    clearTimeout(this.retry);
    clearTimeout(this.watch);
    this.source?.close();
    this.release?.();
    this.asking.abort();
    this.channel?.close();
  }

  private lead(): Promise<void> {
    if (this.closed) {
      return Promise.resolve();
    }
    if (this.last() > 0) {
      // Notes that are no rows of the journal were not kept between the tab before and this one.
      this.hear({ type: "missed", data: "" });
    }
    this.listen();
    return new Promise((release) => {
      this.release = release;
    });
  }

  /** A connection that died without a word is noticed by its silence, and made anew. */
  private heard(): void {
    clearTimeout(this.watch);
    if (this.closed) {
      return;
    }
    this.watch = setTimeout(() => {
      if (this.source) {
        this.tell({ type: "lost", data: "" });
        this.listen();
      } else {
        this.hear({ type: "lost", data: "" });
        this.channel?.postMessage("who-leads");
      }
    }, silence);
  }

  private listen(): void {
    clearTimeout(this.retry);
    this.heard();
    this.source?.close();
    const after = this.last();
    const source = new EventSource(after > 0 ? `/api/v1/events?after=${after}` : "/api/v1/events");
    this.source = source;
    source.addEventListener("open", () => this.tell({ type: "open", data: "" }));
    for (const type of kinds) {
      source.addEventListener(type, (event) => this.tell({ type, data: (event as MessageEvent<string>).data }));
    }
    source.addEventListener("error", () => {
      this.tell({ type: "lost", data: "" });
      // A stream that ended for good (a proxy's 502, an ended session) does not come back by itself.
      if (source.readyState === EventSource.CLOSED) {
        this.retry = setTimeout(() => this.listen(), patience);
      }
    });
  }

  private tell(message: Message): void {
    if (!this.closed) {
      if (message.type !== "lost") {
        this.heard();
      }
      this.live = message.type !== "lost";
      this.channel?.postMessage(message);
      this.hear(message);
    }
  }

  private passedOn(message: Message | "who-leads"): void {
    if (message !== "who-leads") {
      this.heard();
      this.hear(message);
    } else if (this.source) {
      const now: Message = this.live
        ? { type: "hello", data: JSON.stringify({ last: this.last() }) }
        : { type: "lost", data: "" };
      this.channel?.postMessage(now);
    }
  }

  private readonly offline = () => this.hear({ type: "lost", data: "" });
  private readonly online = () => this.again();
}
