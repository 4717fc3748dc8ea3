import { Status } from "../../parts/Status";
import { ofHealth, ofSync } from "../../parts/tones";
import type { AppShape } from "./shape";

export function Resources({ app }: { app: AppShape }) {
  return (
    <section className="card scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Name</th>
            <th scope="col">Namespace</th>
            <th scope="col">Sync</th>
            <th scope="col">Health</th>
          </tr>
        </thead>
        <tbody>
          {app.status?.resources?.map((one) => (
            <tr key={`${one.group}/${one.kind}/${one.namespace}/${one.name}`}>
              <td>{one.kind}</td>
              <td className="mono">{one.name}</td>
              <td className="mono">{one.namespace}</td>
              <td>{one.status && <Status tone={ofSync(one.status)} word={one.status} />}</td>
              <td>
                {one.health?.status && (
                  <Status tone={ofHealth(one.health.status)} word={one.health.status} title={one.health.message} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
