import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries";
import { DiffView } from "../../parts/DiffView";
import { ErrorNote, Loading } from "../../parts/Notes";

export function DiffTab({ application }: { application: string }) {
  const diff = useQuery(queries.diff(application));
  if (diff.isPending) {
    return <Loading rows={8} />;
  }
  if (diff.error) {
    return <ErrorNote error={diff.error} />;
  }
  return <DiffView diff={diff.data} />;
}
