package io.openluffy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a vote to the beginning of the sync of prod. The floor is a read of the same API. */
record Approvals(Project project) {
  private static final String PASSWORD = "bench-approver-1";

  void measure(int rounds, List<Figure> figures) throws Exception {
    project
        .api()
        .post(
            "/api/v1/users",
            Map.of("name", "bench", "password", PASSWORD, "roles", List.of("approver")));
    var approver = Api.signIn(project.server().page(), "bench", PASSWORD);
    var began = new ArrayList<Double>();
    var floor = new ArrayList<Double>();
    for (int i = 0; i < rounds; i++) {
      var commit = project.commit("main", "approval " + i);
      project.push("main");
      var waiting = waiting("main-" + commit.substring(0, 7));
      var path = "/api/v1/promotions/" + waiting.at("/promotion/id").asText();
      var read = new Watch();
      approver.get("/api/v1/session/userinfo");
      floor.add(read.millis());
      var vote = new LinkedHashMap<String, Object>();
      vote.put("binding", waiting.path("binding"));
      vote.put("comment", "measured");
      var about = path.substring("/api/v1/promotions/".length());
      var watch = new Watch();
      approver.post(path + "/approve", vote);
      operation();
      began.add(watch.millis());
      project
          .facts()
          .await(
              "promotion.arrived",
              fact -> fact.path("about").asText().equals("promotion/" + about));
    }
    figures.add(new Figure("approval to sync of prod", "ms", "500", began, floor));
  }

  /** The Application of prod has an operation, or has just ended one. */
  private void operation() throws Exception {
    var before = phase();
    Watch.until("the sync", () -> Optional.of(phase()).filter(now -> !now.equals(before)));
  }

  private String phase() throws Exception {
    var app =
        project
            .kubernetes()
            .get("/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/openluffy-prod");
    return app.path("operation") + app.at("/status/operationState/startedAt").asText();
  }

  private JsonNode waiting(String tag) throws Exception {
    var fact =
        project
            .facts()
            .await(
                "promotion.approval-asked",
                one -> Project.tag(one).equals(tag) && Project.place(one).endsWith("/prod"));
    var id = fact.path("about").asText().substring("promotion/".length());
    return project.api().get("/api/v1/promotions/" + id);
  }
}
