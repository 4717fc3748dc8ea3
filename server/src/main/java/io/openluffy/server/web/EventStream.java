package io.openluffy.server.web;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The event stream: journal rows as they are committed, and notes that an application changed.
 *
 * <p>The id of a row is its number, so a client that comes back with {@code Last-Event-ID} misses
 * nothing, also after the server was killed. One that comes back with a number that this journal
 * does not have, or after more rows than are worth sending, is told {@code reset}: it has to ask
 * for everything again. A {@code ping} comes every ten seconds; a client that misses three knows
 * that its connection is dead. A client that reads too slowly is let go; it comes back by itself.
 */
public final class EventStream implements AutoCloseable {
  private static final int BACKLOG = 1_000;
  private static final int PAGE = 500;
  private static final int MOST_CLIENTS = 1_000;

  /** Rows that are sent to one that comes back; after more of them it starts anew. */
  static final int MOST_MISSED = 5_000;

  private final Journal journal;
  private final long heartbeatMillis;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final AutoCloseable following;
  private volatile boolean closed;

  public EventStream(Journal journal) {
    this(journal, 10_000);
  }

  EventStream(Journal journal, long heartbeatMillis) {
    this.journal = journal;
    this.heartbeatMillis = heartbeatMillis;
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

  /** Refuses one client more than the server has room for. */
  public void admit() {
    if (clients.size() >= MOST_CLIENTS) {
      throw Problem.world(
              "server.too-many-streams",
              MOST_CLIENTS + " clients listen already.",
              Where.NOWHERE,
              "Close some, or ask again later.")
          .asException();
    }
  }

  /**
   * Writes to one client until it goes away: rows after {@code after} first, then what comes.
   *
   * @param after the last row that the client has; less than 0 when what it has is no row
   * @param welcome whether it may still listen; asked with each heartbeat
   */
  public void write(long after, OutputStream out, BooleanSupplier welcome) throws IOException {
    var client = new Client();
    clients.add(client);
    try {
      var last = journal.last();
      send(out, "", "hello", Map.of("last", last));
      var sent = after;
      if (after < 0 || after > last || last - after > MOST_MISSED) {
        send(out, "id: " + last + "\n", "reset", Map.of("last", last));
        sent = last;
      }
      sent = catchUp(sent, out);
      while (!closed && !client.tooSlow) {
        var message = client.queue.poll(heartbeatMillis, TimeUnit.MILLISECONDS);
        if (message == null && !welcome.getAsBoolean()) {
          return;
        }
        sent = next(message, sent, out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(client);
    }
  }

  /** How many listen. */
  int clients() {
    return clients.size();
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

  private static long next(@Nullable Message message, long sent, OutputStream out)
      throws IOException {
    return switch (message) {
      case null -> {
        send(out, "", "ping", Map.of("last", sent));
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
