import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { callName, paramsOf } from "../../api/applications";
import { Filter } from "../../parts/Filter";
import { matches } from "../../parts/matches";
import { Empty } from "../../parts/Notes";
import { Status } from "../../parts/Status";
import { ofHealth, ofSync } from "../../parts/tones";
import { useMark } from "../../parts/useMark";
import { counted } from "../../parts/words";
import { idOf } from "./forest";
import type { AppShape } from "./shape";

type Resource = NonNullable<NonNullable<AppShape["status"]>["resources"]>[number];

/** What git declares, each with its state. */
export function Resources({ app }: { app: AppShape }) {
  const [filter, setFilter] = useState("");
  const all = app.status?.resources ?? [];
  const shown = all.filter((one) => matches(`${one.kind}/${one.name}`, filter));
  return (
    <section className="card">
      <header>
        <span className="meta">{counted(shown.length, "resource")}</span>
        <Filter label="Filter by kind or name" value={filter} onChange={setFilter} />
      </header>
      {shown.length === 0 && <Empty title={all.length === 0 ? "Nothing is declared, or it was not compared yet." : "Nothing has that name."} />}
      <table className="table stacks">
        <tbody>
          {shown.map((one) => (
            <Row key={idOf(one)} application={callName(app.metadata)} resource={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ application, resource }: { application: string; resource: Resource }) {
  const mark = useMark(resource.status, resource.health?.status);
  return (
    <tr className={mark}>
      <td className="fit meta">{resource.kind}</td>
      <td className="wide">
        <Link
          data-item
          className="mono"
          to="/applications/{-$namespace}/$application"
          params={paramsOf(application)}
          search={{ tab: "resources", resource: idOf(resource) }}
          resetScroll={false}
        >
          {resource.name}
        </Link>
      </td>
      <td className="meta mono fit">{resource.namespace}</td>
      <td className="fit">{resource.status && <Status tone={ofSync(resource.status)} word={resource.status} />}</td>
      <td className="fit">
        {resource.health?.status && (
          <Status
            tone={ofHealth(resource.health.status)}
            word={resource.health.status}
            {...(resource.health.message ? { title: resource.health.message } : {})}
          />
        )}
      </td>
    </tr>
  );
}
