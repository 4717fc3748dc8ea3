package io.openluffy.application.render;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The program of a worker process: renders charts one after the other and ends when nobody talks to
 * it any more. It never runs in the server: Helm's Go runtime takes over signals, and its {@code
 * lookup} reads with the rights of its process.
 */
public final class HelmWorker {
  private static final long LARGEST_CALL = 64L << 20;

  private HelmWorker() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    System.setOut(System.err);
    var calls = new LinkedBlockingQueue<WorkerCall>();
    Thread.ofPlatform().daemon().name("calls").start(() -> listen(calls));
    while (true) {
      WorkerCall.send(out, answer(calls.take()));
    }
  }

  /** Ends the process with the last word of its master, even in the middle of a rendering. */
  private static void listen(LinkedBlockingQueue<WorkerCall> calls) {
    try (var in =
        new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)))) {
      while (true) {
        calls.add(WorkerCall.receive(in, WorkerCall.class, LARGEST_CALL));
      }
    } catch (IOException _) {
      Runtime.getRuntime().halt(0);
    }
  }

  private static WorkerCall.Answer answer(WorkerCall call) {
    try {
      var objects = Optional.ofNullable(command(call).call());
      return new WorkerCall.Answer(true, objects.orElse(""));
    } catch (IllegalStateException e) {
      return new WorkerCall.Answer(false, String.valueOf(e.getMessage()));
    }
  }

  private static TemplateCommand command(WorkerCall call) {
    var command =
        new Helm(Path.of(call.chart()))
            .template()
            .withName(call.release())
            .withNamespace(call.namespace())
            .withKubeVersion(call.kubeVersion());
    call.valueFiles().forEach(file -> command.withValuesFile(Path.of(file)));
    call.set().forEach(command::set);
    call.setFiles().forEach((name, file) -> command.setFile(name, Path.of(file)));
    return command;
  }
}
