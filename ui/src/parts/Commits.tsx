import type { Schemas } from "../api/client";
import { Empty } from "./Notes";
import { Sha } from "./Sha";
import { Ago } from "./Times";

export function Commits({ commits }: { commits: Schemas["Commit"][] | undefined }) {
  if (!commits || commits.length === 0) {
    return <Empty title="No commits to show." />;
  }
  return (
    <div className="scroll">
      <table className="table">
        <tbody>
          {commits.map((one) => (
            <tr key={one.id}>
              <td>
                <Sha value={one.id} />
              </td>
              <td className="wide">{one.message.split("\n")[0]}</td>
              <td className="meta">{one.author.name}</td>
              <td className="meta">
                <Ago at={one.at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
