package io.openluffy.release;

import io.openluffy.git.RepositoryPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where an environment's image tags are written. */
public sealed interface ValuesTarget {
  /** Image name to the dotted key that holds its tag, such as {@code backend.image.tag}. */
  Map<String, String> tags();

  /** A values file on the branch that the environment's Application tracks. */
  record ValuesFile(RepositoryPath path, Map<String, String> tags) implements ValuesTarget {
    public ValuesFile {
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }

  /** The Helm parameters of the Application itself; git is not written. */
  record ApplicationParameters(Map<String, String> tags) implements ValuesTarget {
    public ApplicationParameters {
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }
}
