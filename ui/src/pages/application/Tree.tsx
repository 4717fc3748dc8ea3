import { Background, Controls, Handle, type Node, type NodeProps, Position, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { Empty, ErrorNote, Loading } from "../../parts/Notes";
import { Mark } from "../../parts/Status";
import { ofHealth } from "../../parts/tones";
import { type Drawing, layout } from "./layout";

type TreeNode = Schemas["TreeNode"];

/** The live objects from left to right, each with its health; pods last. */
export function Tree({ application }: { application: string }) {
  const tree = useQuery(queries.tree(application));
  const [drawing, setDrawing] = useState<Drawing>();
  useEffect(() => {
    let current = true;
    if (tree.data) {
      void layout(application, tree.data.nodes ?? []).then((made) => {
        if (current) {
          setDrawing(made);
        }
      });
    }
    return () => {
      current = false;
    };
  }, [application, tree.data]);

  if (tree.error) {
    return <ErrorNote error={tree.error} />;
  }
  if (tree.isPending || !drawing) {
    return <Loading rows={8} />;
  }
  if (drawing.nodes.length <= 1) {
    return (
      <section className="card">
        <Empty title="Nothing of this application is in the cluster yet." command={`luffy sync ${application}`} />
      </section>
    );
  }
  return (
    <section className="card tree" aria-label="Tree of live objects">
      <ReactFlow
        nodes={drawing.nodes}
        edges={drawing.edges}
        nodeTypes={{ object: ObjectNode }}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.1 }}
        minZoom={0.2}
        nodesDraggable={false}
        nodesConnectable={false}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={16} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </section>
  );
}

function ObjectNode({ data }: NodeProps<Node<{ object: TreeNode; grouped: number }>>) {
  const { object, grouped } = data;
  return (
    <div className="object" title={object.health?.message}>
      <Handle type="target" position={Position.Left} />
      <Mark tone={ofHealth(object.health?.status)} label={object.health?.status ?? "no health"} />
      <div className="truncate">
        <div className="meta">
          {object.kind}
          {grouped > 0 && ` × ${grouped}`}
        </div>
        <div className="truncate mono">{object.name}</div>
      </div>
      <Handle type="source" position={Position.Right} />
    </div>
  );
}
