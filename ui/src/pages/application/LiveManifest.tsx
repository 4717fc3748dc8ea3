import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries";
import { refusalOf } from "../../api/refusal";
import { Code } from "../../parts/Code";
import { ErrorNote, Loading } from "../../parts/Notes";
import { toYaml } from "../../parts/yaml";
import type { TreeNode } from "./forest";

/** The object as the cluster has it; the server masks what is secret. */
export function LiveManifest({ application, object }: { application: string; object: TreeNode }) {
  const { group = "", kind, namespace = "", name } = object;
  const live = useQuery(queries.manifest(application, { group, kind, namespace, name }));
  const refused = refusalOf(live);
  if (refused) {
    return <ErrorNote error={refused} />;
  }
  if (!live.data) {
    return <Loading rows={6} />;
  }
  return <Code name={`Live manifest of ${kind} ${name}`} text={toYaml(JSON.parse(live.data.manifest))} />;
}
