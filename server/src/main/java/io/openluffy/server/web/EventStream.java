package io.openluffy.server.web;

import io.openluffy.kernel.journal.Journal;
import io.openluffy.kernel.journal.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The event stream: journal rows as they are committed, and notes that an application changed.
 *
 * <p>The id of a row is its number, so a client that comes back with {@code Last-Event-ID} misses
 * nothing. A client that reads too slowly is let go; it comes back by itself.
 */
public final class EventStream implements AutoCloseable {
  private static final int BACKLOG = 1_000;
  private static final int PAGE = 500;
  private static final long HEARTBEAT_SECONDS = 15;

  private final Journal journal;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final AutoCloseable following;
  private volatile boolean closed;

  public EventStream(Journal journal) {
    this.journal = journal;
    this.following = journal.follow(this::publish);
  }

  private sealed interface Message {
    record Row(JournalEntry entry) implements Message {}

    record Note(String type, Object data) implements Message {}
  }

  private static final class Client {
    private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>(BACKLOG);
    private volatile boolean tooSlow;

    void offer(Message message) {
      tooSlow |= !queue.offer(message);
    }
  }

  /** Tells everybody something that is not in the journal. */
  public void note(String type, Object data) {
    var message = new Message.Note(type, data);
    clients.forEach(client -> client.offer(message));
  }

  private void publish(JournalEntry entry) {
    var message = new Message.Row(entry);
    clients.forEach(client -> client.offer(message));
  }

  /** Writes to one client until it goes away: rows after {@code after} first, then what comes. */
  public void write(long after, OutputStream out) throws IOException {
    var client = new Client();
    clients.add(client);
    try {
      send(out, "", "hello", Map.of("last", journal.last()));
      var sent = catchUp(after, out);
      while (!closed && !client.tooSlow) {
        sent = next(client, sent, out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(client);
    }
  }

  private long catchUp(long after, OutputStream out) throws IOException {
    var sent = after;
    var page = journal.after(sent, PAGE);
    while (!page.isEmpty()) {
      for (JournalEntry entry : page) {
        row(entry, out);
        sent = entry.number();
      }
      page = journal.after(sent, PAGE);
    }
    return sent;
  }

  private static long next(Client client, long sent, OutputStream out)
      throws IOException, InterruptedException {
    var message = client.queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    return switch (message) {
      case null -> {
        out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        yield sent;
      }
      case Message.Row(var entry) when entry.number() <= sent -> sent;
      case Message.Row(var entry) -> {
        row(entry, out);
        yield entry.number();
      }
      case Message.Note(var type, var data) -> {
        send(out, "", type, data);
        yield sent;
      }
    };
  }

  private static void row(JournalEntry entry, OutputStream out) throws IOException {
    send(out, "id: " + entry.number() + "\n", "fact", JournalRow.of(entry));
  }

  private static void send(OutputStream out, String id, String type, Object data)
      throws IOException {
    var text =
        id
            + "event: "
            + type
            + "\ndata: "
            + new String(ApiJson.bytes(data), StandardCharsets.UTF_8)
            + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    closed = true;
    note("bye", Map.of());
    Followers.close(following);
  }
}
