import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { queries } from "../../api/queries";
import { Empty, ErrorNote, Loading } from "../../parts/Notes";
import { Sha } from "../../parts/Sha";
import { Status } from "../../parts/Status";
import { Ago } from "../../parts/Times";
import { ofHealth, ofSync } from "../../parts/tones";
import { isManual, shape } from "./shape";

export function Applications() {
  const list = useQuery(queries.applications());
  const [filter, setFilter] = useState("");
  useEffect(() => {
    document.title = "Applications · OpenLuffy";
  }, []);
  const apps = (list.data?.items ?? []).map(shape).filter((one) => one.metadata.name.includes(filter.trim()));
  return (
    <>
      <div className="page-head">
        <h1>Applications</h1>
        <div className="search push">
          <input
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            placeholder="Filter by name"
            aria-label="Filter by name"
          />
        </div>
      </div>
      {list.error && <ErrorNote error={list.error} />}
      {list.isPending && <Loading rows={5} />}
      {list.data && (
        <section className="card">
          {apps.length === 0 ? (
            <Empty title="No application has that name." command="kubectl apply -f application.yaml" />
          ) : (
            <div className="scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">Sync</th>
                    <th scope="col">Health</th>
                    <th scope="col">Revision</th>
                    <th scope="col">Destination</th>
                    <th scope="col">Policy</th>
                    <th scope="col">Compared</th>
                  </tr>
                </thead>
                <tbody>
                  {apps.map((app) => (
                    <tr key={`${app.metadata.namespace}/${app.metadata.name}`}>
                      <td>
                        <Link
                          data-item
                          to="/applications/$application"
                          params={{ application: app.metadata.name }}
                        >
                          <strong>{app.metadata.name}</strong>
                        </Link>
                      </td>
                      <td>
                        <Status tone={ofSync(app.status?.sync?.status)} word={app.status?.sync?.status ?? "Unknown"} />
                      </td>
                      <td>
                        <Status
                          tone={ofHealth(app.status?.health?.status)}
                          word={app.status?.health?.status ?? "Unknown"}
                        />
                      </td>
                      <td>
                        <Sha value={app.status?.sync?.revision} />
                      </td>
                      <td className="mono">{app.spec.destination?.namespace}</td>
                      <td className="meta">{isManual(app) ? "manual" : "automated"}</td>
                      <td className="meta">
                        <Ago at={app.status?.reconciledAt} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
      )}
    </>
  );
}
