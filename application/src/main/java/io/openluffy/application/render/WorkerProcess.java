package io.openluffy.application.render;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Our end of one worker process. */
final class WorkerProcess implements AutoCloseable {
  private static final String TOOL = "Helm";
  private static final String HEAP = "-Xmx256m";

  private final RenderLimits limits;
  private final PrivateFolder folder;
  private final Process process;
  private final DataOutputStream calls;
  private final DataInputStream answers;

  /** A process that was told to end lives on for a moment; it is of no use from then on. */
  private volatile boolean spent;

  private WorkerProcess(RenderLimits limits, PrivateFolder folder, Process process) {
    this.limits = limits;
    this.folder = folder;
    this.process = process;
    this.calls = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  static WorkerProcess start(RenderSettings settings) {
    var folder = PrivateFolder.in(settings.work());
    try {
      var process =
          ToolRun.builder(command(settings, folder), folder)
              .directory(folder.path().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new WorkerProcess(settings.limits(), folder, process);
    } catch (IOException e) {
      folder.close();
      throw ToolRun.unusable(TOOL, e);
    }
  }

  private static List<String> command(RenderSettings settings, PrivateFolder folder) {
    return List.of(
        settings.javaHome().resolve("bin").resolve("java").toString(),
        HEAP,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.io.tmpdir=" + folder.folder("native"),
        "-Djna.encoding=UTF-8",
        "-cp",
        absolute(settings.classpath()),
        HelmWorker.class.getName());
  }

  /** The worker runs in another folder. */
  private static String absolute(String classpath) {
    return Stream.of(classpath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  boolean isUsable() {
    return !spent && process.isAlive();
  }

  /**
   * The objects; a {@link ToolFailure} with Helm's words. A worker that was killed is of no use.
   */
  String render(WorkerCall call, Turns.Turn turn) {
    var watch = new ProcessWatch(process, TOOL, limits, turn);
    try (watch) {
      return ask(call);
    } catch (IOException e) {
      spent = true;
      process.destroyForcibly();
      throw watch.killed().<RuntimeException>map(one -> one).orElseGet(() -> died(e));
    } finally {
      spent |= watch.killed().isPresent();
    }
  }

  private String ask(WorkerCall call) throws IOException {
    WorkerCall.send(calls, call);
    var answer = WorkerCall.receive(answers, WorkerCall.Answer.class, 2 * limits.manifestBytes());
    if (!answer.done()) {
      throw new ToolFailure(answer.text());
    }
    return answer.text();
  }

  private static RuntimeException died(IOException cause) {
    return ToolRun.unusable(TOOL, new IOException("its process ended: " + cause, cause));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    folder.close();
  }
}
