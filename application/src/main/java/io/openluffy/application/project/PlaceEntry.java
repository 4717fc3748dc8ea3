package io.openluffy.application.project;

/** One destination of a project: a cluster by server or by name, and a namespace; patterns. */
public record PlaceEntry(String server, String name, String namespace) {}
