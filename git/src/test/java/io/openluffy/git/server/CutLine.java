package io.openluffy.git.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A way to an HTTP server that breaks after some bytes of each connection, either way. */
final class CutLine implements AutoCloseable {
  private final URI server;
  private final ServerSocket door;
  private volatile long most = Long.MAX_VALUE;
  private volatile long mostAsked = Long.MAX_VALUE;

  CutLine(String server) throws IOException {
    this.server = URI.create(server);
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  String address() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  void cutAfter(long bytes) {
    most = bytes;
  }

  void cutBodyAfter(long bytes) {
    mostAsked = bytes;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        Thread.startVirtualThread(() -> join(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void join(Socket client) {
    try (client;
        var there = new Socket(server.getHost(), server.getPort())) {
      Thread.startVirtualThread(() -> ask(client, there));
      carry(there, client, most);
    } catch (IOException cut) {
      // The other side sees it.
    }
  }

  private void ask(Socket client, Socket there) {
    carry(client, there, mostAsked);
    if (mostAsked < Long.MAX_VALUE) {
      try {
        client.close();
        there.close();
      } catch (IOException closed) {
        // That is what was wanted.
      }
    }
  }

  private static void carry(Socket from, Socket to, long most) {
    try {
      copy(from.getInputStream(), to.getOutputStream(), most);
    } catch (IOException cut) {
      // The other side sees it.
    }
  }

  private static void copy(InputStream in, OutputStream out, long most) throws IOException {
    var buffer = new byte[4096];
    for (long left = most; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        return;
      }
      out.write(buffer, 0, read);
      out.flush();
      left -= read;
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
