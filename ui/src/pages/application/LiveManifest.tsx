import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries";
import { Code } from "../../parts/Code";
import { ErrorNote, Loading } from "../../parts/Notes";
import { toYaml } from "../../parts/yaml";
import type { TreeNode } from "./forest";

/** The object as the cluster has it; the server masks what is secret. */
export function LiveManifest({ application, object }: { application: string; object: TreeNode }) {
  const { group = "", kind, namespace = "", name } = object;
  const live = useQuery(queries.manifest(application, { group, kind, namespace, name }));
  if (live.isPending) {
    return <Loading rows={6} />;
  }
  if (live.error) {
    return <ErrorNote error={live.error} />;
  }
  return <Code name={`Live manifest of ${kind} ${name}`} text={toYaml(JSON.parse(live.data.manifest))} />;
}
