package io.openluffy.server.real;

import java.util.List;

/** The playground that a server brings along; what runs is asked through its ingress. */
final class OwnPlayground implements Ground {
  @Override
  public List<String> options() {
    return List.of();
  }

  @Override
  public String headline(RealProject project, String environment) {
    var host = environment.equals("prod") ? "" : environment + ".";
    return Site.headline(project.server(), host + "openluffy.localhost");
  }
}
