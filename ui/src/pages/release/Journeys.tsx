import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ask, client, type Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import { Action } from "../../parts/Action";
import { Empty, ErrorNote } from "../../parts/Notes";
import { Status } from "../../parts/Status";
import { Ago, Ring } from "../../parts/Times";
import { EmergencyNote } from "../../parts/EmergencyNote";
import { ofPromotion, promotionWords } from "../../parts/tones";
import { useMark } from "../../parts/useMark";
import { useRefusal } from "../../parts/useRefusal";
import { WaitTimes } from "../../parts/WaitTimes";

type Promotion = Schemas["Promotion"];

/** Where a release has been and is going, and where it could be sent. */
export function Journeys({ release, promotions }: { release: Schemas["Release"]; promotions: Promotion[] }) {
  return (
    <section className="card" aria-label="Environments">
      <header>
        <h2>Environments</h2>
      </header>
      {promotions.length === 0 && <Empty title="It has not been anywhere yet." />}
      <ul className="rows">
        {promotions.map((one) => (
          <Journey key={one.id} promotion={one} />
        ))}
      </ul>
      {release.state === "Ready" && <Promote release={release} promotions={promotions} />}
    </section>
  );
}

function Journey({ promotion }: { promotion: Promotion }) {
  const mark = useMark(promotion.state, promotion.wait?.message);
  const { soak } = promotion;
  const said = promotion.problem?.message ?? promotion.wait?.message;
  return (
    <li className={mark}>
      <span className="line wrap">
        <Link data-item to="/promotions/$promotion" params={{ promotion: promotion.id }}>
          <strong>{promotion.environment}</strong>
        </Link>
        {soak?.since && soak.until ? (
          <Ring since={soak.since} until={soak.until} />
        ) : (
          <Status tone={ofPromotion(promotion.state)} word={promotionWords[promotion.state]} />
        )}
        <span className="meta push">
          <Ago at={promotion.endedAt ?? promotion.createdAt} />
        </span>
      </span>
      {said && <span className="meta">{said}</span>}
      {promotion.emergency && <EmergencyNote emergency={promotion.emergency} />}
      {promotion.wait && (
        <>
          {" "}
          <WaitTimes wait={promotion.wait} />
        </>
      )}
    </li>
  );
}

/** The environments on the path of its pipeline where it is not and does not go by itself. */
function Promote({ release, promotions }: { release: Schemas["Release"]; promotions: Promotion[] }) {
  const cache = useQueryClient();
  const refused = useRefusal("developer");
  const projects = useQuery(queries.projects());
  const promote = useMutation({
    mutationFn: (environment: string) =>
      ask(client.POST("/api/v1/promotions", { body: { release: release.id, environment } })),
    onSettled: () => cache.invalidateQueries({ queryKey: ["journey"] }),
  });
  const path =
    projects.data
      ?.find((one) => one.name === release.project)
      ?.pipelines.find((one) => one.name === release.pipeline)?.environments ?? [];
  const busy = new Set(promotions.filter((one) => one.endedAt === undefined).map((one) => one.environment));
  const been = new Set(promotions.filter((one) => one.state === "Arrived").map((one) => one.environment));
  const next = path.filter((one) => !busy.has(one) && !been.has(one));
  if (next.length === 0 || busy.size > 0) {
    return null;
  }
  return (
    <div className="body stack tight">
      <div className="line wrap">
        {next.map((environment) => (
          <Action key={environment} refused={refused} busy={promote.isPending} onPress={() => promote.mutate(environment)}>
            Promote to {environment}
          </Action>
        ))}
      </div>
      {promote.error && <ErrorNote error={promote.error} />}
    </div>
  );
}
