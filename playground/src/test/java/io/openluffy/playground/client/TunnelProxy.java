package io.openluffy.playground.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that leads every tunnel to this machine, and remembers where it was to lead. */
final class TunnelProxy implements Closeable {
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> asked = new CopyOnWriteArrayList<>();

  TunnelProxy() throws IOException {
    Thread.ofVirtual().start(this::run);
  }

  String url() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  /** The first two words of each request. */
  List<String> asked() {
    return asked;
  }

  private void run() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      var request = head(client.getInputStream()).split(" ");
      asked.add(request[0] + " " + request[1]);
      var port = Integer.parseInt(request[1].substring(request[1].lastIndexOf(':') + 1));
      try (var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
        var yes = "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        client.getOutputStream().write(yes);
        Thread.ofVirtual().start(() -> pass(server, client));
        pass(client, server);
      }
    } catch (IOException _) {
      // the test sees that nothing comes through
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      // one of the two has gone
    }
  }

  private static String head(InputStream input) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) input.read());
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
