package io.openluffy.application.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.git.RepositoryUrl;
import java.util.Optional;

/**
 * Where an application's objects come from: {@code spec.source}, or one of {@code spec.sources}.
 *
 * @param targetRevision branch, tag, commit or semver range; {@code HEAD} when not given
 * @param path of the folder in the repository; {@code .} for its root, empty for a ref-only source
 * @param chart a chart of a Helm or OCI repository instead of a path
 * @param ref the name by which value files of other sources reach this repository: {@code $ref/}
 * @param json the source as it was written, for history and comparison
 */
public record SourceSpec(
    RepositoryUrl repoUrl,
    String targetRevision,
    String path,
    Optional<String> chart,
    Optional<String> ref,
    String name,
    Optional<HelmSpec> helm,
    Optional<KustomizeSpec> kustomize,
    Optional<DirectorySpec> directory,
    Optional<PluginSpec> plugin,
    ObjectNode json) {}
