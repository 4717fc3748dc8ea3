import type { Schemas } from "./client";

export type Fact = Schemas["JournalEntry"];
export type Connection = "connecting" | "live" | "lost";

export interface Listener {
  fact?(fact: Fact): void;
  application?(name: { namespace: string; name: string }): void;
  connection?(state: Connection, since: number): void;
}

/**
 * The one event stream of this tab. EventSource comes back by itself with Last-Event-ID, so no row of
 * the journal is missed; a stream that was closed for good (a proxy's 502, a sign-out) is opened anew.
 */
export class EventStream {
  private readonly listeners = new Set<Listener>();
  private source: EventSource | undefined;
  private last = 0;
  private state: Connection = "connecting";
  private retry: ReturnType<typeof setTimeout> | undefined;

  open(): void {
    this.close();
    this.source = new EventSource(this.last > 0 ? `/api/v1/events?after=${this.last}` : "/api/v1/events");
    this.source.addEventListener("open", () => this.become("live"));
    this.source.addEventListener("fact", (event) => this.fact(event as MessageEvent<string>));
    this.source.addEventListener("application", (event) => {
      const name = JSON.parse((event as MessageEvent<string>).data) as { namespace: string; name: string };
      this.listeners.forEach((listener) => listener.application?.(name));
    });
    this.source.addEventListener("error", () => {
      this.become("lost");
      if (this.source?.readyState === EventSource.CLOSED) {
        this.retry = setTimeout(() => this.open(), 2000);
      }
    });
  }

  close(): void {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = undefined;
  }

  follow(listener: Listener): () => void {
    this.listeners.add(listener);
    listener.connection?.(this.state, Date.now());
    return () => this.listeners.delete(listener);
  }

  private fact(event: MessageEvent<string>): void {
    this.last = Number(event.lastEventId) || this.last;
    const fact = JSON.parse(event.data) as Fact;
    this.listeners.forEach((listener) => listener.fact?.(fact));
  }

  private become(state: Connection): void {
    if (state !== this.state) {
      this.state = state;
      this.listeners.forEach((listener) => listener.connection?.(state, Date.now()));
    }
  }
}

export const events = new EventStream();
