import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask, client } from "../../api/client";
import { queries } from "../../api/queries";
import { Empty, ErrorNote, Loading, Note } from "../../parts/Notes";
import { Ago } from "../../parts/Times";
import { useMutation } from "@tanstack/react-query";

const page = 200;

/** The journal, the newest rows first, and whether anybody changed it. */
export function Audit() {
  const verify = useMutation({ mutationFn: () => ask(client.POST("/api/v1/journal/verify")) });
  const { mutate } = verify;
  useEffect(() => {
    document.title = "Audit · OpenLuffy";
    mutate();
  }, [mutate]);
  const [back, setBack] = useState(0);
  const last = verify.data?.rows;
  const after = Math.max(0, (last ?? 0) - page * (back + 1));
  const rows = useQuery({ ...queries.journal(after), enabled: last !== undefined });
  return (
    <>
      <div className="page-head">
        <h1>Audit</h1>
        {verify.data && (
          <span className="push">
            {verify.data.intact ? (
              <Note tone="healthy">Intact: {verify.data.rows} rows, each hashed with the one before.</Note>
            ) : (
              <Note tone="degraded">{verify.data.message}</Note>
            )}
          </span>
        )}
      </div>
      {(rows.error ?? verify.error) && <ErrorNote error={rows.error ?? verify.error} />}
      {rows.isPending && <Loading rows={8} />}
      <section className="card scroll">
        {rows.data?.length === 0 && <Empty title="Nothing happened yet." />}
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">Door</th>
              <th scope="col">What</th>
              <th scope="col">About</th>
            </tr>
          </thead>
          <tbody>
            {[...(rows.data ?? [])].reverse().map((one) => (
              <tr key={one.number}>
                <td className="mono">{one.number}</td>
                <td className="meta">
                  <Ago at={one.at} />
                </td>
                <td>{one.who}</td>
                <td className="meta">{one.door.toLowerCase()}</td>
                <td className="mono">{one.what}</td>
                <td className="mono">{one.about}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="line">
        <button type="button" className="button" disabled={after === 0} onClick={() => setBack(back + 1)}>
          Older
        </button>
        <button type="button" className="button" disabled={back === 0} onClick={() => setBack(back - 1)}>
          Newer
        </button>
      </p>
    </>
  );
}
