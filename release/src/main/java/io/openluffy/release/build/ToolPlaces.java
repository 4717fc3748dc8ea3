package io.openluffy.release.build;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where the images of a build are really reached, for a builder that knows nothing of our names.
 */
record ToolPlaces(Place target, List<Place> bases) {
  ToolPlaces {
    bases = List.copyOf(bases);
  }

  /** An image as it is written and as it is reached. */
  record Place(ImageReference named, ImageReference located, boolean plainHttp) {
    boolean isElsewhere() {
      return !named.registry().equals(located.registry());
    }
  }

  static ToolPlaces of(ImageReference target, List<ImageReference> bases, RegistryLocator locator) {
    return new ToolPlaces(
        place(target, locator),
        bases.stream().distinct().map(base -> place(base, locator)).toList());
  }

  private static Place place(ImageReference named, RegistryLocator locator) {
    var location = locator.locate(named.registry());
    return new Place(named, named.at(location.address()), location.plainHttp());
  }

  List<Place> basesElsewhere() {
    return bases.stream().filter(Place::isElsewhere).toList();
  }

  private List<Place> all() {
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(target), bases.stream())
        .toList();
  }

  /** The registries by name, each with the account that we have there under all its names. */
  Map<String, RegistryCredentials.Credential> accounts(RegistryCredentials credentials) {
    var accounts = new TreeMap<String, RegistryCredentials.Credential>();
    for (var place : all()) {
      credentials
          .of(place.named().registry())
          .ifPresent(known -> names(place).forEach(name -> accounts.put(name, known)));
    }
    return accounts;
  }

  /** Docker's own registry is called differently in every file. */
  private static List<String> names(Place place) {
    return place.named().isOnDockerHub()
        ? List.of("docker.io", "https://index.docker.io/v1/")
        : List.of(place.named().registry(), place.located().registry());
  }

  /** In the form of containers-registries.conf(5), which buildah and podman read. */
  String registries() {
    return "unqualified-search-registries = [\"docker.io\"]\n"
        + all().stream()
            .filter(place -> place.isElsewhere() || place.plainHttp())
            .map(ToolPlaces::entry)
            .distinct()
            .collect(Collectors.joining());
  }

  private static String entry(Place place) {
    return """

        [[registry]]
        prefix = "%s"
        location = "%s"
        insecure = %s
        """
        .formatted(place.named().registry(), place.located().registry(), place.plainHttp());
  }
}
