package io.openluffy.playground.api.verbs;

import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.StatusException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which media types a PATCH may have. */
public final class PatchTypes {
  private PatchTypes() {}

  public static Optional<Patch.Kind> find(String mediaType) {
    return Arrays.stream(Patch.Kind.values())
        .filter(kind -> kind.mediaType().equals(mediaType))
        .findFirst();
  }

  public static StatusException unsupported(boolean custom) {
    if (!custom) {
      var details = ApiStatus.Details.of("", "", "");
      return ApiStatus.of(415, "UnsupportedMediaType", "415: Unsupported Media Type", details)
          .asException();
    }
    var accepted =
        Arrays.stream(Patch.Kind.values())
            .filter(kind -> kind != Patch.Kind.STRATEGIC)
            .map(Patch.Kind::mediaType)
            .collect(Collectors.joining(", "));
    return ApiStatus.of(
            415,
            "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include: "
                + accepted)
        .asException();
  }
}
