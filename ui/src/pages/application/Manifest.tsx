import { Code } from "../../parts/Code";
import { toYaml } from "../../parts/yaml";
import type { AppShape } from "./shape";

/** The Application itself, as `kubectl get -o yaml` shows it. */
export function Manifest({ app }: { app: AppShape }) {
  return (
    <section className="card">
      <Code name={`Manifest of ${app.metadata.name}`} text={toYaml(app)} />
    </section>
  );
}
