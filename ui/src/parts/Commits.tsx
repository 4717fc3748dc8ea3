import type { Schemas } from "../api/client";
import { Empty } from "./Notes";
import { Person } from "./Person";
import { Sha } from "./Sha";
import { Ago } from "./Times";
import { subject } from "./words";

export function Commits({ commits }: { commits: Schemas["Commit"][] | undefined }) {
  if (!commits || commits.length === 0) {
    return <Empty title="No commits: what runs is as new as this." />;
  }
  return (
    <table className="table stacks">
      <thead className="visually-hidden">
        <tr>
          <th>Commit</th>
          <th>Message</th>
          <th>Author</th>
          <th>When</th>
        </tr>
      </thead>
      <tbody>
        {commits.map((one) => (
          <tr key={one.id}>
            <td className="fit">
              <Sha value={one.id} />
            </td>
            <td className="wide">{subject(one.message)}</td>
            <td className="fit">
              <Person name={one.author.name} />
            </td>
            <td className="meta fit">
              <Ago at={one.at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
