package io.openluffy.release.config;

import java.util.Map;

/** The configuration of the seed project, as text. */
final class SeedConfiguration {
  static final String FILE = ".openluffy/openluffy.yaml";
  static final String TEXT =
      """
          apiVersion: openluffy.io/v1alpha1
          kind: Pipeline
          metadata: {name: release-dev}
          spec:
            on: {push: {branch: develop}}
            tag: dev-{sha}
            images:
              - {name: backend, repository: registry.example/openluffy-backend, context: backend}
              - {name: frontend, repository: registry.example/openluffy-frontend, context: ui, args: {PORT: 80}}
            environments: [dev, preprod]
          ---
          apiVersion: openluffy.io/v1alpha1
          kind: Environment
          metadata: {name: dev}
          spec:
            application: openluffy-dev
            values: {parameters: {backend: backend.image.tag, frontend: frontend.image.tag}}
          ---
          apiVersion: openluffy.io/v1alpha1
          kind: Environment
          metadata: {name: preprod}
          spec:
            application: openluffy-preprod
            url: http://preprod.openluffy.local
            values: {file: helm/openluffy/values/preprod.yaml, tags: {backend: backend.image.tag}}
            after: {healthyFor: 30s}
            secrets:
              - {parameter: secrets.apiKey, from: {store: api-key}}
              - {parameter: secrets.other, from: {kubernetesSecret: {namespace: a, name: b, key: c}}}
              - {parameter: secrets.third, from: {environmentVariable: THIRD}}
              - {parameter: secrets.fourth, from: {file: /run/secrets/fourth}}
          ---
          apiVersion: openluffy.io/v1alpha1
          kind: Pipeline
          metadata: {name: release-prod}
          spec:
            on: {push: {branch: main}}
            tag: main-{sha}
            images: [{name: backend, repository: registry.example/openluffy-backend, context: backend}]
            environments: [prod]
          ---
          apiVersion: openluffy.io/v1alpha1
          kind: Environment
          metadata: {name: prod}
          spec:
            application: argocd/openluffy-prod
            values: {file: helm/openluffy/values/prod.yaml, tags: {backend: backend.image.tag}}
            requires: {verified: preprod}
            approval: {required: 1, from: ["role:approver", "user:ben"], excluding: [author]}
          ---
          apiVersion: openluffy.io/v1alpha1
          kind: Project
          spec: {applications: ["argocd/*.yaml"]}
          """;

  private SeedConfiguration() {}

  static Map<String, String> files() {
    return Map.of(FILE, TEXT);
  }

  /** The seed with one text changed; it must be there. */
  static String with(String old, String changed) {
    if (!TEXT.contains(old)) {
      throw new IllegalArgumentException("not in the seed: " + old);
    }
    return TEXT.replace(old, changed);
  }
}
