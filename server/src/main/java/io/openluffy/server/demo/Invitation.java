package io.openluffy.server.demo;

import io.openluffy.server.terminal.Terminal;
import io.openluffy.server.wiring.Server;

/** What to try now. */
record Invitation(Server server, Terminal terminal) {
  void say() {
    var file = server.serverFile();
    var home = server.settings().home();
    var page = file.page();
    terminal.title("Prod waits for you. What to try:");
    terminal.line("  Read the diff and approve   " + page + "  (admin / " + password() + ")");
    terminal.line("  The same in a terminal      ./luffy status && ./luffy approve");
    file.ingress().ifPresent(this::places);
    terminal.line("  Look into the cluster       export KUBECONFIG=" + home.resolve("kubeconfig"));
    terminal.line("                              kubectl get applications -n argocd");
    terminal.line("                              kubectl delete deploy --all -n openluffy-dev");
    terminal.line("  Push something yourself     git clone " + file.git() + "openluffy.git");
    terminal.line("  Why is it not in prod?      ./luffy why <release> prod");
    terminal.line("");
    terminal.line("Ctrl-C stops the server; the next start goes on from here.");
  }

  private void places(String ingress) {
    var port = ingress.substring(ingress.lastIndexOf(':'));
    terminal.line("  See what runs               http://dev.openluffy.localhost" + port);
    terminal.line("                              http://preprod.openluffy.localhost" + port);
  }

  private String password() {
    return server
        .firstPassword()
        .orElse("see " + server.settings().home().resolve("admin-password"));
  }
}
