import { Background, Controls, type Edge, type Node, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { paramsOf } from "../../api/applications";
import { queries } from "../../api/queries";
import { refusalOf } from "../../api/refusal";
import { matches } from "../../parts/matches";
import { Empty, ErrorNote, Loading } from "../../parts/Notes";
import { counted } from "../../parts/words";
import { Boxes, type BoxData, type Shared } from "./Boxes";
import { forest, idOf, type TreeNode } from "./forest";
import { layout, neighbour, type Placed, view } from "./layout";

const many = 300;
const nodeTypes = Boxes;

/** The live objects from left to right, each with its health; pods are dots. */
export function Tree({ application, selected }: { application: string; selected: string | undefined }) {
  const tree = useQuery(queries.tree(application));
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const nodes = tree.data?.nodes;
  const placed = useMemo(
    () => (nodes ? layout(forest(application, nodes, opened)) : undefined),
    [application, nodes, opened],
  );
  const refused = refusalOf(tree);
  if (refused) {
    return <ErrorNote error={refused} />;
  }
  if (!placed || !nodes) {
    return (
      <section className="card tree">
        <Loading rows={8} />
      </section>
    );
  }
  if (nodes.length === 0) {
    return (
      <section className="card">
        <Empty title="Nothing of this application is in the cluster yet. A sync puts it there." command={`luffy sync ${application}`} />
      </section>
    );
  }
  return (
    <ReactFlowProvider>
      <Drawing
        application={application}
        nodes={nodes}
        placed={placed}
        selected={selected}
        open={(id) => setOpened(new Set([...opened, id]))}
      />
    </ReactFlowProvider>
  );
}

interface DrawingProps {
  application: string;
  nodes: TreeNode[];
  placed: Placed[];
  selected: string | undefined;
  open: (id: string) => void;
}

function Drawing({ application, nodes, placed, selected, open }: DrawingProps) {
  const flow = useReactFlow();
  const navigate = useNavigate();
  const frame = useRef<HTMLElement>(null);
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const found = useMemo(() => search(nodes, wanted), [nodes, wanted]);

  useEffect(() => {
    const box = frame.current?.querySelector(".react-flow")?.getBoundingClientRect();
    if (box) {
      void flow.setViewport(view(placed, box));
    }
    // Only when another application is shown: an event must not move what is being looked at.
  }, [application, flow]);

  const show = (one: Placed) => {
    const { zoom } = flow.getViewport();
    void flow.setCenter(one.x + one.width / 2, one.y + one.height / 2, { zoom: Math.max(zoom, 0.7) });
  };
  const move = (event: KeyboardEvent) => {
    const box = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-box]") : null;
    const next = box && neighbour(placed, box.dataset["box"] ?? "", event.key);
    if (next) {
      event.preventDefault();
      show(next);
      // At once, so that the next key finds it there; a box that was out of sight is drawn first.
      if (!focusBox(frame.current, next.item.id)) {
        requestAnimationFrame(() => focusBox(frame.current, next.item.id));
      }
    }
  };
  const next = (event: KeyboardEvent) => {
    const one = found[at % Math.max(1, found.length)];
    if (event.key === "Enter" && one) {
      setAt(at + 1);
      const place = placed.find((some) => some.item.objects.includes(one));
      if (place) {
        show(place);
      }
      void navigate({
        to: "/applications/{-$namespace}/$application",
        params: paramsOf(application),
        search: { tab: "tree", resource: idOf(one) },
        resetScroll: false,
      });
    }
  };

  return (
    <section className="card tree" aria-label="Tree of live objects" ref={frame} onKeyDown={move}>
      <div className="tree-tools">
        <input
          data-search
          type="search"
          value={wanted}
          placeholder="Search in the tree"
          aria-label="Search in the tree"
          onChange={(event) => {
            setWanted(event.target.value);
            setAt(0);
          }}
          onKeyDown={next}
        />
        <span className="meta" role="status">
          {wanted === "" ? counted(nodes.length, "object") : `${found.length} of ${counted(nodes.length, "object")}`}
        </span>
      </div>
      <ReactFlow
        nodes={boxes(placed, { application, selected, found: wanted === "" ? undefined : new Set(found.map(idOf)), open })}
        edges={edges(placed)}
        nodeTypes={nodeTypes}
        minZoom={0.15}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements={placed.length > many}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={16} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </section>
  );
}

/** Whether the box is there to be focused. */
function focusBox(frame: HTMLElement | null, id: string): boolean {
  const box = frame?.querySelector<HTMLElement>(`[data-box="${CSS.escape(id)}"]`);
  const target = box?.matches("a, button") ? box : box?.querySelector<HTMLElement>("a, button");
  target?.focus({ preventScroll: true });
  return target !== null && target !== undefined;
}

function search(nodes: TreeNode[], wanted: string): TreeNode[] {
  return wanted.trim() === "" ? [] : nodes.filter((one) => matches(`${one.kind}/${one.name}`, wanted));
}

function boxes(placed: Placed[], shared: Shared): Node<BoxData>[] {
  return placed.map((one) => ({
    id: one.item.id,
    type: one.item.shape,
    position: { x: one.x, y: one.y },
    width: one.width,
    height: one.height,
    data: { placed: one, ...shared },
  }));
}

function edges(placed: Placed[]): Edge[] {
  return placed.flatMap(({ item, parent }) =>
    parent === undefined ? [] : [{ id: `${parent}>>${item.id}`, source: parent, target: item.id, type: "smoothstep" }],
  );
}
