package io.openluffy.git.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;

/** A push without git, so that its words and its pack can be anything. */
final class RawPush {
  static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("ada:s3cret".getBytes(US_ASCII));
  private static final String NOTHING = "0".repeat(40);

  private RawPush() {}

  /** What the server answers, also in its side bands. */
  static String of(String address, String ref, String id, byte[] pack) {
    var command = NOTHING + " " + id + " " + ref + "\0report-status ofs-delta";
    var line = String.format("%04x", command.getBytes(UTF_8).length + 4) + command + "0000";
    var request =
        HttpRequest.newBuilder(URI.create(address.replace("ada:s3cret@", "") + "/git-receive-pack"))
            .header("Authorization", BASIC)
            .header("Content-Type", "application/x-git-receive-pack-request")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    HostilePack.join(line.getBytes(UTF_8), pack)))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "broken off: " + e.getMessage();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static boolean isAccepted(String answer) {
    return answer.matches("(?s).*unpack ok\n....ok .*");
  }
}
