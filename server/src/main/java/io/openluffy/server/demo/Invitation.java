package io.openluffy.server.demo;

import io.openluffy.playground.sample.SampleProject;
import io.openluffy.release.Release;
import io.openluffy.server.terminal.Terminal;
import io.openluffy.server.wiring.Server;

/**
 * What to try now; every command works as it stands there.
 *
 * @param luffy how the command line finds this server
 */
record Invitation(Server server, Terminal terminal, String luffy) {
  /**
   * @param waiting the release that waits for a person before prod
   */
  void say(Release waiting) {
    var file = server.serverFile();
    terminal.title("Prod waits for you. What to try:");
    row("Read the diff and approve", file.page());
    row("", "sign in as admin, password " + password());
    row("The same in a terminal", luffy + " status");
    row("", luffy + " diff openluffy-prod");
    row("", luffy + " approve prod -m 'looks good'");
    row("Why is it not in prod yet?", luffy + " why " + waiting.id().value() + " prod");
    file.ingress().ifPresent(this::places);
    file.kubeconfig().ifPresent(this::cluster);
    row("Push something yourself", "git clone " + clone(file.git()));
    row("", "the same name and password");
    terminal.line("");
    terminal.line("Ctrl-C stops the server; the next start goes on from here.");
  }

  void sayWhereToLook() {
    terminal.line("");
    row("Look at it on the page", server.serverFile().page());
    row("", "sign in as admin, password " + password());
    row("or in a terminal", luffy + " doctor");
    row("The log", server.settings().home().resolve("openluffy.log").toString());
    terminal.line("");
    terminal.line("The server runs on. Ctrl-C stops it; the next demo tries again.");
  }

  private void row(String what, String how) {
    terminal.line("  %-28s%s".formatted(what, how));
  }

  private void places(String ingress) {
    var port = ingress.substring(ingress.lastIndexOf(':'));
    row("See what runs", "http://dev.openluffy.localhost" + port);
    row("", "http://preprod.openluffy.localhost" + port);
    row("", "http://openluffy.localhost" + port + "   (prod)");
  }

  private void cluster(String kubeconfig) {
    row("Look into the cluster", "export KUBECONFIG=" + kubeconfig);
    row("", "kubectl get applications -n argocd");
    row("Watch drift being healed", "kubectl delete deploy --all -n openluffy-dev");
  }

  private static String clone(String git) {
    return git + SampleProject.NAME + ".git";
  }

  private String password() {
    return server
        .firstPassword()
        .orElse("in " + server.settings().home().resolve("admin-password"));
  }
}
