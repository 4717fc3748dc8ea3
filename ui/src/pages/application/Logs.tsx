import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queries } from "../../api/queries";
import { LogView } from "../../parts/LogView";
import { Empty, ErrorNote, Loading } from "../../parts/Notes";

export function Logs({ application }: { application: string }) {
  const tree = useQuery(queries.tree(application));
  const [chosen, setChosen] = useState<string>();
  if (tree.isPending) {
    return <Loading />;
  }
  if (tree.error) {
    return <ErrorNote error={tree.error} />;
  }
  const pods = (tree.data.nodes ?? []).filter((one) => one.kind === "Pod").map((one) => one.name);
  const pod = chosen !== undefined && pods.includes(chosen) ? chosen : pods[0];
  if (pod === undefined) {
    return (
      <section className="card">
        <Empty title="This application has no pods now." />
      </section>
    );
  }
  return (
    <section className="card">
      <header>
        <label className="line">
          Pod
          <select className="button" value={pod} onChange={(event) => setChosen(event.target.value)}>
            {pods.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      </header>
      <LogView
        path={`/api/v1/applications/${encodeURIComponent(application)}/pods/${encodeURIComponent(pod)}/logs?follow=true&tailLines=500`}
        text={content}
      />
    </section>
  );
}

function content(line: string): string {
  try {
    return (JSON.parse(line) as { result: { content: string } }).result.content;
  } catch {
    return line;
  }
}
