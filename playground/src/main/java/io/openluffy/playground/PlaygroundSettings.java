package io.openluffy.playground;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a playground lives and who may use it.
 *
 * @param home the folder of its certificates and its kubeconfig
 * @param host the address to listen on, such as {@code 127.0.0.1}
 * @param kubePort of the Kubernetes API; 0 for any free one
 * @param ingressPort of the simulated ingress, always on the loopback; 0 for any free one
 * @param tokens the user's name for each bearer token
 * @param kubeconfigToken the one of these that the kubeconfig holds
 */
public record PlaygroundSettings(
    Path home,
    String host,
    int kubePort,
    int ingressPort,
    Map<String, String> tokens,
    String kubeconfigToken) {
  public PlaygroundSettings {
    tokens = Map.copyOf(tokens);
    if (!tokens.containsKey(kubeconfigToken)) {
      throw new IllegalArgumentException("the kubeconfig's token belongs to no user");
    }
  }

  @Override
  public String toString() {
    return "PlaygroundSettings[home=" + home + ", " + host + ":" + kubePort + "]";
  }
}
