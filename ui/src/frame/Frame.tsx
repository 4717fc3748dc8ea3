import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { signedOut } from "../api/client";
import { events } from "../api/events";
import { queries } from "../api/queries";
import { Tip } from "../parts/Tip";
import { setServerClock } from "../parts/time";
import "./frame.css";
import { SignedIn } from "./SignedIn";
import { SignIn } from "./SignIn";

/** Around every page: who is there, and the one event stream while somebody is. */
export function Frame() {
  const cache = useQueryClient();
  const who = useQuery(queries.who());
  const loggedIn = who.data?.loggedIn ?? false;
  const server = useQuery({ ...queries.server(), enabled: loggedIn });

  useEffect(() => {
    if (server.data) {
      setServerClock(server.data.now);
    }
  }, [server.data]);

  useEffect(() => {
    const leave = () => cache.setQueryData(queries.who().queryKey, { loggedIn: false });
    signedOut.addEventListener("signed-out", leave);
    return () => signedOut.removeEventListener("signed-out", leave);
  }, [cache]);

  useEffect(() => {
    if (loggedIn) {
      events.open();
      return () => events.close();
    }
    return undefined;
  }, [loggedIn]);

  if (who.isPending) {
    return <div className="blank" role="status" aria-label="Loading" />;
  }
  return (
    <>
      {loggedIn ? (
        <SignedIn user={who.data?.username ?? ""} roles={who.data?.groups ?? []} />
      ) : (
        <SignIn failed={who.error} />
      )}
      <Tip />
    </>
  );
}
