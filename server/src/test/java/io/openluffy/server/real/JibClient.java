package io.openluffy.server.real;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** jib at a registry: what it pushes, builds upon, pulls and is refused. */
final class JibClient {
  /** jib sends no password where there is no TLS, and tries TLS first, unless it is told. */
  private static final Map<String, String> SETTINGS =
      Map.of("sendCredentialsOverHttp", "true", "jib.httpTimeout", "60000");

  private final RegistrySite site;
  private final Path folder;
  private final Story story = new Story();

  private interface Step {
    String taken() throws Exception;
  }

  private JibClient(RegistrySite site, Path folder) {
    this.site = site;
    this.folder = folder;
  }

  static Story story(RegistrySite site, Path folder) throws IOException {
    var client = new JibClient(site, Files.createDirectories(folder));
    SETTINGS.forEach(System::setProperty);
    try {
      client.tell();
    } finally {
      SETTINGS.keySet().forEach(System::clearProperty);
    }
    return client.story;
  }

  private void tell() throws IOException {
    var content = new byte[2 << 20];
    new Random(7).nextBytes(content);
    var layer = Files.write(folder.resolve("layer"), content);
    var other = Files.writeString(folder.resolve("other"), "another layer");
    step("push", () -> push(scratch(layer), "jib/app:1"));
    step("push it again", () -> push(scratch(layer), "jib/app:1"));
    step("push as OCI", () -> push(scratch(layer).setFormat(ImageFormat.OCI), "jib/oci:1"));
    step(
        "push for two platforms",
        () -> push(scratch(layer).addPlatform("arm64", "linux"), "jib/both:1"));
    step("build upon it", () -> push(upon("jib/app:1").addLayer(List.of(other), "/"), "jib/app:2"));
    step("build beside it", () -> push(upon("jib/oci:1"), "jib/beside:1"));
    step("pull", () -> pull("jib/app:2"));
    step("pull by digest", () -> pull("jib/app@" + digest("jib/app", "1")));
    step("pull what is not there", () -> pull("jib/app:missing"));
    step("build upon what is not there", () -> push(upon("jib/nothing:1"), "jib/app:3"));
    for (var image : List.of("app:1", "app:latest", "app:2", "oci:1", "both:1", "beside:1")) {
      var parts = image.split(":");
      step("the digest of " + image, () -> digest("jib/" + parts[0], parts[1]));
    }
  }

  private void step(String name, Step step) {
    try {
      story.tell(name, step.taken());
    } catch (Exception e) {
      var deepest = (Throwable) e;
      while (deepest.getCause() != null) {
        deepest = deepest.getCause();
      }
      story.tell(name, e.getClass().getSimpleName() + " of " + deepest.getClass().getSimpleName());
    }
  }

  private JibContainerBuilder scratch(Path layer) throws IOException {
    return Jib.fromScratch().addLayer(List.of(layer), "/app").setEntrypoint("/app/layer");
  }

  private JibContainerBuilder upon(String image) throws InvalidImageReferenceException {
    return Jib.from(image(image));
  }

  private String push(JibContainerBuilder image, String name) throws Exception {
    return told(
        image.containerize(settled(Containerizer.to(image(name)).withAdditionalTag("latest"))));
  }

  /** What it has pulled lies in a tar archive, whose bytes count, too. */
  private String pull(String name) throws Exception {
    var tar = folder.resolve("pulled.tar");
    Files.deleteIfExists(tar);
    var pulled =
        upon(name).containerize(settled(Containerizer.to(TarImage.at(tar).named("pulled"))));
    return told(pulled) + " " + RegistrySite.digest(Files.readAllBytes(tar));
  }

  private static String told(JibContainer image) {
    return "%s %s %s"
        .formatted(image.getDigest(), image.getImageId(), new TreeSet<>(image.getTags()));
  }

  /** Each registry has caches of its own, so that all is fetched. */
  private Containerizer settled(Containerizer containerizer) {
    return containerizer
        .setAllowInsecureRegistries(true)
        .setAlwaysCacheBaseImage(true)
        .setBaseImageLayersCache(folder.resolve("below"))
        .setApplicationLayersCache(folder.resolve("above"));
  }

  private RegistryImage image(String name) throws InvalidImageReferenceException {
    var image = RegistryImage.named(site.address() + "/" + name);
    return site.user().isEmpty() ? image : image.addCredential(site.user(), site.password());
  }

  /** By the registry's own account. */
  private String digest(String repository, String tag) {
    var types =
        List.of(
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.oci.image.index.v1+json");
    return site.send(
            "HEAD",
            "/v2/" + repository + "/manifests/" + tag,
            Map.of("Accept", String.join(", ", types)),
            new byte[0])
        .headers()
        .firstValue("Docker-Content-Digest")
        .orElse("none");
  }
}
