package io.openluffy.server.journey;

import io.openluffy.application.ApplicationName;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kube.ResourceKey;
import io.openluffy.playground.sample.SampleProject;
import io.openluffy.promotion.EnvironmentKey;
import io.openluffy.release.ProjectName;

/** How things of the sample project are called. */
public final class Names {
  public static final RepositoryUrl REPOSITORY =
      new RepositoryUrl("http://openluffy.localhost/git/openluffy.git");
  public static final ProjectName PROJECT = new ProjectName(SampleProject.NAME);

  private Names() {}

  public static String values(String environment) {
    return "helm/openluffy/values/" + environment + ".yaml";
  }

  public static ApplicationName name(String environment) {
    return ApplicationName.of("openluffy-" + environment);
  }

  public static EnvironmentKey place(String environment) {
    return new EnvironmentKey(PROJECT, environment);
  }

  public static ResourceKey workload(String environment, String service) {
    return new ResourceKey("apps", "Deployment", "openluffy-" + environment, service);
  }

  public static ResourceKey applicationKey(String environment) {
    return new ResourceKey("argoproj.io", "Application", "argocd", "openluffy-" + environment);
  }
}
