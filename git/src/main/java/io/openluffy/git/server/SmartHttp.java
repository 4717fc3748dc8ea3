package io.openluffy.git.server;

import io.openluffy.git.Pushes;
import io.openluffy.git.Quarantine;
import io.openluffy.kernel.archive.LimitedInput;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.web.WebExchange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.UploadPack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three exchanges of git's smart HTTP, on JGit. */
final class SmartHttp {
  static final String UPLOAD = "git-upload-pack";
  static final String RECEIVE = "git-receive-pack";
  private static final String TOO_LARGE = "the request is larger than it may be";
  private static final Logger LOG = LoggerFactory.getLogger(SmartHttp.class);

  private final EmbeddedRepositories repositories;
  private final GitAccess access;
  private final Pushes pushes;
  private final GitServerSettings settings;

  SmartHttp(
      EmbeddedRepositories repositories,
      GitAccess access,
      Pushes pushes,
      GitServerSettings settings) {
    this.repositories = repositories;
    this.access = access;
    this.pushes = pushes;
    this.settings = settings;
  }

  void advertise(WebExchange exchange, String project, String service) throws IOException {
    var repository = repositories.open(project).repository();
    try (var out = exchange.respond(200, headers(service, "advertisement"))) {
      var lines = new PacketLineOut(out);
      var packets = FetchRequest.advertiser(lines);
      if (service.equals(UPLOAD)) {
        try (var upload = upload(exchange, new UploadPack(repository))) {
          upload.sendAdvertisedRefs(packets, service);
        }
      } else {
        lines.writeString("# service=" + service + "\n");
        lines.end();
        var receiver = new ReceivePack(repository);
        PushReceiver.prepare(receiver, settings);
        receiver.sendAdvertisedRefs(packets);
      }
    }
  }

  private static UploadPack upload(WebExchange exchange, UploadPack upload) {
    upload.setBiDirectionalPipe(false);
    // A clone without files asks for them one by one; who reads a repository may read all of it.
    upload.setRequestPolicy(UploadPack.RequestPolicy.ANY);
    exchange
        .header("Git-Protocol")
        .ifPresent(protocol -> upload.setExtraParameters(List.of(protocol.split(":"))));
    return upload;
  }

  void upload(WebExchange exchange, String project) throws IOException {
    var repository = repositories.open(project).repository();
    try (var upload = upload(exchange, new UploadPack(repository));
        var body = new LimitedInput(body(exchange), settings.requestBytes(), TOO_LARGE);
        var out = exchange.respond(200, headers(UPLOAD, "result"))) {
      var asked =
          isProtocol2(exchange) ? FetchRequest.read(repository, body) : FetchRequest.plain(body);
      asked.tellOfUnborn(repository, out);
      upload.upload(asked.said(), new Unclosed(asked.answer(out)), null);
    } catch (ServiceMayNotContinueException e) {
      LOG.atDebug().addKeyValue("repository", project).setCause(e).log("A fetch was refused");
    } catch (IOException e) {
      LOG.atInfo()
          .addKeyValue("repository", project)
          .addKeyValue("reason", String.valueOf(e.getCause() == null ? e : e.getCause()))
          .log("A fetch ended early");
    }
  }

  void receive(WebExchange exchange, String project, Principal who) throws IOException {
    var handle = repositories.open(project);
    try (var body = body(exchange)) {
      var quarantine = Quarantine.of(handle, settings.pack());
      // In this order: who has read the whole answer finds nothing left.
      try (var out = exchange.respond(200, headers(RECEIVE, "result"));
          quarantine) {
        var receiver = new PushReceiver(handle, quarantine, repositories.url(project), settings);
        receiver.serve(project, who, access, pushes);
        receiver.receiveWithExceptionPropagation(body, new Unclosed(out), null);
      }
    } catch (UnpackException e) {
      // The client was told in the protocol.
      LOG.atWarn()
          .addKeyValue("repository", project)
          .addKeyValue("reason", String.valueOf(e.getCause()))
          .log("A push could not be stored");
    } catch (IOException e) {
      LOG.atInfo()
          .addKeyValue("repository", project)
          .addKeyValue("reason", e.getMessage())
          .log("A push ended early");
    }
  }

  private static boolean isProtocol2(WebExchange exchange) {
    return exchange.header("Git-Protocol").orElse("").contains("version=2");
  }

  private static InputStream body(WebExchange exchange) throws IOException {
    var encoding = exchange.header("Content-Encoding").orElse("");
    return encoding.equals("gzip") || encoding.equals("x-gzip")
        ? new GZIPInputStream(exchange.body())
        : exchange.body();
  }

  private static Map<String, String> headers(String service, String what) {
    return Map.of(
        "Content-Type", "application/x-" + service + "-" + what,
        "Cache-Control", "no-cache, max-age=0, must-revalidate",
        "Pragma", "no-cache",
        "Expires", "Fri, 01 Jan 1980 00:00:00 GMT");
  }

  /** JGit closes what it writes to; the exchange is closed by us. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
