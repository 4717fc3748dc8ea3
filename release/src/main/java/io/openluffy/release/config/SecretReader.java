package io.openluffy.release.config;

import io.openluffy.release.SecretBinding;
import io.openluffy.release.SecretSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one entry of {@code secrets}. */
final class SecretReader {
  private static final Pattern STORE = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");
  private static final Pattern ABSOLUTE = Pattern.compile("/[^\\x00-\\x1f]{1,4000}");

  private SecretReader() {}

  static Optional<SecretBinding> read(Section section) {
    var parameter = section.required("parameter").flatMap(Texts::key);
    var from = section.required("from").flatMap(Value::section).flatMap(SecretReader::source);
    section.done();
    return parameter.flatMap(name -> from.map(source -> new SecretBinding(name, source)));
  }

  private static Optional<SecretSource> source(Section section) {
    var store = section.optional("store");
    var kubernetes = section.optional("kubernetesSecret");
    var variable = section.optional("environmentVariable");
    var file = section.optional("file");
    section.done();
    if (Stream.of(store, kubernetes, variable, file).filter(Optional::isPresent).count() != 1) {
      section
          .self()
          .problem(
              "config.missing-key",
              "A secret comes from exactly one place.",
              "Give one of " + List.of("store", "kubernetesSecret", "environmentVariable", "file"));
      return Optional.empty();
    }
    return store
        .flatMap(value -> Texts.matching(value, STORE, "the name of a secret", "Use 'api-key'."))
        .<SecretSource>map(SecretSource.Store::new)
        .or(() -> kubernetes.flatMap(Value::section).flatMap(SecretReader::kubernetesSecret))
        .or(
            () ->
                variable
                    .flatMap(value -> Texts.matching(value, VARIABLE, "a variable", "Use 'KEY'."))
                    .map(SecretSource.EnvironmentVariable::new))
        .or(
            () ->
                file.flatMap(
                        value ->
                            Texts.matching(
                                value, ABSOLUTE, "an absolute path", "Begin it with '/'."))
                    .filter(path -> !List.of(path.split("/")).contains(".."))
                    .map(SecretSource.File::new));
  }

  private static Optional<SecretSource> kubernetesSecret(Section section) {
    var namespace = section.required("namespace").flatMap(Texts::name);
    var name =
        section
            .required("name")
            .flatMap(value -> Texts.matching(value, STORE, "the name of a Secret", ""));
    var key =
        section
            .required("key")
            .flatMap(value -> Texts.matching(value, KEY, "a key of a Secret", ""));
    section.done();
    return namespace.flatMap(
        ns -> name.flatMap(n -> key.map(k -> new SecretSource.KubernetesSecret(ns, n, k))));
  }
}
