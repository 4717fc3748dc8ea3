package io.openluffy.bench;

import com.fasterxml.jackson.databind.JsonNode;

/** A Deployment with Service and Ingress that nobody manages. */
final class ByHand {
  static final String HOST = "hand.openluffy.localhost";
  private static final String NAMESPACE = "by-hand";
  private static final String LABELS = "{\"app\":\"hand\"}";

  private ByHand() {}

  /** Puts an image of another release there. */
  static void prepare(Kubernetes kubernetes, Project project, String image) throws Exception {
    kubernetes.apply(
        "/api/v1/namespaces/" + NAMESPACE,
        json(
            "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'%s'}}"
                .formatted(NAMESPACE)));
    kubernetes.apply(
        "/api/v1/namespaces/" + NAMESPACE + "/services/hand",
        json(
            "{'apiVersion':'v1','kind':'Service','metadata':{'name':'hand'},"
                + "'spec':{'selector':{'app':'hand'},'ports':[{'name':'http','port':80}]}}"));
    kubernetes.apply(
        "/apis/networking.k8s.io/v1/namespaces/" + NAMESPACE + "/ingresses/hand",
        json(
            ("{'apiVersion':'networking.k8s.io/v1','kind':'Ingress','metadata':{'name':'hand'},"
                    + "'spec':{'rules':[{'host':'%s','http':{'paths':[{'path':'/',"
                    + "'pathType':'Prefix','backend':{'service':{'name':'hand',"
                    + "'port':{'number':80}}}}]}}]}}")
                .formatted(HOST)));
    var release = image.substring(0, image.lastIndexOf(':'));
    var other = project.facts().all("promotion.values-written").getFirst();
    apply(kubernetes, release + ":" + Project.tag(other));
    project.live(HOST, Project.tag(other));
  }

  static void apply(Kubernetes kubernetes, String image) throws Exception {
    kubernetes.apply(
        "/apis/apps/v1/namespaces/" + NAMESPACE + "/deployments/hand",
        json(
            ("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'hand'},"
                    + "'spec':{'replicas':1,'selector':{'matchLabels':%s},'template':{"
                    + "'metadata':{'labels':%s},'spec':{'containers':[{'name':'hand',"
                    + "'image':'%s'}]}}}}")
                .formatted(LABELS, LABELS, image)));
  }

  private static JsonNode json(String text) throws Exception {
    return Api.JSON.readTree(text.replace('\'', '"'));
  }
}
