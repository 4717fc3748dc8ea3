import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries";
import { refusalOf } from "../../api/refusal";
import { DiffView } from "../../parts/DiffView";
import { ErrorNote, Loading } from "../../parts/Notes";

export function DiffTab({ application }: { application: string }) {
  const diff = useQuery(queries.diff(application));
  const refused = refusalOf(diff);
  if (refused) {
    return <ErrorNote error={refused} />;
  }
  if (!diff.data) {
    return <Loading rows={8} />;
  }
  return <DiffView diff={diff.data} />;
}
