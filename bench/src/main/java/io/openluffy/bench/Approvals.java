package io.openluffy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From a vote to the row that lets exactly this through, and to the beginning of the sync; the tags
 * were committed before anybody was asked. The floor is a read of the same API.
 */
record Approvals(Project project) {
  private static final String APPROVER = "approver";
  private static final String PASSWORD = "bench-approver-1";

  void measure(int rounds, List<Figure> figures) throws Exception {
    project
        .api()
        .post(
            "/api/v1/users",
            Map.of("name", APPROVER, "password", PASSWORD, "roles", List.of("approver")));
    var approver = Api.signIn(project.server().page(), APPROVER, PASSWORD);
    var committed = new ArrayList<Double>();
    var began = new ArrayList<Double>();
    var floor = new ArrayList<Double>();
    for (int i = 0; i < rounds; i++) {
      var commit = project.commit("main", "approval " + i);
      project.push("main");
      var waiting = waiting("main-" + commit.substring(0, 7));
      var id = waiting.at("/promotion/id").asText();
      var read = new Watch();
      approver.get("/api/v1/session/userinfo");
      floor.add(read.millis());
      var vote = new LinkedHashMap<String, Object>();
      vote.put("binding", waiting.path("binding"));
      vote.put("comment", "measured");
      var before = phase();
      var watch = new Watch();
      approver.post("/api/v1/promotions/" + id + "/approve", vote);
      await("promotion.approval-granted", id);
      committed.add(watch.millis());
      Watch.until("the sync", () -> Optional.of(phase()).filter(now -> !now.equals(before)));
      began.add(watch.millis());
      await("promotion.arrived", id);
    }
    figures.add(
        new Figure("approval to commit of what was approved", "ms", "500", committed, floor));
    figures.add(new Figure("approval to the sync of prod", "ms", "", began, floor));
  }

  private void await(String what, String id) throws Exception {
    var about = "promotion/" + id;
    project.facts().await(what, fact -> fact.path("about").asText().equals(about));
  }

  /** The Application of prod has an operation, or has just ended one. */
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
