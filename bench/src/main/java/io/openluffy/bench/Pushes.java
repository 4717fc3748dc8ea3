package io.openluffy.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * From the beginning of a {@code git push} to the answer of the new version by the ingress; the
 * images are there, since the change is in the chart. The floor is the same by hand: a push to a
 * branch without a pipeline, an apply of the Deployment, and the wait for the ingress.
 */
record Pushes(Project project) {
  void measure(int rounds, List<Figure> figures) throws Exception {
    var live = new ArrayList<Double>();
    var written = new ArrayList<Double>();
    var reverted = new ArrayList<Double>();
    var byHand = new ArrayList<Double>();
    var pushed = new ArrayList<Double>();
    var soaks = project.soaks();
    for (int i = 0; i < rounds; i++) {
      push(project.commit("develop", "round " + i), live, written);
      push(revert(), reverted, new ArrayList<>());
      byHand.add(byHand(i, pushed));
    }
    figures.add(new Figure("push to live in dev, images prebuilt", "ms", "2000", live, byHand));
    figures.add(new Figure("push to values commit", "ms", "1000", written, pushed));
    figures.add(new Figure("git revert to live in dev", "ms", "2000", reverted, byHand));
    figures.add(project.beyond("soak of 1 s, beyond its end", soaks));
  }

  private void push(String commit, List<Double> live, List<Double> written) throws Exception {
    var tag = "dev-" + commit.substring(0, 7);
    var watch = new Watch();
    project.push("develop");
    project.facts().await("promotion.values-written", fact -> Project.tag(fact).equals(tag));
    written.add(watch.millis());
    project.live("dev.openluffy.localhost", tag);
    live.add(watch.millis());
    project
        .facts()
        .await(
            "promotion.arrived",
            fact -> Project.tag(fact).equals(tag) && Project.place(fact).endsWith("/preprod"));
  }

  private String revert() throws Exception {
    Project.run(project.folder(), "git", "revert", "--no-edit", "HEAD");
    Project.run(project.folder(), "git", "pull", "-q", "--rebase");
    return project.head();
  }

  /** In a namespace of its own, with a host of its own, and with two images in turn. */
  private double byHand(int round, List<Double> pushed) throws Exception {
    var kubernetes = project.kubernetes();
    var source = "/apis/apps/v1/namespaces/openluffy-dev/deployments/frontend";
    var image = kubernetes.get(source).at("/spec/template/spec/containers/0/image").asText();
    ByHand.prepare(kubernetes, project, image);
    var tag = image.substring(image.lastIndexOf(':') + 1);
    Project.run(project.folder(), "git", "checkout", "-q", "-B", "by-hand", "origin/develop");
    Project.run(project.folder(), "git", "commit", "-q", "--allow-empty", "-m", "By hand " + round);
    var watch = new Watch();
    Project.run(project.folder(), "git", "push", "-q", "-f", "origin", "HEAD:by-hand");
    pushed.add(watch.millis());
    ByHand.apply(kubernetes, image);
    project.live(ByHand.HOST, tag);
    return watch.millis();
  }
}
