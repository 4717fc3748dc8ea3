package io.openluffy.application.spec;

/**
 * Where an application goes; the cluster is named by server or by name.
 *
 * @param namespace for objects of namespaced kinds that name none
 */
public record DestinationSpec(String server, String name, String namespace) {}
