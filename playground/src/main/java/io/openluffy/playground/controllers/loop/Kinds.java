package io.openluffy.playground.controllers.loop;

import io.openluffy.playground.api.store.GroupResource;
import java.util.List;

/** The collections that simulated controllers look at. */
public final class Kinds {
  public static final GroupResource PODS = GroupResource.core("pods");
  public static final GroupResource SERVICES = GroupResource.core("services");
  public static final GroupResource ENDPOINTS = GroupResource.core("endpoints");
  public static final GroupResource NAMESPACES = GroupResource.core("namespaces");
  public static final GroupResource NODES = GroupResource.core("nodes");
  public static final GroupResource EVENTS = GroupResource.core("events");
  public static final GroupResource CONFIG_MAPS = GroupResource.core("configmaps");
  public static final GroupResource SECRETS = GroupResource.core("secrets");
  public static final GroupResource SERVICE_ACCOUNTS = GroupResource.core("serviceaccounts");
  public static final GroupResource CLAIMS = GroupResource.core("persistentvolumeclaims");
  public static final GroupResource VOLUMES = GroupResource.core("persistentvolumes");
  public static final GroupResource REPLICATION_CONTROLLERS =
      GroupResource.core("replicationcontrollers");
  public static final GroupResource DEPLOYMENTS = GroupResource.of("apps", "deployments");
  public static final GroupResource REPLICA_SETS = GroupResource.of("apps", "replicasets");
  public static final GroupResource STATEFUL_SETS = GroupResource.of("apps", "statefulsets");
  public static final GroupResource DAEMON_SETS = GroupResource.of("apps", "daemonsets");
  public static final GroupResource REVISIONS = GroupResource.of("apps", "controllerrevisions");
  public static final GroupResource JOBS = GroupResource.of("batch", "jobs");
  public static final GroupResource CRON_JOBS = GroupResource.of("batch", "cronjobs");
  public static final GroupResource INGRESSES = GroupResource.of("networking.k8s.io", "ingresses");
  public static final GroupResource SLICES = GroupResource.of("discovery.k8s.io", "endpointslices");
  public static final GroupResource AUTOSCALERS =
      GroupResource.of("autoscaling", "horizontalpodautoscalers");
  public static final GroupResource QUOTAS = GroupResource.core("resourcequotas");
  public static final GroupResource BUDGETS = GroupResource.of("policy", "poddisruptionbudgets");

  /** All of them, for the first look after a start. */
  static final List<GroupResource> ALL =
      List.of(
          NODES,
          NAMESPACES,
          SERVICE_ACCOUNTS,
          CONFIG_MAPS,
          SECRETS,
          SERVICES,
          ENDPOINTS,
          SLICES,
          INGRESSES,
          VOLUMES,
          CLAIMS,
          AUTOSCALERS,
          BUDGETS,
          QUOTAS,
          CRON_JOBS,
          JOBS,
          DEPLOYMENTS,
          STATEFUL_SETS,
          DAEMON_SETS,
          REPLICA_SETS,
          REPLICATION_CONTROLLERS,
          REVISIONS,
          PODS,
          EVENTS);

  private Kinds() {}
}
