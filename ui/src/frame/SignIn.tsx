import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask, client } from "../api/client";
import { queries } from "../api/queries";
import { ErrorNote } from "../parts/Notes";
import "./signin.css";

export function SignIn({ failed }: { failed: unknown }) {
  const cache = useQueryClient();
  const [username, setUsername] = useState("admin");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => ask(client.POST("/api/v1/session", { body: { username, password } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: queries.who().queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <main className="signin">
      <form className="card" onSubmit={submit} aria-labelledby="title">
        <img src="/favicon.svg" alt="" width="40" height="40" />
        <h1 id="title">Sign in to OpenLuffy</h1>
        {failed ? <ErrorNote error={failed} /> : null}
        {signIn.error && <ErrorNote error={signIn.error} />}
        <div className="field">
          <label htmlFor="username">User name</label>
          <input
            id="username"
            name="username"
            autoComplete="username"
            value={username}
            onChange={(event) => setUsername(event.target.value)}
            required
          />
        </div>
        <div className="field">
          <label htmlFor="password">Password</label>
          <input
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            required
            autoFocus
          />
        </div>
        <button type="submit" className="button primary" disabled={signIn.isPending}>
          {signIn.isPending ? "Signing in…" : "Sign in"}
        </button>
        <p className="meta">
          The first administrator’s password is in <code>~/.openluffy/admin-password</code> on the server.
        </p>
      </form>
    </main>
  );
}
